//! What of a case can be redacted: the texts of the conversation, and pages of previews. Notes, drafts and
//! tasks are the team's own and can never be.

use bellrope_preview::{Page, Preview};
use bellrope_protocol::content::{LetterBody, Report};
use bellrope_protocol::time::Day;
use zeroize::Zeroizing;

use super::{RedactionError, Source, open};
use crate::case::{CaseNumber, Item, OpenCase};
use crate::term;
use crate::vault::{Records, VaultError};

/// A text that can be redacted.
#[derive(Clone, PartialEq, Eq)]
pub struct Offer {
    /// Where it is.
    pub source: Source,
    /// The day of the letter or reply.
    pub day: Day,
    /// What it says.
    pub text: String,
}

impl std::fmt::Debug for Offer {
    /// Hides the text.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Offer")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// A page of a preview, to be redacted.
#[non_exhaustive]
pub enum Leaf {
    /// Text.
    Text(Zeroizing<String>),
    /// A PNG of 8-bit RGB.
    Picture(Zeroizing<Vec<u8>>),
}

/// Takes the pages of a preview of an attachment.
#[must_use]
pub fn leaves_of(attachment: u32, preview: &Preview) -> Vec<(Source, Leaf)> {
    let leaf = |(page, leaf): (u32, &Page)| {
        let source = Source::Page { attachment, page };
        match leaf {
            Page::Text(text) => Some((source, Leaf::Text(text.clone()))),
            Page::Picture(picture) => {
                let png = Zeroizing::new(picture.png().to_vec());
                Some((source, Leaf::Picture(png)))
            }
            _ => None,
        }
    };
    (1..).zip(preview.pages()).filter_map(leaf).collect()
}

/// Lists the texts of a case that can be redacted, in the order of the conversation.
///
/// # Errors
///
/// [`RedactionError`], by variant.
pub fn offers(records: &impl Records, number: &CaseNumber) -> Result<Vec<Offer>, RedactionError> {
    let case = open(records, number)?;
    let mut offers = Vec::new();
    for at in 0..case.channel(records)?.items {
        let item = at + 1;
        let (day, found) = texts(case.item(records, at)?);
        let sources = [
            (Source::Letter { item }, found.shared),
            (Source::ForDesk { item }, found.for_desk),
            (Source::Reply { item }, found.reply),
        ];
        for (source, text) in sources {
            if !text.trim().is_empty() {
                offers.push(Offer { source, day, text });
            }
        }
    }
    Ok(offers)
}

/// Returns the text of a source in the conversation; `None` if there is none.
pub(super) fn text_of(
    records: &impl Records,
    case: &OpenCase,
    source: Source,
) -> Result<Option<String>, VaultError> {
    let item = match source {
        Source::Letter { item } | Source::ForDesk { item } | Source::Reply { item } => item,
        Source::Page { .. } => return Ok(None),
    };
    let Some(at) = item.checked_sub(1) else {
        return Ok(None);
    };
    if at >= case.channel(records)?.items {
        return Ok(None);
    }
    let (_, found) = texts(case.item(records, at)?);
    let text = match source {
        Source::ForDesk { .. } => found.for_desk,
        Source::Reply { .. } => found.reply,
        _ => found.shared,
    };
    Ok((!text.trim().is_empty()).then_some(text))
}

#[derive(Default)]
struct Texts {
    shared: String,
    for_desk: String,
    reply: String,
}

impl Texts {
    fn shared(text: String) -> Self {
        Self {
            shared: text,
            ..Self::default()
        }
    }
}

fn texts(item: Item) -> (Day, Texts) {
    match item {
        Item::Letter { epoch, content, .. } => {
            let texts = match content.body {
                LetterBody::Report(report) => of_report(*report),
                LetterBody::Message { text } => Texts::shared(text),
                LetterBody::Withdraw { text } => Texts::shared(text.unwrap_or_default()),
                // Never filed with a case.
                LetterBody::Answers(_) => Texts::default(),
            };
            (term::received_day(epoch), texts)
        }
        Item::Raw { epoch, text } => {
            let text = String::from_utf8_lossy(&text.0).into_owned();
            (term::received_day(epoch), Texts::shared(text))
        }
        Item::Told { day, text } => (day, Texts::shared(text)),
        Item::Reply { day, text, .. } => {
            let texts = Texts {
                reply: text,
                ..Texts::default()
            };
            (day, texts)
        }
        Item::Status { day, .. } => (day, Texts::default()),
    }
}

/// Splits a report into its two boxes. Who the reporter is, is in neither (R089).
fn of_report(report: Report) -> Texts {
    let Report {
        story,
        private,
        when,
        place,
        people,
        evidence,
        earlier,
        exclude,
        wish_text,
        detriment,
        ..
    } = report;
    let when = when.and_then(|when| when.text);
    let detriment = detriment.and_then(|detriment| detriment.text);
    Texts {
        shared: joined([Some(story), when, place, people, evidence]),
        // What could reveal the reporter, and what they asked of the desk.
        for_desk: joined([private, exclude, earlier, detriment, wish_text]),
        reply: String::new(),
    }
}

fn joined(texts: [Option<String>; 5]) -> String {
    let texts = texts.into_iter().flatten();
    let texts: Vec<String> = texts.filter(|it| !it.trim().is_empty()).collect();
    texts.join("\n\n")
}
