//! What programs of others make of a report: qpdf and poppler of the PDF, Python of the open data.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads and writes files; a failing helper fails the test"
)]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use bellrope_report::{Variant, open_data};
use serde_json::Value;

use support::{LANGS, pack, report};

fn run(program: &str, args: &[&str]) -> Output {
    let made = Command::new(program).args(args).output();
    made.unwrap_or_else(|err| panic!("{program} (tests/install.sh test installs it): {err}"))
}

fn text_of(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Writes the PDF of every variant and language to a folder, and does something with each.
fn with_each(act: impl Fn(&Path, Variant, &str)) {
    let folder = tempfile::tempdir().unwrap();
    for (lang, code) in LANGS {
        for variant in Variant::ALL {
            let path = folder.path().join(format!("{}-{code}.pdf", variant.code()));
            fs::write(&path, bellrope_paper::pdf(&report(variant, lang)).unwrap()).unwrap();
            act(&path, variant, code);
        }
    }
}

/// Lists the dictionaries of a file as qpdf reads them.
fn objects(path: &Path) -> Vec<Value> {
    let json = text_of(&run("qpdf", &["--json=2", path.to_str().unwrap()]));
    let json: Value = serde_json::from_str(&json).unwrap();
    let objects = json["qpdf"][1].as_object().unwrap().values();
    let dictionary = |object: &Value| {
        [&object["value"], &object["stream"]["dict"]]
            .into_iter()
            .find(|it| it.is_object())
            .cloned()
    };
    objects.filter_map(dictionary).collect()
}

#[test]
fn qpdf_finds_a_whole_file_with_language_tags_and_outline() {
    with_each(|path, _, code| {
        text_of(&run("qpdf", &["--check", path.to_str().unwrap()]));
        let objects = objects(path);
        let root = objects.iter().find(|it| it["/Type"] == "/Catalog").unwrap();
        let lang = match code {
            "nl" => "u:nl-NL",
            _ => "u:en-GB",
        };
        assert_eq!(root["/Lang"], lang);
        assert_eq!(root["/ViewerPreferences"]["/DisplayDocTitle"], true);
        assert!(root["/Outlines"].is_string() && root["/StructTreeRoot"].is_string());
        let marked = |it: &&Value| it["/Marked"] == true || it["/MarkInfo"]["/Marked"] == true;
        assert!(objects.iter().any(|it| marked(&it)));

        let tags = |role: &str| -> Vec<&Value> {
            let is = |it: &&Value| it["/S"] == role && it["/P"].is_string();
            objects.iter().filter(is).collect()
        };
        // Five tables of the pack, the signs, and what was left out; each has a caption.
        assert_eq!(tags("/Table").len(), 7);
        assert_eq!(tags("/Caption").len(), 7);
        assert!(tags("/TH").len() > 20 && tags("/TD").len() > 20);
        assert_eq!(tags("/H1").len(), 1);
        assert!(tags("/TOCI").len() > 10 && tags("/Link").len() > 10);
        let figures = tags("/Figure");
        assert_eq!(figures.len(), 5);
        let has_text = |it: &&Value| it["/Alt"].as_str().is_some_and(|text| text.len() > 20);
        assert!(figures.iter().all(has_text));
        // Fonts are embedded, and nothing runs.
        let descriptors = objects.iter().filter(|it| it["/Type"] == "/FontDescriptor");
        let embedded = |it: &Value| it["/FontFile2"].is_string() || it["/FontFile3"].is_string();
        assert!(descriptors.clone().count() >= 2 && descriptors.clone().all(embedded));
        assert!(objects.iter().all(|it| it["/S"] != "/JavaScript"));
    });
}

#[test]
fn poppler_reads_the_chapters_in_order_and_nothing_that_is_not_theirs() {
    with_each(|path, variant, code| {
        let text = text_of(&run("pdftotext", &[path.to_str().unwrap(), "-"]));
        let chapters = match code {
            "nl" => [
                "Samenvatting",
                "Voldoen",
                "Groeien",
                "Borgen",
                "Verantwoording",
            ],
            _ => ["Summary", "Comply", "Grow", "Assure", "Method"],
        };
        // Behind the contents, where each stands once before.
        let mut at = 0;
        for chapter in chapters.into_iter().chain(chapters) {
            let found = text[at..].find(chapter);
            at += found.unwrap_or_else(|| panic!("{chapter} is not where it must be: {text}"));
        }
        for cell in ["61", "<5", "97%", "Woo 5.1.2e"] {
            assert!(text.contains(cell), "{cell}");
        }
        let internal = text.contains("durven te melden") || text.contains("dare to report");
        assert_eq!(internal, variant == Variant::Intranet);
    });
}

#[test]
fn python_reads_open_data_without_loss() {
    const READ: &str = "import csv, json, sys\n\
        data = sys.stdin.buffer.read().decode('utf-8', 'strict')\n\
        rows = list(csv.reader(data.splitlines(keepends=True), strict=True))\n\
        print(json.dumps(rows))";
    let pack = pack();
    for file in open_data::files(&pack) {
        let mut python = Command::new("python3");
        let mut python = python
            .args(["-c", READ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = python.stdin.take().unwrap();
        input.write_all(file.text.as_bytes()).unwrap();
        drop(input);
        let rows: Vec<Vec<String>> =
            serde_json::from_str(&text_of(&python.wait_with_output().unwrap())).unwrap();
        let width = rows[0].len();
        assert!(rows.iter().all(|row| row.len() == width), "{}", file.name);
        let Some(table) = pack.table(file.name.trim_end_matches(".csv")) else {
            assert_eq!(file.name, "definitions.csv");
            assert_eq!(
                rows.len(),
                1 + pack.tables.len() + pack.legend.len() + 1 + 1
            );
            continue;
        };
        let mut lines = rows[1..].iter();
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let line = lines.next().unwrap();
                assert_eq!(line[1], row.label.nl);
                assert_eq!(line[2], row.label.en);
                assert_eq!(line[4], column.period.to_string());
                assert_eq!(
                    line[7],
                    cell.sign(bellrope_casework::vocabulary::Lang::English)
                );
                // What is hidden has no value, whatever it was.
                assert_eq!(line[6].is_empty(), cell.is_hidden() || line[7] == "–");
            }
        }
        assert!(lines.next().is_none());
    }
}
