//! From the parts of a template and its values to a page.

use super::{Form, Name, Node, TemplateError};
use crate::context::Value;
use crate::html::{digits, entities, escape};

/// Writes the parts with their values.
pub(super) fn render(nodes: &[Node<'_>], context: &Value) -> Result<String, TemplateError> {
    let mut page = String::new();
    Scope {
        item: context,
        outer: None,
    }
    .write(nodes, &mut page)?;
    Ok(page)
}

/// The items of the eaches around a place, the innermost first.
struct Scope<'a> {
    item: &'a Value,
    outer: Option<&'a Scope<'a>>,
}

impl Scope<'_> {
    fn write(&self, nodes: &[Node<'_>], page: &mut String) -> Result<(), TemplateError> {
        for node in nodes {
            match node {
                Node::Text(text) => page.push_str(text),
                Node::Place { form, name } => page.push_str(&written(*form, self.text(*name)?)),
                Node::If { name, inside } => {
                    if self.condition(*name)? {
                        self.write(inside, page)?;
                    }
                }
                Node::Each { name, inside } => {
                    for item in self.list(*name)? {
                        let outer = Some(self);
                        Scope { item, outer }.write(inside, page)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn text(&self, name: Name<'_>) -> Result<&str, TemplateError> {
        match self.find(name.text) {
            Some(Value::Text(text)) => Ok(text),
            Some(_) => Err(kind(name)),
            None => Err(unknown(name)),
        }
    }

    /// A list that is absent has no items, if it is one that a configuration can have.
    fn list(&self, name: Name<'_>) -> Result<&[Value], TemplateError> {
        match self.find(name.text) {
            Some(Value::List(list)) => Ok(list),
            Some(_) => Err(kind(name)),
            None if is_member(name.text) => Ok(&[]),
            None => Err(unknown(name)),
        }
    }

    fn condition(&self, name: Name<'_>) -> Result<bool, TemplateError> {
        match self.find(name.text) {
            Some(value) => Ok(value.is_there()),
            None if is_member(name.text) => Ok(false),
            None => Err(unknown(name)),
        }
    }

    /// Finds a value: in the innermost item first, then outwards.
    fn find(&self, name: &str) -> Option<&Value> {
        if name == "." {
            return Some(self.item);
        }
        member(self.item, name).or_else(|| self.outer.and_then(|outer| outer.find(name)))
    }
}

fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    name.split('.').try_fold(value, |value, name| match value {
        Value::Members(members) => members.get(name),
        _ => None,
    })
}

fn written(form: Form, text: &str) -> String {
    match form {
        Form::Escaped => escape(text),
        Form::Entities => entities(text),
        Form::Digits => digits(text),
    }
}

fn unknown(name: Name<'_>) -> TemplateError {
    TemplateError::Unknown {
        line: name.line,
        name: name.text.to_owned(),
    }
}

fn kind(name: Name<'_>) -> TemplateError {
    TemplateError::Kind {
        line: name.line,
        name: name.text.to_owned(),
    }
}

/// Says whether a name ends in a member that may be absent; any other is mistyped.
fn is_member(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    OPTIONAL.contains(&last)
}

/// The members of a configuration that may be absent (docs/protocol.md §20).
const OPTIONAL: [&str; 19] = [
    "about",
    "alternative",
    "clients",
    "contact",
    "cover",
    "emails",
    "hours",
    "landscape",
    "law_checked",
    "link",
    "on",
    "phone",
    "phones",
    "policy",
    "post",
    "referral",
    "relays",
    "rules",
    "security",
];
