//! What the places of a template stand for: the configuration, narrowed to one language.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bellrope_protocol::case_code::Language;
use bellrope_protocol::page::Page;
use sha2::{Digest as _, Sha256};

use crate::build::Build;

/// A value that a place can stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Something to write.
    Text(String),
    /// Something to repeat for.
    List(Vec<Value>),
    /// Something with members.
    Members(BTreeMap<String, Value>),
}

impl Value {
    /// Says whether an `if` keeps its inside for this.
    pub(crate) fn is_there(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::List(list) => !list.is_empty(),
            Self::Members(members) => !members.is_empty(),
        }
    }
}

/// Makes the values of a page in one language; `base` leads from it to the site's beginning.
pub(crate) fn context(page: &Page, build: &Build, language: Language, base: &str) -> Value {
    // A configuration is JSON; its members are the names of the places.
    let json = serde_json::to_value(page).unwrap_or_default();
    let mut members = match narrow(json, language) {
        Some(Value::Members(members)) => members,
        _ => BTreeMap::new(),
    };
    if let Some(Value::List(desks)) = members.get_mut("desks") {
        for (value, desk) in desks.iter_mut().zip(&page.desks) {
            if let Value::Members(value) = value {
                let fingerprint = desk.fingerprint().to_string();
                value.insert("fingerprint".to_owned(), Value::Text(fingerprint));
            }
        }
    }
    let mut insert = |name: &str, text: &str| {
        members.insert(name.to_owned(), Value::Text(text.to_owned()));
    };
    insert("lang", code(language));
    insert("base", base);
    members.insert("integrity".to_owned(), integrity(build));
    Value::Members(members)
}

/// Returns the code of a language, as paths and `lang` attributes have it.
pub(crate) const fn code(language: Language) -> &'static str {
    match language {
        Language::Dutch => "nl",
        Language::English => "en",
    }
}

/// Keeps of every text in both languages the one; drops what is false or nothing.
fn narrow(json: serde_json::Value, language: Language) -> Option<Value> {
    use serde_json::Value as Json;
    match json {
        Json::Null | Json::Bool(false) => None,
        Json::Bool(true) => Some(Value::Text("true".to_owned())),
        Json::Number(number) => Some(Value::Text(number.to_string())),
        Json::String(text) => Some(Value::Text(text)),
        Json::Array(list) => {
            let narrowed = list.into_iter().filter_map(|value| narrow(value, language));
            Some(Value::List(narrowed.collect()))
        }
        Json::Object(mut members) => {
            let is_both = members.len() == 2
                && ["nl", "en"]
                    .iter()
                    .all(|lang| members.get(*lang).is_some_and(Json::is_string));
            if is_both {
                return members
                    .remove(code(language))
                    .and_then(|text| narrow(text, language));
            }
            let narrowed = members
                .into_iter()
                .filter_map(|(name, value)| Some((name, narrow(value, language)?)));
            Some(Value::Members(narrowed.collect()))
        }
    }
}

/// Makes the integrity values of all files, under their paths with `_` for what is no letter or
/// digit.
fn integrity(build: &Build) -> Value {
    let name = |path: &str| -> String {
        path.chars()
            .map(|char| {
                if char.is_ascii_alphanumeric() {
                    char
                } else {
                    '_'
                }
            })
            .collect()
    };
    let members = build
        .files()
        .map(|(path, bytes)| (name(path), Value::Text(sha256_source(bytes))));
    Value::Members(members.collect())
}

/// Writes a hash as policies and `integrity` attributes have it.
pub(crate) fn sha256_source(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}
