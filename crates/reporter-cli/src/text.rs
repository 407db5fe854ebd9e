//! What the reporter reads, in two languages: Fluent files in `texts/`, compiled in.

use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The languages of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl Language {
    /// Returns the tag that letters carry.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    fn sources(self) -> [&'static str; 4] {
        match self {
            Self::Nl => [
                include_str!("../texts/nl/report.ftl"),
                include_str!("../texts/nl/read.ftl"),
                include_str!("../texts/nl/shared.ftl"),
                include_str!("../texts/nl/error.ftl"),
            ],
            Self::En => [
                include_str!("../texts/en/report.ftl"),
                include_str!("../texts/en/read.ftl"),
                include_str!("../texts/en/shared.ftl"),
                include_str!("../texts/en/error.ftl"),
            ],
        }
    }
}

/// The texts of one language.
pub(crate) struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Loads the texts of one language. A flaw in the files shows as ids instead of texts; a test
    /// makes sure that there is none.
    pub(crate) fn new(language: Language) -> Self {
        let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        // Isolation marks are for mixed directions; in a terminal they are litter.
        bundle.set_use_isolating(false);
        for source in language.sources() {
            let resource = match FluentResource::try_new(source.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// Returns the language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Returns a text without arguments.
    pub(crate) fn say(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// Returns a text with its arguments.
    pub(crate) fn with(&self, id: &str, args: &[(&str, &dyn Argument)]) -> String {
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.to_fluent()))
            .collect();
        self.format(id, Some(&args))
    }

    /// Returns a text if there is one: for codes that a later desk may send.
    pub(crate) fn find(&self, id: &str) -> Option<String> {
        self.bundle.has_message(id).then(|| self.say(id))
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            return id.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned()
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

/// What a text takes as an argument. Numbers choose plural forms.
pub(crate) trait Argument {
    /// Converts it for Fluent.
    fn to_fluent(&self) -> FluentValue<'static>;
}

impl Argument for &str {
    fn to_fluent(&self) -> FluentValue<'static> {
        FluentValue::from((*self).to_owned())
    }
}

impl Argument for String {
    fn to_fluent(&self) -> FluentValue<'static> {
        FluentValue::from(self.clone())
    }
}

impl Argument for u64 {
    fn to_fluent(&self) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

impl Argument for usize {
    fn to_fluent(&self) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

#[cfg(test)]
mod tests;
