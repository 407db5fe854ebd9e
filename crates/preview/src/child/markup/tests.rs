use proptest::prelude::*;

use super::*;

fn read_all(markup: &str) -> (String, Vec<Warning>) {
    let content = read(markup);
    let mut warnings = content.warnings;
    warnings.sort_unstable();
    (content.text.as_str().trim().to_owned(), warnings)
}

#[test]
fn read_returns_words_lines_and_cells() {
    let page = "<!DOCTYPE html><html><head><title>Een  titel</title></head><body>\n<p>Beste <b>mevrouw</b>,\n\
                <br>caf&eacute; &#8364;5 &amp; x &lt; y &onbekend;<table><tr><td>a<td>b</tr></table>\
                <pre>  zoals  het staat</pre><!-- weg -->";
    let (text, warnings) = read_all(page);
    let expected =
        "Een titel\nBeste mevrouw,\ncafé €5 & x < y &onbekend;\n\ta\tb\n  zoals  het staat";
    assert_eq!(text, expected);
    assert!(warnings.is_empty());
}

#[test]
fn read_says_where_links_lead_and_makes_none() {
    let (text, warnings) = read_all("<a href='https://example.org/?a=1&amp;b'>klik</a>");
    assert_eq!(text, "[link: https://example.org/?a=1&b] klik");
    assert_eq!(warnings, [Warning::Links]);
}

#[test]
fn read_leaves_scripts_out_however_they_are_written() {
    for page in [
        "<script>alert(1)</script>veilig",
        "<SCRIPT src=//example.org/x>alert(1)</sCript >veilig",
        "<svg:script>alert(1)</svg:script></script>veilig",
        "<p onclick='alert(1)'>veilig",
        "<a href=' java\nscript:alert(1)'>veilig",
        "<img src=x onerror=alert(1)>veilig",
    ] {
        let (text, warnings) = read_all(page);
        assert!(warnings.contains(&Warning::Scripts), "{page}");
        assert!(text.ends_with("veilig"), "{page}: {text}");
        assert!(!text.contains("<"), "{page}: {text}");
    }
}

#[test]
fn read_names_what_acts_or_fetches() {
    let cases = [
        (
            "<meta http-equiv=Refresh content='0;url=https://example.org'>",
            Warning::Automatic,
        ),
        ("<form action='https://example.org'>", Warning::Actions),
        ("<iframe src='https://example.org'>", Warning::External),
        (
            "<link rel=stylesheet href='//example.org/a.css'>",
            Warning::External,
        ),
        ("<style>@import 'x';</style>", Warning::External),
        (
            "<div style='background: url(https://example.org)'>",
            Warning::External,
        ),
        ("<object data='x.swf'>", Warning::Embedded),
        ("<img src='data:image/png;base64,AAAA'>", Warning::Embedded),
        ("<p style='DISPLAY: none'>verborgen", Warning::Hidden),
        ("<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>", Warning::Bomb),
    ];
    for (page, warning) in cases {
        assert!(read_all(page).1.contains(&warning), "{page}");
    }
}

#[test]
fn read_takes_what_is_no_tag_for_text() {
    assert_eq!(read_all("a < b <3 c").0, "a < b <3 c");
    assert_eq!(read_all("<![CDATA[x <y>]]>z").0, "x <y>z");
    assert_eq!(
        read_all("text <a href='never ends").0,
        "text [link: never ends]"
    );
}

#[test]
fn read_ends_with_as_much_text_as_is_shown() {
    let content = read(&"woord ".repeat(1 << 20));
    assert!(content.text.is_full());
}

proptest! {
    #[test]
    fn read_survives_any_text(markup in "[<>/!\\[\\]\\-a-c='\"& ;#x0-9é\n]{0,200}") {
        read(&markup);
    }
}
