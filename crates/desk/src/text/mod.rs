//! The texts that caseworkers read, in Dutch and English (Fluent). The rest of the library knows
//! no language.

use bellrope_casework::template::in_words;
use bellrope_protocol::time::Day;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use bellrope_casework::vocabulary::Lang;

/// A value in a text.
pub type Value<'a> = FluentValue<'a>;

/// The texts of one language.
pub struct Texts {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Loads the texts of a language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let language: LanguageIdentifier = lang.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // No invisible marks around values: what is printed is compared and copied.
        bundle.set_use_isolating(false);
        // The files are compiled in; a test reads them without an error.
        for source in sources(lang) {
            let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*source).to_owned());
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle }
    }

    /// Returns the language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// Returns the text of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// Returns the text of an id with values in it. An id without a text stands for itself.
    #[must_use]
    pub fn with(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.find(id, values).unwrap_or_else(|| id.to_owned())
    }

    /// Returns the text of an id, if there is one.
    #[must_use]
    pub fn find(&self, id: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut errors);
        // Without a value people would read the name of its place.
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        Some(text.into_owned())
    }

    /// Returns a moment, in Unix seconds, as the clock on a Dutch wall had it.
    #[must_use]
    pub fn moment(&self, secs: u64) -> String {
        let second = i64::try_from(secs).unwrap_or(i64::MAX);
        let moment = jiff::Timestamp::from_second(second).unwrap_or(jiff::Timestamp::MAX);
        // The time zones are compiled in.
        let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap_or(jiff::tz::TimeZone::UTC);
        moment.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// Returns a day in words.
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        in_words(day, self.lang)
    }
}

/// The files of texts; a new area adds its pair.
const fn sources(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Dutch => &[
            include_str!("nl.ftl"),
            include_str!("keeping-nl.ftl"),
            include_str!("people-nl.ftl"),
            include_str!("token-nl.ftl"),
            include_str!("name-nl.ftl"),
            include_str!("sharing-nl.ftl"),
            include_str!("conduct-nl.ftl"),
            include_str!("case-nl.ftl"),
            include_str!("terms-nl.ftl"),
            include_str!("figures-nl.ftl"),
            include_str!("report-nl.ftl"),
            include_str!("practice-nl.ftl"),
            include_str!("learning-nl.ftl"),
            include_str!("redaction-nl.ftl"),
            include_str!("screen-nl.ftl"),
            include_str!("screen-case-nl.ftl"),
            include_str!("screen-list-nl.ftl"),
            include_str!("screen-team-nl.ftl"),
            include_str!("screen-trail-nl.ftl"),
            include_str!("screen-hand-nl.ftl"),
        ],
        Lang::English => &[
            include_str!("en.ftl"),
            include_str!("keeping-en.ftl"),
            include_str!("people-en.ftl"),
            include_str!("token-en.ftl"),
            include_str!("name-en.ftl"),
            include_str!("sharing-en.ftl"),
            include_str!("conduct-en.ftl"),
            include_str!("case-en.ftl"),
            include_str!("terms-en.ftl"),
            include_str!("figures-en.ftl"),
            include_str!("report-en.ftl"),
            include_str!("practice-en.ftl"),
            include_str!("learning-en.ftl"),
            include_str!("redaction-en.ftl"),
            include_str!("screen-en.ftl"),
            include_str!("screen-case-en.ftl"),
            include_str!("screen-list-en.ftl"),
            include_str!("screen-team-en.ftl"),
            include_str!("screen-trail-en.ftl"),
            include_str!("screen-hand-en.ftl"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(lang: Lang) -> Vec<String> {
        let is_id = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        let id = |line: &str| line.split(' ').next().unwrap().to_owned();
        let lines = sources(lang).iter().flat_map(|source| source.lines());
        lines.filter(is_id).map(id).collect()
    }

    #[test]
    fn files_parse_without_errors() {
        for lang in Lang::ALL {
            for source in sources(lang) {
                assert!(FluentResource::try_new((*source).to_owned()).is_ok());
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        assert_eq!(ids(Lang::Dutch), ids(Lang::English));
        let mut seen = std::collections::HashSet::new();
        for id in ids(Lang::Dutch) {
            assert!(seen.insert(id.clone()), "{id} comes twice");
        }
    }

    #[test]
    fn texts_name_the_same_values_in_both_languages() {
        let names = |text: &str| {
            let mut names: Vec<String> = text
                .split('$')
                .skip(1)
                .map(|rest| {
                    rest.split(|c: char| !c.is_alphanumeric())
                        .next()
                        .unwrap()
                        .to_owned()
                })
                .collect();
            names.sort();
            names.dedup();
            names
        };
        let both = sources(Lang::Dutch).iter().zip(sources(Lang::English));
        for (dutch, english) in both {
            assert_eq!(names(dutch), names(english));
        }
    }

    #[test]
    fn day_is_written_in_words() {
        let day = Day::from_date(2026, 11, 3).unwrap();
        assert_eq!(Texts::new(Lang::Dutch).day(day), "3 november 2026");
        assert_eq!(Texts::new(Lang::English).day(day), "3 November 2026");
    }
}
