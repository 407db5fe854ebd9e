//! What every page must be: whole HTML, ids that are there once, a label for each field, the token in
//! each form, nothing inline.

use std::collections::{BTreeMap, BTreeSet};

/// Elements that have no end.
const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "source"];

/// One tag of a page.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// Whether it ends an element.
    is_end: bool,
    /// The form that it stands in, by number.
    pub(crate) form: Option<usize>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// Reads the tags of a page, and checks that each element ends where it must.
pub(crate) fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut forms = 0;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let after = &rest[at + 1..];
        let end = end_of_tag(after);
        let inside = &after[..end];
        // A drawing ends elements that are empty where they begin.
        let (inside, is_empty) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        rest = &after[end + 1..];
        if inside.starts_with('!') {
            continue;
        }
        let mut tag = read_tag(inside);
        if tag.name == "form" && !tag.is_end {
            assert!(!open.contains(&tag.name), "a form in a form: {page}");
            forms += 1;
        }
        tag.form = open.iter().any(|name| name == "form").then_some(forms);
        if tag.name == "form" && !tag.is_end {
            tag.form = Some(forms);
        }
        if tag.is_end {
            assert_eq!(open.pop().as_ref(), Some(&tag.name), "{page}");
        } else if !is_empty && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        tags.push(tag);
    }
    assert!(open.is_empty(), "{open:?} stay open: {page}");
    tags
}

fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("a tag without an end: {text}");
}

fn read_tag(inside: &str) -> Tag {
    let is_end = inside.starts_with('/');
    let inside = inside.trim_start_matches('/');
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    let mut attributes = BTreeMap::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let name_end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(name_end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(value) => value.split_once('"').unwrap(),
            None => ("", after),
        };
        let value = value.replace("&amp;", "&").replace("&quot;", "\"");
        let before = attributes.insert(attribute.to_owned(), value);
        assert!(before.is_none(), "{attribute} comes twice: {inside}");
        rest = after;
    }
    Tag {
        name: name.to_owned(),
        attributes,
        is_end,
        form: None,
    }
}

/// Checks a page.
pub(crate) fn check(page: &str) {
    let tags = tags(page);
    let begun: Vec<&Tag> = tags.iter().filter(|tag| !tag.is_end).collect();
    let mut ids = BTreeSet::new();
    for tag in &begun {
        if let Some(id) = tag.get("id") {
            assert!(ids.insert(id), "id {id} comes twice: {page}");
        }
    }
    let labels: BTreeSet<&str> = begun
        .iter()
        .filter(|tag| tag.name == "label")
        .filter_map(|tag| tag.get("for"))
        .collect();
    for tag in &begun {
        check_tag(tag, &ids, &labels, page);
    }
    check_forms(&begun, page);
    assert_eq!(
        begun.iter().filter(|tag| tag.name == "h1").count(),
        1,
        "{page}"
    );
}

fn check_tag(tag: &Tag, ids: &BTreeSet<&str>, labels: &BTreeSet<&str>, page: &str) {
    for name in tag.attributes.keys() {
        let inline = name == "style" || name.starts_with("on");
        assert!(!inline, "{name} stands in a tag: {page}");
    }
    assert_ne!(tag.name, "style", "{page}");
    if tag.name == "script" {
        assert!(tag.get("src").is_some(), "{page}");
    }
    let is_field = ["input", "select", "textarea"].contains(&tag.name.as_str());
    if is_field && tag.get("type") != Some("hidden") {
        let labelled = tag.get("id").is_some_and(|id| labels.contains(id));
        assert!(labelled, "{tag:?} has no label: {page}");
    }
    for attribute in ["aria-describedby", "aria-labelledby"] {
        for id in tag.get(attribute).unwrap_or_default().split_whitespace() {
            assert!(ids.contains(id), "{attribute} names {id}: {page}");
        }
    }
    if let Some(id) = tag.get("href").and_then(|href| href.strip_prefix('#')) {
        assert!(ids.contains(id), "a link leads to {id}: {page}");
    }
}

/// Every form that does something carries the token.
fn check_forms(begun: &[&Tag], page: &str) {
    for form in begun.iter().filter(|tag| tag.name == "form") {
        if form.get("method") != Some("post") {
            continue;
        }
        let token = begun.iter().any(|tag| {
            tag.form == form.form && tag.get("name") == Some("token") && tag.get("value").is_some()
        });
        assert!(token, "{form:?} has no token: {page}");
    }
}

/// Lists where the links of a page lead, within the desk.
pub(crate) fn links(page: &str) -> BTreeSet<String> {
    let tags = tags(page);
    let links = tags.iter().filter(|tag| tag.name == "a" && !tag.is_end);
    let paths = links.filter_map(|tag| tag.get("href"));
    paths
        .filter(|path| path.starts_with('/'))
        .map(ToOwned::to_owned)
        .collect()
}

/// Lists where the forms of a page are sent.
pub(crate) fn actions(page: &str) -> BTreeSet<String> {
    let tags = tags(page);
    let forms = tags.iter().filter(|tag| tag.name == "form" && !tag.is_end);
    let posted = forms.filter(|tag| tag.get("method") == Some("post"));
    posted
        .filter_map(|tag| tag.get("action").map(ToOwned::to_owned))
        .collect()
}
