//! The report of a fixed pack, byte for byte. `BELLROPE_BLESS=1` writes the golden files anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads and writes files; a failing helper fails the test"
)]

mod support;

use std::fs;

use bellrope_casework::vocabulary::Lang;
use bellrope_protocol::encoding::encode_hex;
use bellrope_report::{Variant, open_data};
use sha2::{Digest as _, Sha256};

use support::{LANGS, folder, pack, report};

/// Compares with a golden file, or writes it.
fn golden(name: &str, is: &str) {
    let path = folder().join("golden").join(name);
    if std::env::var_os("BELLROPE_BLESS").is_some() {
        fs::write(&path, is).unwrap();
    }
    let was = fs::read_to_string(&path).unwrap_or_default();
    assert!(was == is, "{name} is another; look at it and bless it");
}

#[test]
fn html_is_the_golden_one_in_both_languages_and_variants() {
    for (lang, code) in LANGS {
        for variant in Variant::ALL {
            let name = format!("{}-{code}.html", variant.code());
            golden(&name, &bellrope_paper::html(&report(variant, lang)));
        }
    }
}

#[test]
fn pdf_has_the_golden_hash_in_both_languages_and_variants() {
    let mut hashes = String::new();
    for (lang, code) in LANGS {
        for variant in Variant::ALL {
            let pdf = bellrope_paper::pdf(&report(variant, lang)).unwrap();
            let hash = encode_hex(&Sha256::digest(&pdf));
            hashes.push_str(&format!("{hash}  {}-{code}.pdf\n", variant.code()));
        }
    }
    golden("pdf.sha256", &hashes);
}

#[test]
fn open_data_is_the_golden_one() {
    let mut all = String::new();
    for file in open_data::files(&pack()) {
        all.push_str(&format!("# {}\r\n{}", file.name, file.text));
    }
    golden("open-data.csv", &all);
}

#[test]
fn public_version_holds_no_line_to_take() {
    for (lang, _) in LANGS {
        let public = bellrope_paper::html(&report(Variant::Public, lang));
        let intranet = bellrope_paper::html(&report(Variant::Intranet, lang));
        for said in ["durven te melden", "dare to report"] {
            assert!(!public.contains(said));
        }
        assert!(intranet.contains("durven te melden") || intranet.contains("dare to report"));
    }
}

#[test]
fn chart_shows_the_numbers_of_its_table() {
    let pack = pack();
    let mut charts = 0;
    for table in &pack.tables {
        let Some(chart) = bellrope_report::chart::chart(table, Lang::Dutch) else {
            continue;
        };
        charts += 1;
        for group in &chart.groups {
            let row = table
                .rows
                .iter()
                .find(|row| row.label.nl == group.label)
                .unwrap();
            for (bar, cell) in group.bars.iter().zip(&row.cells) {
                assert_eq!(bar.label(), cell.sign(Lang::Dutch));
            }
        }
    }
    assert_eq!(charts, 5);
}
