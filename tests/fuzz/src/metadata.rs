//! Files that reporters attach, whoever made them: whatever comes in, a copy that was cleaned is
//! clean.

#[path = "../../../crates/metadata/tests/support/mod.rs"]
mod corpus;

use bellrope_metadata::{Kind, clean, inspect};

use crate::Run;

fn start() -> Run {
    Box::new(|data| {
        let said = inspect(data);
        assert!(said.findings.len() <= 200);
        let Ok(cleaned) = clean(data) else {
            return;
        };
        assert!(clean(&cleaned.bytes).as_ref() == Ok(&cleaned));
        for finding in inspect(&cleaned.bytes).findings {
            let named = cleaned.left.iter().any(|left| left.what == finding.what);
            assert!(named, "{:?} still says {:?}", said.kind, finding.what);
        }
    })
}

fn samples(kinds: &[Kind]) -> Vec<Vec<u8>> {
    let files = corpus::corpus().into_iter();
    files
        .filter(|(kind, _)| kinds.contains(kind))
        .map(|(_, file)| file)
        .collect()
}

macro_rules! formats {
    ($($(#[doc = $doc:literal])+ $name:ident: $($kind:ident)*;)+) => {$(
        $(#[doc = $doc])+
        pub(crate) mod $name {
            use bellrope_metadata::Kind;

            pub(crate) fn start() -> crate::Run {
                super::start()
            }

            pub(crate) fn samples() -> Vec<Vec<u8>> {
                super::samples(&[$(Kind::$kind),*])
            }
        }
    )+};
}

formats! {
    /// JPEG, with Exif, XMP, IPTC, profiles.
    metadata_jpeg: Jpeg;
    /// PNG.
    metadata_png: Png;
    /// WebP.
    metadata_webp: WebP;
    /// HEIC, MP4.
    metadata_bmff: Heic Mp4;
    /// PDF.
    metadata_pdf: Pdf;
    /// DOCX, XLSX, PPTX, and the archives that they are.
    metadata_office: Docx Xlsx Pptx;
}
