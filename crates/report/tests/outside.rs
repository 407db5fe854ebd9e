//! What programs of others make of a report: qpdf and poppler of the PDF, LibreOffice of the open
//! data.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads and writes files; a failing helper fails the test"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

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

/// How LibreOffice reads CSV when somebody opens it: what its import dialog proposes (comma, semicolon
/// and tab divide, `"` quotes, every column "standard", neither quoted fields as text nor special
/// numbers), and UTF-8. The language is that of the reader: 0 is the machine's, 1043 Dutch.
fn read_as(language: u16) -> String {
    format!("--infilter=Text - txt - csv (StarCalc):44/59/9,34,76,1,,{language},false,false")
}

/// How it writes what it shows: commas, UTF-8, only what must be quoted.
const WRITE: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false";

/// Opens files in LibreOffice and saves what it shows, with a profile of its own.
fn resaved(folder: &Path, names: &[String], language: u16) -> Vec<String> {
    let profile = folder.join("profile").display().to_string();
    let out = folder.join(format!("out-{language}"));
    let mut office = Command::new("soffice");
    office.args(["--headless", "--norestore", &read_as(language)]);
    office.arg(format!("-env:UserInstallation=file://{profile}"));
    office.args(["--convert-to", WRITE, "--outdir"]).arg(&out);
    office.args(names.iter().map(|name| folder.join(name)));
    let made = office.env("HOME", folder).output();
    let made =
        made.unwrap_or_else(|err| panic!("soffice (tests/install.sh test installs it): {err}"));
    text_of(&made);
    let read = |name: &String| fs::read_to_string(out.join(name)).unwrap();
    names.iter().map(read).collect()
}

/// Reads CSV as RFC 4180 has it.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut all, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut letters) = (false, text.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                all.push(std::mem::take(&mut row));
            }
            letter => field.push(letter),
        }
    }
    assert!(
        row.is_empty() && field.is_empty() && !quoted,
        "a line is torn"
    );
    all
}

/// Says whether a cell came through: as it was, or a number of the same value.
fn is_whole(before: &str, after: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    before == after || number(before).is_some_and(|it| Some(it) == number(after))
}

#[test]
fn libreoffice_shows_every_cell_of_open_data_as_it_is() {
    let mut pack = pack();
    // What other people may have named, at its worst.
    let names = [
        "Café “’t Hoekje”, één",
        "0800-lijn; 1,5 uur",
        "1–2 jaar\u{a0}(ë)",
        "2026",
    ];
    for (row, name) in pack.tables[0].rows.iter_mut().zip(names) {
        assert!(bellrope_figures::source::is_words(name));
        row.label = bellrope_figures::Label::new(name, name.to_uppercase());
    }
    let folder = tempfile::tempdir().unwrap();
    let files = open_data::files(&pack);
    for file in &files {
        fs::write(folder.path().join(&file.name), &file.text).unwrap();
    }
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let mut cells = 0;
    for language in [0, 1043] {
        for (file, after) in files.iter().zip(resaved(folder.path(), &names, language)) {
            let (before, after) = (records(&file.text), records(&after));
            assert_eq!(before.len(), after.len(), "{}", file.name);
            for (before, after) in before.iter().zip(&after) {
                assert_eq!(before.len(), after.len(), "{}: {before:?}", file.name);
                for (before, after) in before.iter().zip(after) {
                    assert!(
                        is_whole(before, after),
                        "{}: {before} became {after}",
                        file.name
                    );
                    cells += 1;
                }
            }
        }
    }
    assert!(cells > 500, "{cells}");
}

#[test]
fn open_data_has_every_cell_of_the_pack_and_nothing_of_a_hidden_one() {
    let pack = pack();
    for file in open_data::files(&pack) {
        let rows = records(&file.text);
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
