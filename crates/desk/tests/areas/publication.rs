//! Reports: made from a form, looked at, published, exported; and what each form refuses.

use crate::a_sitting;
use crate::support::html;

const WORDS: [(&str, &str); 8] = [
    ("year", "2026"),
    ("threshold", "5"),
    ("organisation", "Meldpunt"),
    ("embargo", ""),
    ("summary-nl", "Er was één melding."),
    ("line-nl", "Wij zeggen niets."),
    ("questions-nl", "Gaat het goed?\nDat weten wij niet."),
    ("redactions", "Namen | Woo 5.1.2e"),
];

#[test]
fn report_is_made_looked_at_published_and_exported() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/reports");
    html::check(&sitting.page);
    sitting.get("/reports/make");
    html::check(&sitting.page);
    sitting.send("/reports/make", &[("year", "20"), ("redactions", "Namen")]);
    for id in [
        "year",
        "threshold",
        "organisation",
        "summary-nl",
        "redactions",
    ] {
        let error = format!("id=\"{id}-error\"");
        assert!(sitting.page.contains(&error), "{id}: {}", sitting.page);
    }
    html::check(&sitting.page);
    sitting.send("/reports/make", &WORDS);
    sitting.work();
    sitting.shows("The report is made");

    sitting.get("/reports/preview?for=public");
    html::check(&sitting.page);
    sitting.shows("Er was één melding.");
    sitting.shows("<svg class=\"chart\"");
    assert!(!sitting.page.contains("Wij zeggen niets"));
    sitting.get("/reports/preview?for=intranet-en");
    html::check(&sitting.page);
    sitting.shows("<span lang=\"nl-NL\">Wij zeggen niets.</span>");

    sitting.get("/reports");
    html::check(&sitting.page);
    sitting.send("/reports/publish", &[("why", " ")]);
    sitting.shows("id=\"why-error\"");
    sitting.send("/reports/publish", &[("why", "Het jaar is om.")]);
    sitting.shows("Report 1.1 is published");
    sitting.shows("report-public-nl.pdf");
    html::check(&sitting.page);

    sitting.send("/reports/1/1/export", &[("readers", "public")]);
    sitting.shows("id=\"folder-error\"");
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("out");
    let place = to.to_str().unwrap();
    let mut out = vec![("readers", "public"), ("folder", place)];
    sitting.send("/reports/1/1/export", &out);
    sitting.shows("id=\"ground-error\"");
    assert!(!to.exists());
    html::check(&sitting.page);
    out.extend([("ground", "publication"), ("recipient", "public")]);
    sitting.send("/reports/1/1/export", &out);
    sitting.shows("files are in");
    assert!(to.join("report-public-en.pdf").exists());
    assert!(!to.join("report-intranet-nl.html").exists());
    sitting.get("/trail");
    sitting.shows("to: everybody");

    sitting.get("/reports/make?corrects=1");
    html::check(&sitting.page);
    sitting.shows("Er was één melding.");
    let mut again = WORDS.to_vec();
    again.extend([("corrects", "1"), ("ground", "late"), ("reason", "")]);
    sitting.send("/reports/make", &again);
    sitting.shows("id=\"reason-error\"");
    sitting.get("/reports/7/1");
    assert_eq!(sitting.status, 404);
}
