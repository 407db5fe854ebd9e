//! What exiftool and mat2 find in a cleaned file: nothing (issue 3, R038).
//!
//! Both are Debian packages, which `tests/install.sh test` installs. What exiftool reports of every
//! file, because it follows from how pictures, films and documents are built, is listed by name.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test: what should not happen ends it"
)]

mod support;

use std::path::PathBuf;
use std::process::Command;

use bellrope_metadata::{Kind, What, clean, inspect, neutral_name};
use serde_json::Value;
use support::{TELLTALES, corpus, film, office, paper, picture};
use tempfile::TempDir;

/// Groups about the file system and exiftool itself, and sums of other values.
const GROUPS: [&str; 4] = ["SourceFile", "ExifTool:", "System:", "Composite:"];

/// What a file of each kind says by being one: sizes, forms of compression, zeroed times.
fn is_structure(kind: Kind, tag: &str, value: &str) -> bool {
    const FILE: [&str; 12] = [
        "FileType",
        "FileTypeExtension",
        "MIMEType",
        "ImageWidth",
        "ImageHeight",
        "EncodingProcess",
        "BitsPerSample",
        "ColorComponents",
        "YCbCrSubSampling",
        "ExifByteOrder",
        "PDFVersion",
        "Linearized",
    ];
    let (group, name) = tag.split_once(':').unwrap_or(("", tag));
    match (kind, group) {
        (_, "File") => FILE.contains(&name),
        (Kind::Jpeg, "JFIF") => value != "300",
        // How the photo lies: without it a cleaned photo would lie on its side.
        (Kind::Jpeg | Kind::WebP, "IFD0") => name == "Orientation",
        (Kind::Png, "PNG") => [
            "ImageWidth",
            "ImageHeight",
            "BitDepth",
            "ColorType",
            "Compression",
            "Filter",
            "Interlace",
            "SRGBRendering",
        ]
        .contains(&name),
        (Kind::WebP, "RIFF") => [
            "VP8Version",
            "ImageWidth",
            "ImageHeight",
            "AlphaIsUsed",
            "WebP_Flags",
        ]
        .contains(&name),
        (Kind::Pdf, "PDF") => [
            "PDFVersion",
            "Linearized",
            "PageCount",
            "Language",
            "HasXFA",
        ]
        .contains(&name),
        (Kind::Docx | Kind::Xlsx | Kind::Pptx, "ZIP") => {
            // Of the first entry, the same for every file: the name that comes first, no time.
            let constant = [
                "ZipRequiredVersion",
                "ZipBitFlag",
                "ZipCompression",
                "ZipCRC",
                "ZipCompressedSize",
                "ZipUncompressedSize",
            ];
            constant.contains(&name)
                || (name == "ZipFileName" && value == "[Content_Types].xml")
                || (name == "ZipModifyDate" && value == "1980:01:01 00:00:00")
        }
        (Kind::Mp4 | Kind::Heic, "QuickTime" | "Track1" | "Meta") => is_film_structure(name, value),
        _ => false,
    }
}

fn is_film_structure(name: &str, value: &str) -> bool {
    const TIMES: [&str; 6] = [
        "CreateDate",
        "ModifyDate",
        "TrackCreateDate",
        "TrackModifyDate",
        "MediaCreateDate",
        "MediaModifyDate",
    ];
    const FORM: [&str; 35] = [
        "MajorBrand",
        "MinorVersion",
        "CompatibleBrands",
        "MediaDataSize",
        "MediaDataOffset",
        "MovieHeaderVersion",
        "TimeScale",
        "Duration",
        "PreferredRate",
        "PreferredVolume",
        "PreviewTime",
        "PreviewDuration",
        "PosterTime",
        "SelectionTime",
        "SelectionDuration",
        "CurrentTime",
        "NextTrackID",
        "TrackHeaderVersion",
        "TrackID",
        "TrackDuration",
        "TrackLayer",
        "TrackVolume",
        "MatrixStructure",
        "ImageWidth",
        "ImageHeight",
        "MediaHeaderVersion",
        "MediaTimeScale",
        "MediaDuration",
        "HandlerType",
        "GraphicsMode",
        "OpColor",
        "CompressorID",
        "SourceImageWidth",
        "SourceImageHeight",
        "BitDepth",
    ];
    const MORE: [&str; 7] = [
        "XResolution",
        "YResolution",
        "VideoFrameRate",
        "PrimaryItemReference",
        "ImageSpatialExtent",
        "MetaImageSize",
        "HEVCConfigurationVersion",
    ];
    const HEVC: [&str; 15] = [
        "GeneralProfileSpace",
        "GeneralTierFlag",
        "GeneralProfileIDC",
        "GenProfileCompatibilityFlags",
        "ConstraintIndicatorFlags",
        "GeneralLevelIDC",
        "MinSpatialSegmentationIDC",
        "ParallelismType",
        "ChromaFormat",
        "BitDepthLuma",
        "BitDepthChroma",
        "AverageFrameRate",
        "ConstantFrameRate",
        "NumTemporalLayers",
        "TemporalIDNested",
    ];
    FORM.contains(&name)
        || (name == "MediaLanguageCode" && value == "und")
        || MORE.contains(&name)
        || HEVC.contains(&name)
        || (TIMES.contains(&name) && value == "0000:00:00 00:00:00")
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn write(&self, kind: Kind, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(neutral_name(kind, 1));
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

fn run(program: &str, args: &[&str], path: &PathBuf) -> String {
    let output = Command::new(program)
        .args(args)
        .arg(path)
        .output()
        .unwrap_or_else(|err| panic!("{program}: {err}; run tests/install.sh test"));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What exiftool finds that is no structure.
fn exiftool(kind: Kind, path: &PathBuf) -> Vec<String> {
    let text = run("exiftool", &["-a", "-G1", "-s", "-j", "-ee"], path);
    let list: Vec<serde_json::Map<String, Value>> = serde_json::from_str(&text).unwrap();
    let tags = list.into_iter().flatten();
    tags.map(|(tag, value)| (tag, value.as_str().map_or(value.to_string(), str::to_owned)))
        .filter(|(tag, _)| !GROUPS.iter().any(|group| tag.starts_with(group)))
        .filter(|(tag, value)| !is_structure(kind, tag, value))
        .map(|(tag, value)| format!("{tag}={value}"))
        .collect()
}

#[test]
fn exiftool_finds_nothing_in_cleaned_files() {
    for (kind, file) in corpus() {
        let folder = Folder::new();
        assert_ne!(
            exiftool(kind, &folder.write(kind, &file)),
            [""; 0],
            "{kind:?} before"
        );
        let cleaned = clean(&file).unwrap();
        let none: [&str; 0] = [];
        assert_eq!(
            exiftool(kind, &folder.write(kind, &cleaned.bytes)),
            none,
            "{kind:?} after"
        );
    }
}

#[test]
fn mat2_finds_nothing_in_cleaned_files() {
    for (kind, file) in corpus() {
        // mat2 does not know WebP.
        if kind == Kind::WebP {
            continue;
        }
        let folder = Folder::new();
        let shown = run("mat2", &["--show"], &folder.write(kind, &file));
        assert!(shown.contains("Metadata for"), "{kind:?} before: {shown}");
        let cleaned = clean(&file).unwrap();
        let shown = run("mat2", &["--show"], &folder.write(kind, &cleaned.bytes));
        let rest: Vec<&str> = shown.lines().filter(|line| !is_known(kind, line)).collect();
        assert!(rest.is_empty(), "{kind:?}: {rest:?}");
        assert!(!shown.is_empty(), "{kind:?}: mat2 said nothing");
    }
}

/// What mat2 shows of a photo that lies on its side, alone or in a document, and of every film.
fn is_known(kind: Kind, line: &str) -> bool {
    if line.contains("No metadata found") || line.contains("] Metadata for ") {
        return true;
    }
    let (name, value) = line.trim().split_once(": ").unwrap_or_default();
    match kind {
        Kind::Jpeg | Kind::Docx => matches!(name, "Orientation" | "ExifByteOrder"),
        Kind::Mp4 => is_film_structure(name, value),
        // That there are no times, and the version that every copy is written in.
        Kind::Pdf => {
            (matches!(name, "creation-date" | "mod-date") && value == "-1") || name == "format"
        }
        _ => false,
    }
}

/// What exiftool itself writes, in every form that it can, goes as well.
#[test]
fn clean_removes_what_exiftool_writes() {
    const TAGS: [&str; 9] = [
        "-overwrite_original",
        "-Artist=Jan Jansen",
        "-Creator=Jan Jansen",
        "-Make=Canon",
        "-GPSLatitude=52.09",
        "-GPSLatitudeRef=N",
        "-GPSLongitude=4.31",
        "-GPSLongitudeRef=E",
        "-SerialNumber=SN0815",
    ];
    let plain = |file: &[u8]| clean(file).unwrap().bytes;
    for (kind, file) in [
        (Kind::Jpeg, picture::plain_jpeg()),
        (Kind::Png, plain(&picture::png())),
        (Kind::WebP, plain(&picture::webp())),
        (Kind::Heic, plain(&film::heic())),
        (Kind::Mp4, plain(&film::mp4())),
        (Kind::Pdf, plain(&paper::pdf())),
    ] {
        let folder = Folder::new();
        let path = folder.write(kind, &file);
        run("exiftool", &TAGS, &path);
        let tagged = std::fs::read(&path).unwrap();
        let authors = inspect(&tagged).findings.into_iter();
        let authors: Vec<String> = authors
            .filter(|f| f.what == What::Author)
            .map(|f| f.value)
            .collect();
        assert!(
            authors.contains(&"Jan Jansen".to_owned()),
            "{kind:?}: {authors:?}"
        );
        let cleaned = clean(&tagged).unwrap();
        for telltale in TELLTALES {
            assert!(
                !support::holds(&cleaned.bytes, telltale),
                "{kind:?}: {telltale}"
            );
        }
        let none: [&str; 0] = [];
        assert_eq!(
            exiftool(kind, &folder.write(kind, &cleaned.bytes)),
            none,
            "{kind:?}"
        );
    }
}

/// Office readers of the oracles' machine still read what was cleaned: Poppler by way of mat2 above,
/// Python's own zip and XML readers here.
#[test]
fn other_readers_read_cleaned_documents() {
    const READ: &str = "import sys, zipfile, xml.dom.minidom as m\n\
        z = zipfile.ZipFile(sys.argv[1])\n\
        assert z.testzip() is None\n\
        [m.parseString(z.read(n)) for n in z.namelist() if n.endswith(('.xml', '.rels'))]\n\
        print(len(z.namelist()))";
    for (kind, file) in [
        (Kind::Docx, office::docx()),
        (Kind::Xlsx, office::xlsx()),
        (Kind::Pptx, office::pptx()),
    ] {
        let folder = Folder::new();
        let path = folder.write(kind, &clean(&file).unwrap().bytes);
        let printed = run("/usr/bin/python3", &["-c", READ], &path);
        assert!(
            printed.trim().parse::<usize>().is_ok_and(|parts| parts > 4),
            "{kind:?}"
        );
    }
}
