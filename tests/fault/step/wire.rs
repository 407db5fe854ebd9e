//! Who stands on the line: answers that are not the relay's, a page changed on its way, and time.

use std::fs;

use rand::RngExt as _;
use serde::Deserialize;

use super::record::{Cosigned, Records};
use super::{Act, fresh_rng};
use crate::field::Field;
use crate::honest::DESK;
use crate::mirror::{self, SiteLie};

/// Answers a path below the desk's with something else. Exactly one of the members says what.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    /// After `/v1/desks/mid/`.
    path: String,
    /// A status without a body.
    status: Option<u16>,
    /// What lies at another path.
    of: Option<String>,
    /// What lies there, with one text in the place of another.
    replace: Option<[String; 2]>,
    /// All but so many bytes of the end.
    cut: Option<usize>,
}

impl Act for Answer {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let whole = |path: &str| format!("/v1/desks/{DESK}/{path}");
        let path = field.fill_in(&self.path)?;
        let served = mirror::answers_of(&field.store(), &field.honest.desks)?;
        let at = |path: &str| {
            let answer = served.get(&whole(path));
            answer
                .cloned()
                .ok_or(format!("nothing is served at {path}"))
        };
        let mut answer = at(&path)?;
        if let Some(status) = self.status {
            answer.status = status;
            answer.body.clear();
        } else if let Some(other) = &self.of {
            answer = at(&field.fill_in(other)?)?;
        } else if let Some([from, to]) = &self.replace {
            let text = String::from_utf8(answer.body).map_err(|err| err.to_string())?;
            answer.body = text.replacen(from.as_str(), to, 1).into_bytes();
        } else if let Some(cut) = self.cut {
            answer.body.truncate(answer.body.len().saturating_sub(cut));
        }
        if Some(&answer) == served.get(&whole(&path)) {
            return Err(format!("the answer at {path} stays as it is"));
        }
        field.answers.insert(whole(&path), answer);
        Ok(())
    }
}

/// Shows a reader another history of the letters, properly signed and cosigned, in which the very
/// first has another tag. The store itself stays as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fork {}

impl Act for Fork {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let folder = field.lend("store");
        let mut other = Records::read(&folder)?;
        let first = other
            .intake
            .first_mut()
            .and_then(|batch| batch.letters.first_mut());
        first.ok_or("the log is empty")?.0.tag = fresh_rng().random();
        other.make_intake(&folder, &Cosigned::With.keys(field))?;
        other.save()?;
        let answers = mirror::answers_of(&folder, &field.honest.desks)?;
        field.answers.extend(answers);
        Ok(())
    }
}

/// Lets days pass before anybody looks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Days {
    pass: u64,
}

impl Act for Days {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        field.days += self.pass;
        Ok(())
    }
}

/// Changes the page on its way to a visitor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Site {
    path: String,
    /// Only for those whose request has this in its head.
    only_for: Option<String>,
    /// What the file ends in, from now on.
    append: Option<String>,
    /// A further header.
    header: Option<String>,
    /// A header that is left out.
    without: Option<String>,
    /// A whole file in its place.
    instead: Option<String>,
    /// A part in its place.
    part: Option<String>,
}

impl Act for Site {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let part = self.part.as_ref().map(|part| fs::read(field.path(part)));
        let part = part.transpose().map_err(|err| err.to_string())?;
        let text = self.instead.as_ref().map(|text| text.clone().into_bytes());
        let answer = |body| mirror::Answer { status: 200, body };
        field.site.push(SiteLie {
            path: self.path.clone(),
            only_for: self.only_for.clone(),
            appended: self.append.clone().unwrap_or_default(),
            header: self.header.clone(),
            without: self.without.clone(),
            instead: part.or(text).map(answer),
        });
        Ok(())
    }
}
