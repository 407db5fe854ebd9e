//! The numbers and labels of docs/protocol.md are those of the code.

use std::collections::BTreeSet;

use bellrope_protocol::limit::{
    BLOCK_LEN, CARD_WEEKS, ENTRY_LEN, GRANT_BLOCKS, LETTER_LEN, LETTER_PLAINTEXT_LEN,
    PARCEL_MAX_BLOCKS, REPLY_LEN, REPLY_MAX_RECEIPTS, REPLY_PLAINTEXT_LEN, SEALED_LETTER_LEN,
    WEEK_SECS,
};

use crate::{files, read};

/// What every label begins with.
const LABEL: &str = "bellrope/1 ";

/// A row of the table of limits.
struct Row {
    name: String,
    value: String,
}

/// Returns the text of a section, from its heading to the next.
fn section(heading: &str) -> String {
    let text = read("docs/protocol.md");
    let start = text.find(heading).expect("the section is there") + heading.len();
    let rest = &text[start..];
    rest[..rest.find("\n#").unwrap_or(rest.len())].to_owned()
}

fn limits() -> Vec<Row> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        match cells.as_slice() {
            [name, value] => Some(Row {
                name: name.replace('`', ""),
                value: (*value).to_owned(),
            }),
            _ => None,
        }
    };
    section("\n## 2. Limits\n")
        .lines()
        .filter_map(row)
        .collect()
}

/// Returns the numbers of a text, thousands being parted by commas.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_ascii_digit() && c != ',')
        .filter_map(|word| word.replace(',', "").parse().ok())
        .collect()
}

#[test]
fn limits_are_those_of_the_code() {
    let rows = limits();
    let of = |name: &str| {
        let row = rows.iter().find(|row| row.name == name);
        numbers(&row.unwrap_or_else(|| panic!("no limit {name}")).value)
    };
    let is = |name: &str, place: usize, value: usize| {
        let found = of(name).get(place).copied();
        assert_eq!(found, u64::try_from(value).ok(), "{name}");
    };
    is("LETTER_LEN", 0, LETTER_LEN);
    is("LETTER_LEN", 3, LETTER_PLAINTEXT_LEN);
    is("letter JSON", 1, LETTER_PLAINTEXT_LEN);
    is("REPLY_LEN", 0, REPLY_LEN);
    is("REPLY_LEN", 3, REPLY_PLAINTEXT_LEN);
    is("reply JSON", 1, REPLY_PLAINTEXT_LEN);
    is("ENTRY_LEN", 0, ENTRY_LEN);
    is("BLOCK_LEN", 0, BLOCK_LEN);
    is("sealed letter (for posting later)", 0, SEALED_LETTER_LEN);
    is("receipts in a reply", 0, REPLY_MAX_RECEIPTS);
    is("weeks in a card", 0, CARD_WEEKS);
    is("upload grant", 0, usize::try_from(GRANT_BLOCKS).unwrap());
    let exponent = of("parcel").get(2).copied();
    assert_eq!(exponent, Some(u64::from(PARCEL_MAX_BLOCKS.ilog2())));
    assert!(PARCEL_MAX_BLOCKS.is_power_of_two());
    assert!(section("\n## 1. Conventions\n").contains("mod 604,800"));
    assert_eq!(WEEK_SECS, 604_800);
}

#[test]
fn sums_of_the_limits_add_up() {
    let mut sums = 0;
    for Row { name, value } in limits() {
        let Some((total, parts)) = value.split_once('=').filter(|_| name != "parcel") else {
            continue;
        };
        let [total] = numbers(total)[..] else {
            continue;
        };
        let parts = parts
            .split(" (")
            .map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
        let mut sum = 0_i128;
        let mut sign = 1;
        for word in parts.collect::<String>().split_whitespace() {
            match word {
                "+" => sign = 1,
                "−" => sign = -1,
                word => {
                    sum += numbers(word)
                        .iter()
                        .map(|n| sign * i128::from(*n))
                        .sum::<i128>()
                }
            }
        }
        if sum > 0 {
            assert_eq!(sum, i128::from(total), "{name}");
            sums += 1;
        }
    }
    assert_eq!(sums, 5, "sums in the table of limits");
}

/// Returns the labels in a text, each up to what ends its string.
fn labels(text: &str, end: char) -> BTreeSet<String> {
    let labels = text.split(LABEL).skip(1);
    let labels = labels.filter_map(|rest| rest.split_once(end).map(|(label, _)| label));
    labels
        .filter(|label| label.chars().all(|c| c.is_ascii_lowercase() || c == ' '))
        .filter(|label| !label.is_empty())
        .map(|label| format!("{LABEL}{label}"))
        .collect()
}

/// Returns the sources of a crate without its tests.
fn sources(folder: &str) -> String {
    let is_test = |path: &std::path::Path| path.to_string_lossy().contains("/tests");
    let paths = files(folder, "rs")
        .into_iter()
        .filter(|path| !is_test(path));
    paths
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn labels_are_those_of_the_code() {
    let table = labels(&section("\n### 1.1 Every derivation\n"), '`');
    assert!(table.len() > 10, "{table:?}");
    let code = sources("crates/protocol/src");
    for label in &table {
        assert!(
            code.contains(&format!("b\"{label}\"")),
            "{label} is not in the code"
        );
    }
    // Labels of derivations are byte strings; first lines of notes are text.
    let derived: BTreeSet<String> = labels(&code, '"')
        .into_iter()
        .filter(|label| code.contains(&format!("b\"{label}\"")))
        .collect();
    assert_eq!(
        derived, table,
        "labels of the code and of docs/protocol.md §1.1"
    );
}

#[test]
fn labels_of_the_vault_are_documented() {
    let vault = read("docs/vault.md");
    let code = labels(&sources("crates/desk/src"), '"');
    assert!(!code.is_empty());
    for label in code {
        assert!(vault.contains(&label), "docs/vault.md lacks {label}");
    }
}
