//! The templates of a desk: those that come with the program, and edited versions of them.
//!
//! ```toml
//! [[template]]
//! kind = "aftercare"
//! lang = "nl"
//! version = 2
//! text = "Het is nu {months} geleden. Gaat het goed met u? Vertel het ons, dan helpen wij."
//! ```
//!
//! Versions of one template count on from 1 without gaps; all of them stay, so that what was sent
//! can be read with the template it came from.

use serde::Deserialize;
use thiserror::Error;

use super::{Fault, Template, TemplateKind};
use crate::vocabulary::Lang;

/// The templates of a desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    edited: Vec<Template>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    #[serde(default)]
    template: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: TemplateKind,
    lang: Code,
    version: u32,
    text: String,
}

#[derive(Deserialize, Clone, Copy)]
enum Code {
    #[serde(rename = "nl")]
    Dutch,
    #[serde(rename = "en")]
    English,
}

impl From<Code> for Lang {
    fn from(code: Code) -> Self {
        match code {
            Code::Dutch => Self::Dutch,
            Code::English => Self::English,
        }
    }
}

impl Shelf {
    /// Reads edited templates from a configuration (TOML). What is not edited stays as it comes
    /// with the program.
    ///
    /// # Errors
    ///
    /// [`ShelfError`], by variant; one bad template refuses the whole.
    pub fn parse(text: &str) -> Result<Self, ShelfError> {
        let stored: Stored = toml::from_str(text).map_err(ShelfError::Form)?;
        let mut shelf = Self::default();
        for entry in stored.template {
            shelf.add(entry.kind, entry.lang.into(), entry.version, &entry.text)?;
        }
        Ok(shelf)
    }

    /// Adds an edited template.
    ///
    /// # Errors
    ///
    /// [`ShelfError::Version`] if it is not the next version; [`ShelfError::Faults`] if its text
    /// breaks a rule.
    pub fn add(
        &mut self,
        kind: TemplateKind,
        lang: Lang,
        version: u32,
        text: &str,
    ) -> Result<(), ShelfError> {
        let after = self.newest(kind, lang).version();
        if version != after.saturating_add(1) {
            return Err(ShelfError::Version {
                kind,
                version,
                after,
            });
        }
        let template = Template::check(kind, lang, version, text);
        let template = template.map_err(|faults| ShelfError::Faults { kind, faults })?;
        self.edited.push(template);
        Ok(())
    }

    /// Returns the newest version of a template.
    #[must_use]
    pub fn newest(&self, kind: TemplateKind, lang: Lang) -> Template {
        let newest = self.of(kind, lang).last().cloned();
        newest.unwrap_or_else(|| Template::built_in(kind, lang))
    }

    /// Returns one version of a template.
    #[must_use]
    pub fn version(&self, kind: TemplateKind, lang: Lang, version: u32) -> Option<Template> {
        if version == 1 {
            return Some(Template::built_in(kind, lang));
        }
        let mut all = self.of(kind, lang);
        all.find(|template| template.version() == version).cloned()
    }

    fn of(&self, kind: TemplateKind, lang: Lang) -> impl Iterator<Item = &Template> {
        let all = self.edited.iter();
        all.filter(move |template| template.kind() == kind && template.lang() == lang)
    }
}

/// Why templates were refused.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ShelfError {
    /// The configuration is not TOML of the expected form.
    #[error("templates are not of the expected form")]
    Form(#[source] toml::de::Error),
    /// A version does not follow the one before.
    #[error("version {version} of {kind} follows version {after}")]
    Version {
        /// The template.
        kind: TemplateKind,
        /// The version given.
        version: u32,
        /// The newest before it.
        after: u32,
    },
    /// A text breaks rules.
    #[error("template {kind}: {}", listed(.faults))]
    Faults {
        /// The template.
        kind: TemplateKind,
        /// What is wrong with it.
        faults: Vec<Fault>,
    },
}

fn listed(faults: &[Fault]) -> String {
    let texts: Vec<String> = faults.iter().map(Fault::to_string).collect();
    texts.join("; ")
}
