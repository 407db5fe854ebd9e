//! A dossier on paper.

use bellrope_paper::Document;
use bellrope_paper::document::{Block, Column, Draft, Level, Meta, Row, Table, Text};
use bellrope_protocol::time::Day;

use super::content::{Dossier, Said};
use super::{DossierError, Section};
use crate::redaction::{date, language};
use crate::text::{Lang, Texts, Value};

/// Draws a dossier for people.
pub(super) fn document(
    dossier: &Dossier,
    desk: &str,
    approved: Day,
    lang: Lang,
) -> Result<Document, DossierError> {
    let texts = &Texts::new(lang);
    let case = [("case", Value::from(dossier.case.as_str()))];
    let mut draft = Draft::new(Meta {
        language: language(lang),
        title: texts.with("dossier-paper-title", &case),
        author: desk.to_owned(),
        subject: texts.get("dossier-paper-subject"),
        identifier: dossier.case.clone(),
        label: texts.get("dossier-paper-label"),
        date: date(approved),
    });
    draft.contents = true;
    draft.paragraph(texts.get("dossier-paper-lead"));
    let begin = |draft: &mut Draft, section: Section, is_empty: bool| {
        let heading = texts.get(&format!("section-{section}"));
        draft.heading(Level::One, heading.as_str());
        if is_empty {
            draft.paragraph(texts.get("dossier-paper-none"));
        }
    };
    if let Some(facts) = &dossier.register {
        begin(&mut draft, Section::Register, facts.is_empty());
        add_register(&mut draft, texts, facts);
    }
    for (section, said) in [
        (Section::Conversation, &dossier.conversation),
        (Section::ForDesk, &dossier.for_desk),
    ] {
        if let Some(said) = said {
            begin(&mut draft, section, said.is_empty());
            said.iter().for_each(|it| add_said(&mut draft, texts, it));
        }
    }
    if let Some(decisions) = &dossier.decisions {
        begin(&mut draft, Section::Decisions, decisions.is_empty());
        for it in decisions {
            let reason = it.reason.as_deref().unwrap_or("–");
            draft.paragraph(format!("{}: {}. {reason}", it.day, it.status));
        }
    }
    if let Some(hearings) = &dossier.hearings {
        begin(&mut draft, Section::Hearings, hearings.is_empty());
        for it in hearings {
            let heading = format!("{}, {} ({})", it.party, it.form, it.state);
            draft.heading(Level::Two, heading.as_str());
            add_text(&mut draft, &it.text);
        }
    }
    if let Some(files) = &dossier.files {
        begin(&mut draft, Section::Files, files.is_empty());
        for it in files {
            let line = format!(
                "{}. {} ({} B), SHA-256 {}",
                it.number, it.name, it.len, it.sha256
            );
            draft.paragraph(line);
        }
    }
    if let Some(redactions) = &dossier.redactions {
        begin(&mut draft, Section::Redactions, redactions.is_empty());
        for it in redactions {
            let number = [("number", Value::from(it.number))];
            let heading = texts.with("dossier-paper-redaction", &number);
            draft.heading(Level::Two, heading.as_str());
            add_text(&mut draft, &it.text);
        }
    }
    Ok(draft.finish()?)
}

fn add_register(draft: &mut Draft, texts: &Texts, facts: &[(&'static str, String)]) {
    let row = |(name, value): &(&'static str, String)| Row {
        cells: vec![
            Text::from(texts.get(&format!("dossier-fact-{name}"))),
            Text::from(value.as_str()),
        ],
        total: false,
    };
    draft.push(Block::Table(Table {
        caption: texts.get("section-register"),
        columns: vec![
            Column::words(texts.get("dossier-paper-fact")),
            Column::words(texts.get("dossier-paper-value")),
        ],
        row_headers: true,
        rows: facts.iter().map(row).collect(),
        notes: Vec::new(),
    }));
}

fn add_said(draft: &mut Draft, texts: &Texts, said: &Said) {
    let values = [
        ("item", Value::from(said.item)),
        ("day", Value::from(said.day.as_str())),
    ];
    let heading = texts.with(&format!("dossier-paper-from-{}", said.from), &values);
    draft.heading(Level::Two, heading.as_str());
    add_text(draft, &said.text);
}

fn add_text(draft: &mut Draft, text: &str) {
    for paragraph in text.split("\n\n").filter(|it| !it.trim().is_empty()) {
        draft.paragraph(paragraph.trim());
    }
}
