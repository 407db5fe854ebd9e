//! PDF files that act, blow up, never end or are none.

use std::time::{Duration, Instant};

use bellrope_preview::{Kind, PreviewError, Warning};

use super::corpus::paper;
use super::{answered, tried, viewer};

#[test]
fn what_acts_in_a_pdf_is_named_and_does_nothing() {
    let page = "/MediaBox[0 0 595 842]";
    let cases: [(Vec<u8>, &[Warning]); 8] = [
        (
            paper::with(
                "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
                page,
                &["x"],
                &[],
            ),
            &[Warning::Scripts, Warning::Automatic],
        ),
        (
            paper::with(
                "/OpenAction 6 0 R",
                page,
                &["x"],
                &[b"<</S/Launch/F(cmd.exe)>>".to_vec()],
            ),
            &[Warning::Automatic, Warning::Actions],
        ),
        (
            paper::with("/OpenAction[4 0 R/Fit]", page, &["x"], &[]),
            &[],
        ),
        (
            paper::with(
                "",
                &format!("{page}/AA<</O<</S/URI/URI(https://example.org)>>>>"),
                &["x"],
                &[],
            ),
            &[Warning::Automatic, Warning::Links],
        ),
        (
            paper::with(
                "/Names<</EmbeddedFiles<</Names[(a.exe)<</EF<<>>>>]>>>>",
                page,
                &["x"],
                &[],
            ),
            &[Warning::Embedded],
        ),
        (
            paper::with(
                "",
                &format!("{page}/Annots[<</Subtype/Link/A<</S/URI/URI(x)>>>>]"),
                &["x"],
                &[],
            ),
            &[Warning::Links],
        ),
        (
            paper::with("/AcroForm<</XFA()>>", page, &["x"], &[]),
            &[Warning::Actions],
        ),
        // A name may be written with numbers.
        (
            paper::with("/OpenAction<</S/J#61vaScript/J#53(x)>>", page, &["x"], &[]),
            &[Warning::Scripts, Warning::Automatic],
        ),
    ];
    for (file, warnings) in cases {
        let preview = answered(&file);
        assert_eq!(
            preview.warnings(),
            warnings,
            "{}",
            String::from_utf8_lossy(&file)
        );
        assert_eq!(preview.pages().len(), 1);
    }
}

#[test]
fn pdf_that_needs_a_password_or_is_none_is_named() {
    let mut file = paper::pdf(&["x"]);
    let at = file
        .windows(5)
        .rposition(|window| window == b"/Root")
        .unwrap();
    let encrypt = format!(
        "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{}>/U<{}>>>/ID[<00><00>]",
        "11".repeat(32),
        "22".repeat(32)
    );
    file.splice(at..at, encrypt.into_bytes());
    let preview = answered(&file);
    assert_eq!(
        (preview.warnings(), preview.pages().len()),
        (&[Warning::Locked][..], 0)
    );
    let preview = answered(b"%PDF-1.7 and nothing else");
    assert_eq!(
        (preview.kind(), preview.warnings()),
        (Kind::Pdf, &[Warning::Damaged][..])
    );
}

#[test]
fn pdf_bombs_end_within_limits() {
    let deep = |open: &str| open.repeat(200_000).into_bytes();
    let sides = |width: &str, height: &str| {
        paper::with("", &format!("/MediaBox[0 0 {width} {height}]"), &["x"], &[])
    };
    let bombs = [
        paper::packed_bomb(256 << 20),
        paper::recursive(),
        paper::one_page("", &paper::stream("", &deep("[ "))),
        paper::one_page("", &paper::stream("", &deep("<< /A "))),
        paper::one_page("", &paper::stream("", &deep("q 1 0 0 1 0 0 cm "))),
        paper::with("", "/MediaBox[0 0 9 9]", &["x"], &[deep("[")]),
        paper::with("", "/MediaBox[0 0 9 9]", &["x"], &[deep("<</A")]),
        sides("1e30", "1e30"),
        sides("1e30", "1"),
        sides("0", "0"),
        sides("-10", "nan"),
        sides("0.0001", "14400"),
        paper::of_objects(&[b"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R 1 0 R]>>".to_vec()]),
    ];
    for file in bombs {
        let start = Instant::now();
        let result = tried(&file);
        assert!(start.elapsed() < Duration::from_secs(60), "{result:?}");
    }
}

#[test]
fn pdf_that_would_draw_for_years_is_ended_in_time() {
    let file = paper::doubling(24);
    let start = Instant::now();
    let result = viewer().within(Duration::from_secs(3)).preview(&file);
    assert!(matches!(result, Err(PreviewError::TooSlow)), "{result:?}");
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn pages_before_a_fatal_one_are_kept() {
    let kids = "<</Type/Pages/Count 2/Kids[3 0 R 5 0 R]>>";
    let page = |content: u32| {
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]/Contents {content} 0 R/Resources<</XObject<</X 7 0 R>>>>>>")
            .into_bytes()
    };
    // A picture of 30,000 × 30,000 pixels that is one byte long when packed.
    let picture = paper::stream(
        "/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 16/ColorSpace/DeviceRGB",
        b"x",
    );
    let file = paper::of_objects(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        kids.as_bytes().to_vec(),
        page(4),
        paper::stream("", b"0 0 9 9 re f"),
        page(6),
        paper::stream("", b"90 0 0 90 0 0 cm /X Do"),
        picture,
    ]);
    let preview = answered(&file);
    assert!(!preview.pages().is_empty(), "{preview:?}");
}
