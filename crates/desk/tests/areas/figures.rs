//! Figures on screens: as the public sees them, exact ones for who makes them, settings, sources.

use super::*;

const CSV: &str = "\
source;standdatum;table_nl;table_en;definition_nl;definition_en;row;row_nl;row_en;year;kind;value
COG;2026-10-01;Klachten;Complaints;Ingediend;Filed;founded;Gegrond;Well-founded;2026;count;12
COG;2026-10-01;Klachten;Complaints;Ingediend;Filed;other;Anders;Other;2026;count;2
";

#[test]
fn figures_show_small_counts_as_signs_and_exact_ones_beside() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/figures");
    sitting.shows("Attack: nothing leaks.");
    sitting.shows("stay within the desk");
    sitting.shows("exact</th>");
    sitting.shows("<svg class=\"chart\" role=\"img\"");
    sitting.shows("&lt;5");
    html::check(&sitting.page);
    sitting.get("/figures?threshold=7&zeros=yes&round=added&period=2026-Q4");
    sitting.shows("&lt;7");
    sitting.shows("value=\"2026-Q4\" selected");
    html::check(&sitting.page);
    sitting.get("/figures?threshold=2");
    sitting.shows("id=\"threshold-error\"");
    html::check(&sitting.page);
    sitting.get("/figures/patterns");
    sitting.shows("A signal is a reason to look, not a finding.");
    html::check(&sitting.page);
}

#[test]
fn sources_are_taken_in_shown_and_dropped() {
    let (mut sitting, _) = a_sitting();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cog.csv");
    let path = file.display().to_string();
    sitting.get("/figures/sources");
    html::check(&sitting.page);
    sitting.send("/figures/sources", &[("file", &path)]);
    sitting.shows("id=\"file-error\"");
    std::fs::write(&file, CSV.replace(";count;", ";sum;")).unwrap();
    sitting.send("/figures/sources", &[("file", &path)]);
    sitting.shows("line 2: kind is not what the format asks for");
    html::check(&sitting.page);
    std::fs::write(&file, CSV).unwrap();
    sitting.send("/figures/sources", &[("file", &path)]);
    sitting.shows("COG");
    sitting.send("/figures/staff", &[("year", "2026"), ("people", "0")]);
    sitting.shows("id=\"people-error\"");
    sitting.send("/figures/staff", &[("year", "2026"), ("people", "68000")]);
    sitting.shows("68000");
    sitting.get("/figures");
    sitting.shows("Source: COG. Reference date: 2026-10-01.");
    sitting.get("/figures/sources");
    sitting.send("/figures/sources/drop", &[("name", "COG")]);
    assert!(!sitting.page.contains("<p>COG</p>"));
}

#[test]
fn parts_are_named_given_to_a_case_and_retired() {
    let (mut sitting, number) = a_sitting();
    let class = format!("/cases/{number}/class");
    let course = format!("/cases/{number}/course");
    sitting.get("/figures");
    sitting.shows("T8 Part of the organisation");
    sitting.get(&course);
    // Without a list there is nothing to choose.
    assert!(!sitting.page.contains("name=\"part\""));
    sitting.get("/figures/parts");
    sitting.shows("No parts were named yet.");
    html::check(&sitting.page);
    sitting.send("/figures/parts", &[("code", "Noord 1"), ("nl", "Noord")]);
    sitting.shows("id=\"code-error\"");
    sitting.send("/figures/parts", &[("code", "noord"), ("nl", " ")]);
    sitting.shows("id=\"nl-error\"");
    html::check(&sitting.page);
    for (code, nl, en) in [("noord", "Noord", "North"), ("zuid", "Zuid", "")] {
        sitting.send("/figures/parts", &[("code", code), ("nl", nl), ("en", en)]);
        sitting.shows(&format!("Retire: {}", if en.is_empty() { nl } else { en }));
    }
    html::check(&sitting.page);
    sitting.get(&course);
    sitting.shows("<option value=\"noord\">North</option>");
    sitting.send(&class, &[("part", "noord")]);
    sitting.shows("Part of the organisation");
    sitting.shows("North");
    html::check(&sitting.page);
    // At triage too, before its checks are done.
    let triage = format!("/triage/{number}");
    sitting.get(&triage);
    sitting.send(&triage, &[("danger", "no"), ("part", "zuid")]);
    html::check(&sitting.page);
    sitting.get(&course);
    assert!(sitting.page.contains("Zuid") && sitting.page.contains("North"));
    sitting.send("/figures/parts/retire", &[("code", "zuid")]);
    sitting.shows("What has it keeps it.");
    assert!(!sitting.page.contains("Retire: Zuid"));
    sitting.send(&class, &[("part", "zuid")]);
    assert_eq!(sitting.status, 422);
    // One case: it is counted, and nothing of it can be shown.
    sitting.get("/figures");
    let table = sitting.page.split("<h2>T8 Part of the organisation").nth(1);
    let table = table
        .and_then(|rest| rest.split("</section>").next())
        .unwrap();
    assert!(!table.contains("Not collected"), "{table}");
    assert!(
        table.contains("Withheld whole") || table.contains("Zuid"),
        "{table}"
    );
    sitting.send(&class, &[("part", "none")]);
    sitting.shows("Not known");
    sitting.send("/figures/parts/retire", &[("code", "oost")]);
    assert_eq!(sitting.status, 404);
}

#[test]
fn file_of_figures_has_no_exact_count_of_what_is_hidden() {
    let (mut sitting, _) = a_sitting();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figures.json");
    sitting.get("/figures/file?period=2026&threshold=5&round=none");
    html::check(&sitting.page);
    sitting.send("/figures/file", &[("period", "2026"), ("threshold", "5")]);
    sitting.shows("id=\"file-error\"");
    let path = file.display().to_string();
    let mut fields = vec![
        ("period", "2026"),
        ("threshold", "5"),
        ("file", path.as_str()),
    ];
    // What for and for whom is said of everything that leaves (R126).
    sitting.send("/figures/file", &fields);
    sitting.shows("id=\"ground-error\"");
    assert!(!file.exists());
    fields.extend([("ground", "publication"), ("recipient", "organisation")]);
    sitting.send("/figures/file", &fields);
    sitting.shows("That does not publish it.");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"fewer\""));
    // One report came in: nothing in the file says so.
    assert!(!text.contains("\"count\": 1\n"));
    sitting.get("/figures/file");
    sitting.send("/figures/file", &fields);
    sitting.shows("id=\"file-error\"");
}
