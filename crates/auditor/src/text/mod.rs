//! What reports say in words, in Dutch and English (Fluent). Checks know no language.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Dutch.
    Dutch,
    /// English.
    English,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// Returns the language's code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// Returns the files of texts: one for the report, one for each check.
    const fn sources(self) -> &'static [&'static str] {
        match self {
            Self::Dutch => &[
                include_str!("nl/report.ftl"),
                include_str!("nl/canary.ftl"),
                include_str!("nl/keys.ftl"),
                include_str!("nl/log.ftl"),
                include_str!("nl/page.ftl"),
                include_str!("nl/receipt.ftl"),
                include_str!("nl/store.ftl"),
                include_str!("nl/terms.ftl"),
                include_str!("nl/trail.ftl"),
            ],
            Self::English => &[
                include_str!("en/report.ftl"),
                include_str!("en/canary.ftl"),
                include_str!("en/keys.ftl"),
                include_str!("en/log.ftl"),
                include_str!("en/page.ftl"),
                include_str!("en/receipt.ftl"),
                include_str!("en/store.ftl"),
                include_str!("en/terms.ftl"),
                include_str!("en/trail.ftl"),
            ],
        }
    }
}

/// The texts of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Loads the texts of a language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let language: LanguageIdentifier = lang.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![language]);
        // No invisible marks around values: what is printed is compared and copied.
        bundle.set_use_isolating(false);
        for source in lang.sources() {
            // The files are compiled in; a test reads them without an error.
            let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*source).to_owned());
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// Returns the text of an id. An id without a text stands for itself.
    #[must_use]
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// Returns the text of an id, or of its attribute as `id.attribute`, with values in it.
    #[must_use]
    pub fn with(&self, id: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        self.find(id, values).unwrap_or_else(|| id.to_owned())
    }

    /// Returns the text of an id or attribute, if there is one.
    #[must_use]
    pub fn find(&self, id: &str, values: &[(&str, FluentValue<'_>)]) -> Option<String> {
        let (message, attribute) = match id.split_once('.') {
            Some((message, attribute)) => (message, Some(attribute)),
            None => (id, None),
        };
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        let text = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut Vec::new());
        Some(text.into_owned())
    }
}

#[cfg(test)]
mod tests;
