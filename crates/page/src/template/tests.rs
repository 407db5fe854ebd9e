use std::collections::BTreeMap;

use super::*;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn members<const N: usize>(members: [(&str, Value); N]) -> Value {
    let owned = members.map(|(name, value)| (name.to_owned(), value));
    Value::Members(BTreeMap::from(owned))
}

fn a_context() -> Value {
    let desk = |name: &str, phones: &[&str]| {
        let phones = phones.iter().map(|phone| text(phone)).collect();
        members([
            ("name", text(name)),
            ("contact", members([("phones", Value::List(phones))])),
        ])
    };
    members([
        ("title", text("A & <B>")),
        ("name", text("outer")),
        ("lang", text("nl")),
        (
            "desks",
            Value::List(vec![desk("one", &["+31 (0)1", "2"]), desk("two", &[])]),
        ),
        ("empty", text("")),
    ])
}

fn filled(template: &str) -> String {
    fill(template, &a_context()).unwrap()
}

#[test]
fn fill_escapes_values() {
    assert_eq!(filled("<p>{{title}}</p>"), "<p>A &amp; &lt;B&gt;</p>");
    assert_eq!(filled("{{entities lang}}"), "&#110;&#108;");
    assert_eq!(filled("no places { { }} here"), "no places { { }} here");
}

#[test]
fn fill_repeats_and_nests() {
    let template = "{{#each desks}}[{{name}} {{title}}{{#each contact.phones}} {{.}}={{digits .}}{{/each}}]{{/each}}";
    assert_eq!(
        filled(template),
        "[one A &amp; &lt;B&gt; +31 (0)1=+311 2=2][two A &amp; &lt;B&gt;]"
    );
}

#[test]
fn fill_keeps_what_is_there() {
    let template = "{{#if title}}a{{#if empty}}b{{/if}}{{#if landscape}}c{{/if}}d{{/if}}";
    assert_eq!(filled(template), "ad");
    let inside = "{{#each desks}}{{#if contact.phones}}{{name}}{{/if}}{{/each}}";
    assert_eq!(filled(inside), "one");
    assert_eq!(filled("{{#each landscape}}x{{/each}}"), "");
}

#[test]
fn fill_refuses_names_that_stand_for_nothing() {
    for template in [
        "{{titel}}",
        "{{#if titel}}x{{/if}}",
        "{{#each titels}}{{/each}}",
    ] {
        let refused = fill(&format!("\n{template}"), &a_context()).unwrap_err();
        assert!(
            matches!(refused, TemplateError::Unknown { line: 2, .. }),
            "{template}"
        );
    }
    // Optional, and not asked for before it is written.
    let refused = fill("{{link}}", &a_context()).unwrap_err();
    assert!(matches!(refused, TemplateError::Unknown { .. }));
}

#[test]
fn fill_refuses_values_of_another_kind() {
    for template in ["{{desks}}", "{{#each title}}{{/each}}", "{{.}}"] {
        let refused = fill(template, &a_context()).unwrap_err();
        assert!(matches!(refused, TemplateError::Kind { .. }), "{template}");
    }
}

#[test]
fn fill_refuses_places_of_no_known_form() {
    for template in [
        "{{",
        "{{title",
        "{{}}",
        "{{ title}}",
        "{{Title}}",
        "{{a..b}}",
        "{{raw title}}",
        "{{{title}}}",
        "{{#with title}}",
    ] {
        let refused = fill(template, &a_context()).unwrap_err();
        assert_eq!(refused, TemplateError::Place { line: 1 }, "{template}");
    }
}

#[test]
fn fill_refuses_blocks_that_do_not_fit() {
    for template in [
        "{{#if title}}",
        "{{/if}}",
        "{{#if title}}{{/each}}",
        "{{#each desks}}{{#if name}}{{/each}}{{/if}}",
    ] {
        let refused = fill(template, &a_context()).unwrap_err();
        assert_eq!(refused, TemplateError::Block { line: 1 }, "{template}");
    }
}
