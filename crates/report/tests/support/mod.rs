//! The fixed report that all tests draw.

#![allow(dead_code, reason = "every test file uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use bellrope_casework::learning::Evaluation;
use bellrope_casework::vocabulary::Lang;
use bellrope_figures::Pack;
use bellrope_paper::Document;
use bellrope_protocol::time::Day;
use bellrope_report::{Correction, Ground, Identity, Narrative, Report, Variant, document};

pub(crate) const LANGS: [(Lang, &str); 2] = [(Lang::Dutch, "nl"), (Lang::English, "en")];

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

pub(crate) fn pack() -> Pack {
    serde_json::from_str(&fs::read_to_string(folder().join("pack.json")).unwrap()).unwrap()
}

pub(crate) fn narrative() -> Narrative {
    Narrative::parse(&fs::read_to_string(folder().join("narrative.toml")).unwrap()).unwrap()
}

fn evaluation() -> Evaluation {
    let mut evaluation = Evaluation::blank(2026);
    evaluation.phases[0].text = "Wij bevestigden bijna alles op tijd, zie {T7}.".to_owned();
    evaluation.phases[0].changed = "Er kwam een tweede behandelaar bij.".to_owned();
    evaluation
}

pub(crate) fn report(variant: Variant, lang: Lang) -> Document {
    let correction = Correction {
        ground: Ground::Counting,
        reason: "Twee meldingen stonden dubbel.".to_owned(),
    };
    let report = Report {
        identity: Some(Identity {
            number: 3,
            version: 2,
            day: Day::from_date(2027, 3, 1).unwrap(),
        }),
        pack: &pack(),
        narrative: &narrative(),
        evaluation: Some(&evaluation()),
        correction: Some(&correction),
    };
    document(&report, variant, lang).unwrap()
}
