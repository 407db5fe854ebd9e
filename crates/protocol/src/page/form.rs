//! What must hold in every configuration, whoever signed it.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::content::{Body, Category, Client, Contact, Cover, HelpLine, Referral, Security};
use super::wire::{Both, Page, PageDesk};

/// Most desks of a page.
pub const DESKS_MAX: usize = 16;
/// Most members of every other list.
pub const LIST_MAX: usize = 64;
/// Most texts that one language replaces.
pub const OVERRIDES_MAX: usize = 400;
/// Most bytes of a name.
pub const NAME_MAX_LEN: usize = 200;
/// Most bytes of a longer text.
pub const ABOUT_MAX_LEN: usize = 4_000;
/// Most bytes of an address of the web or of e-mail.
pub const LINK_MAX_LEN: usize = 500;
/// Most bytes of a telephone number.
const PHONE_MAX_LEN: usize = 32;
/// Most slots of a visit with cover.
const COVER_MAX: u32 = 12;
/// Longest time between two slots, in seconds.
const COVER_MAX_SECS: u32 = 3_600;

impl Page {
    /// Checks what must hold in every configuration. Signing and verifying do this too.
    ///
    /// # Errors
    ///
    /// [`PageFormError`]: the first rule that is broken.
    pub fn check(&self) -> Result<(), PageFormError> {
        if self.version == 0 {
            return Err(PageFormError::Version);
        }
        check_each("relays", 0, &self.relays, |relay| {
            link("relays", relay, &["https://", "http://"])
        })?;
        name("title", &self.title)?;
        link("exit", &self.exit, &["https://"])?;
        self.check_desks()?;
        check_each("emergency", 1, &self.emergency, HelpLine::check)?;
        check_each("landscape", 0, &self.landscape, Body::check)?;
        self.check_categories()?;
        about("retention", &self.retention)?;
        self.cover.check()?;
        check_each("clients", 0, &self.clients, Client::check)?;
        self.security.as_ref().map_or(Ok(()), Security::check)?;
        overrides(&self.texts.nl)?;
        overrides(&self.texts.en)
    }

    fn check_desks(&self) -> Result<(), PageFormError> {
        let field = "desks";
        count(field, self.desks.len(), 1, DESKS_MAX)?;
        let names: BTreeSet<_> = self.desks.iter().map(|desk| &desk.desk).collect();
        let roots: BTreeSet<_> = self
            .desks
            .iter()
            .map(|desk| desk.founding.as_bytes())
            .collect();
        if names.len() < self.desks.len() || roots.len() < self.desks.len() {
            return Err(PageFormError::Repeated { field });
        }
        self.desks.iter().try_for_each(PageDesk::check)
    }

    fn check_categories(&self) -> Result<(), PageFormError> {
        let field = "categories";
        check_each(field, 1, &self.categories, Category::check)?;
        let codes: BTreeSet<_> = self.categories.iter().map(|kind| &kind.code).collect();
        if codes.len() < self.categories.len() {
            return Err(PageFormError::Repeated { field });
        }
        Ok(())
    }
}

impl PageDesk {
    fn check(&self) -> Result<(), PageFormError> {
        name("desks.name", &self.name)?;
        about("desks.about", &self.about)?;
        self.contact.check()
    }
}

impl Contact {
    fn check(&self) -> Result<(), PageFormError> {
        let post = |line: &String| text("contact.post", line, NAME_MAX_LEN);
        check_each("contact.phones", 0, &self.phones, |number| {
            phone("contact.phones", number)
        })?;
        check_each("contact.emails", 0, &self.emails, |address| {
            email("contact.emails", address)
        })?;
        check_each("contact.post", 0, &self.post, post)?;
        optional(self.hours.as_ref(), |hours| about("contact.hours", hours))
    }
}

impl HelpLine {
    fn check(&self) -> Result<(), PageFormError> {
        name("emergency.need", &self.need)?;
        name("emergency.name", &self.name)?;
        phone("emergency.phone", &self.phone)?;
        page_link("emergency.link", self.link.as_ref())
    }
}

impl Body {
    fn check(&self) -> Result<(), PageFormError> {
        name("landscape.name", &self.name)?;
        about("landscape.about", &self.about)?;
        optional(self.phone.as_ref(), |number| {
            phone("landscape.phone", number)
        })?;
        page_link("landscape.link", self.link.as_ref())
    }
}

impl Category {
    fn check(&self) -> Result<(), PageFormError> {
        let is_code = |code: &str| {
            (1..=8).contains(&code.len())
                && code.starts_with(|first: char| first.is_ascii_uppercase())
                && code
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        if !is_code(&self.code) {
            return Err(PageFormError::Code);
        }
        if !FAMILIES.contains(&self.family.as_str()) {
            return Err(PageFormError::Family);
        }
        name("categories.name", &self.name)?;
        optional(self.about.as_ref(), |text| about("categories.about", text))?;
        page_link("categories.rules", self.rules.as_ref())?;
        optional(self.referral.as_ref(), Referral::check)
    }
}

impl Referral {
    fn check(&self) -> Result<(), PageFormError> {
        about("referral.text", &self.text)?;
        optional(self.phone.as_ref(), |number| {
            phone("referral.phone", number)
        })?;
        page_link("referral.link", self.link.as_ref())
    }
}

impl Cover {
    fn check(&self) -> Result<(), PageFormError> {
        let is_span =
            |[least, most]: [u32; 2]| 0 < least && least <= most && most <= COVER_MAX_SECS;
        let holds = is_span(self.first_secs)
            && is_span(self.every_secs)
            && (1..=COVER_MAX).contains(&self.max);
        holds.then_some(()).ok_or(PageFormError::Cover)
    }
}

impl Client {
    fn check(&self) -> Result<(), PageFormError> {
        text("clients.system", &self.system, NAME_MAX_LEN)?;
        link("clients.url", &self.url, &["https://"])
    }
}

impl Security {
    fn check(&self) -> Result<(), PageFormError> {
        check_each("security.contact", 1, &self.contact, |address| {
            link("security.contact", address, &["https://", "mailto:"])
        })?;
        page_link("security.policy", self.policy.as_ref())
    }
}

fn optional<T>(
    value: Option<T>,
    check: impl FnOnce(T) -> Result<(), PageFormError>,
) -> Result<(), PageFormError> {
    value.map_or(Ok(()), check)
}

fn check_each<T>(
    field: &'static str,
    least: usize,
    list: &[T],
    check: impl FnMut(&T) -> Result<(), PageFormError>,
) -> Result<(), PageFormError> {
    count(field, list.len(), least, LIST_MAX)?;
    list.iter().try_for_each(check)
}

fn count(
    field: &'static str,
    count: usize,
    least: usize,
    most: usize,
) -> Result<(), PageFormError> {
    if count < least || count > most {
        return Err(PageFormError::Count {
            field,
            count,
            least,
            most,
        });
    }
    Ok(())
}

fn name(field: &'static str, both: &Both) -> Result<(), PageFormError> {
    text(field, &both.nl, NAME_MAX_LEN)?;
    text(field, &both.en, NAME_MAX_LEN)
}

fn about(field: &'static str, both: &Both) -> Result<(), PageFormError> {
    text(field, &both.nl, ABOUT_MAX_LEN)?;
    text(field, &both.en, ABOUT_MAX_LEN)
}

/// A text that says something, is no longer than it may be and moves no cursor.
fn text(field: &'static str, text: &str, max: usize) -> Result<(), PageFormError> {
    if text.len() > max {
        let len = text.len();
        return Err(PageFormError::TooLong { field, len, max });
    }
    if text.trim().is_empty() {
        return Err(PageFormError::Empty { field });
    }
    if text.chars().any(is_forbidden) {
        return Err(PageFormError::Character { field });
    }
    Ok(())
}

/// Control characters but the line feed, and what turns the direction of the text around it.
fn is_forbidden(char: char) -> bool {
    let turns = matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (char.is_control() && char != '\n')
}

fn page_link(field: &'static str, address: Option<&String>) -> Result<(), PageFormError> {
    optional(address, |address| link(field, address, &["https://"]))
}

/// An address that begins as one of `schemes` and holds no character that HTML or a header minds.
fn link(field: &'static str, address: &str, schemes: &[&str]) -> Result<(), PageFormError> {
    text(field, address, LINK_MAX_LEN)?;
    let rest = schemes
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/?#@!$&()*+,;=:%".contains(&byte);
    let begins = |rest: &str| rest.starts_with(|first: char| first.is_ascii_alphanumeric());
    if rest.is_some_and(|rest| begins(rest) && rest.bytes().all(allowed)) {
        return Ok(());
    }
    Err(PageFormError::Link { field })
}

fn phone(field: &'static str, number: &str) -> Result<(), PageFormError> {
    text(field, number, PHONE_MAX_LEN)?;
    let allowed = |byte: u8| byte.is_ascii_digit() || b"+-() ".contains(&byte);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 3 && number.bytes().all(allowed) {
        return Ok(());
    }
    Err(PageFormError::Phone { field })
}

fn email(field: &'static str, address: &str) -> Result<(), PageFormError> {
    text(field, address, LINK_MAX_LEN)?;
    let allowed = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._+".contains(&b))
    };
    match address.split_once('@') {
        Some((local, domain)) if allowed(local) && allowed(domain) => Ok(()),
        _ => Err(PageFormError::Email { field }),
    }
}

fn overrides(texts: &BTreeMap<String, String>) -> Result<(), PageFormError> {
    count("texts", texts.len(), 0, OVERRIDES_MAX)?;
    for (id, message) in texts {
        let is_id = id.len() <= 64
            && id.starts_with(|first: char| first.is_ascii_lowercase())
            && id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !is_id {
            return Err(PageFormError::TextId);
        }
        text("texts", message, ABOUT_MAX_LEN)?;
    }
    Ok(())
}

/// The families of docs/protocol.md §6.
const FAMILIES: [&str; 3] = ["ZS", "OG", "XX"];

/// The rule that a configuration breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PageFormError {
    /// The version is 0.
    #[error("page has version 0, expected 1 or more")]
    Version,
    /// A list has too few or too many members.
    #[error("{field} has {count} members, expected {least} to {most}")]
    Count {
        /// The list.
        field: &'static str,
        /// Its members.
        count: usize,
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
    },
    /// Two desks have one name or one root, or two categories one code.
    #[error("{field} has the same member twice")]
    Repeated {
        /// The list.
        field: &'static str,
    },
    /// A text says nothing.
    #[error("{field} is empty")]
    Empty {
        /// Where it stands.
        field: &'static str,
    },
    /// A text is too long.
    #[error("{field} is {len} bytes, at most {max}")]
    TooLong {
        /// Where it stands.
        field: &'static str,
        /// Its length, in bytes.
        len: usize,
        /// The limit, in bytes.
        max: usize,
    },
    /// A text has a control character other than line feed, or one that turns its direction.
    #[error("{field} has a character that is not shown")]
    Character {
        /// Where it stands.
        field: &'static str,
    },
    /// An address is of another scheme or has a character that must be percent-encoded.
    #[error("{field} is not an address that may stand there")]
    Link {
        /// Where it stands.
        field: &'static str,
    },
    /// A telephone number has other characters than digits, spaces and `+-()`, or no three digits.
    #[error("{field} is not a telephone number")]
    Phone {
        /// Where it stands.
        field: &'static str,
    },
    /// An e-mail address is none.
    #[error("{field} is not an e-mail address")]
    Email {
        /// Where it stands.
        field: &'static str,
    },
    /// A category's code is not 1 to 8 capital letters and digits.
    #[error("categories.code is not 1 to 8 capital letters and digits")]
    Code,
    /// A category's family is not one that a letter can name.
    #[error("categories.family is not ZS, OG or XX")]
    Family,
    /// A span of cover is empty, backwards or longer than an hour, or there are no or too many slots.
    #[error("cover has no slots that can be kept")]
    Cover,
    /// A replaced text has no Fluent id.
    #[error("texts has a name that is no message id")]
    TextId,
}
