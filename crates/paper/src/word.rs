//! The few words that the drawing adds of itself, in the document's language.

use crate::document::Language;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) contents: &'static str,
    pub(crate) redacted: &'static str,
    pub(crate) page: &'static str,
    pub(crate) of: &'static str,
}

/// Returns the words of a language.
pub(crate) fn words(language: Language) -> Words {
    match language {
        Language::Dutch => Words {
            contents: "Inhoud",
            redacted: "gelakt",
            page: "Pagina",
            of: "van",
        },
        Language::English => Words {
            contents: "Contents",
            redacted: "redacted",
            page: "Page",
            of: "of",
        },
    }
}
