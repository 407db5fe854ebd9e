//! A whole report with files and a return visit: both languages, both kinds of the core, phone and desktop, at once, at
//! a slot, and out of turn.

use std::fs;
use std::path::{Path, PathBuf};

use harness::Running;
use serde_json::{Value, json};

use crate::stage::{Cover, Stage};

/// What a Dutch keyboard, a phone and a copied mail bring.
pub(crate) const STORY: &str = "Coördinatie, reünie, één à twee keer; “krom” ‘recht’ – € 1.000,–\n\
    \u{1F6A8} alarm \u{1F469}\u{200D}\u{1F692} en vlag \u{1F1F3}\u{1F1F1}\n\
    שלום مرحبا (van rechts naar links)\n\
    e\u{301} is niet é; ﬁets; aanhaling \" en schuine streep \\ en {accolades}\n\
    <b>geen opmaak</b> & geen &amp;";

const ANSWER: &str = "Dank u. Wij hebben één vraag: wélke dag was dat? \u{1F5D3}";
const FURTHER: &str = "Dat was op vrijdag de 13e, ’s ochtends.";
const REASON: &str = "Het is intussen opgelost; ik wil geen onderzoek.";

/// A small photo, without anything about its maker.
const PHOTO: &[u8] = include_bytes!("../../crates/metadata/tests/support/picture.jpg");

/// A file of no known kind.
const RECORDING: &[u8] = b"\x00\x9frec\xff\xfe\x00\x01\x02\xc3\x28 17\r\n";

/// How a visitor is.
struct Visitor {
    lang: &'static str,
    core: &'static str,
    size: &'static str,
    cover: Cover,
    /// How the letter leaves: `off`, `now`, `slot`.
    way: &'static str,
}

impl Visitor {
    fn scene(&self) -> Value {
        json!({
            "name": format!("whole-{}-{}-{}", self.lang, self.core, self.size),
            "lang": self.lang, "core": self.core, "size": self.size, "way": self.way,
            "slots": matches!(self.cover, Cover::Slots { .. }),
            "category": match self.lang { "nl" => "Pesten", _ => "Bullying" },
        })
    }

    fn tell_whole_story(&self) {
        let mut stage = Stage::set(self.cover);
        let files = Files::make(&stage);
        let mut scene = self.scene();
        scene["story"] = json!(STORY);
        scene["files"] = json!({"photo": files.photo, "paper": files.paper, "other": files.other});
        let told = stage.play("report", scene);
        assert!(
            told["receipt"].as_str().unwrap().contains("relay.example"),
            "{told}"
        );
        let letters = told["letters"].as_array().unwrap();
        assert!(letters.iter().all(|len| *len == 16_384), "{letters:?}");

        let _ = stage.scene.carry_in();
        let cases = stage.scene.desk.cases();
        assert_eq!(cases.len(), 1, "cover letters are no cases");
        check_case(&stage, &cases[0], &files);

        stage.scene.desk.reply(&cases[0], ANSWER);
        stage
            .scene
            .desk
            .move_along(&cases[0], &["assessing", "waiting-for-reporter"]);
        let _ = stage.scene.carry_out();
        let mut scene = self.scene();
        scene["code"] = told["code"].clone();
        scene["answer"] = json!(ANSWER);
        scene["text"] = json!(FURTHER);
        scene["file"] = json!(files.other);
        scene["reason"] = json!(REASON);
        let back = stage.play("return", scene);
        assert_eq!(
            back["letter"], told["letter"],
            "the proof is of another letter"
        );

        let _ = stage.scene.carry_in();
        assert_eq!(
            stage.scene.desk.cases(),
            cases,
            "what was added belongs to the case"
        );
        let shown = words(&stage.scene.desk.show(&cases[0]));
        for said in [FURTHER, REASON] {
            assert!(shown.contains(said), "{shown}");
        }
        assert!(shown.contains("rekt de melding in"), "{shown}");
    }
}

#[test]
fn whole_story_on_a_phone_in_dutch_with_webassembly_sent_out_of_turn() {
    let cover = Cover::Slots {
        first: 600,
        every: 600,
        most: 12,
    };
    Visitor {
        lang: "nl",
        core: "wasm",
        size: "phone",
        cover,
        way: "now",
    }
    .tell_whole_story();
}

#[test]
fn whole_story_on_a_desktop_in_dutch_with_plain_javascript() {
    let cover = Cover::Off;
    Visitor {
        lang: "nl",
        core: "js",
        size: "desktop",
        cover,
        way: "off",
    }
    .tell_whole_story();
}

#[test]
fn whole_story_on_a_desktop_in_english_with_webassembly_at_a_slot() {
    // The only slot of the visit passes before the letter is there; each letter gets one more.
    let cover = Cover::Slots {
        first: 1,
        every: 3,
        most: 1,
    };
    Visitor {
        lang: "en",
        core: "wasm",
        size: "desktop",
        cover,
        way: "slot",
    }
    .tell_whole_story();
}

#[test]
fn whole_story_on_a_phone_in_english_with_plain_javascript() {
    let cover = Cover::Off;
    Visitor {
        lang: "en",
        core: "js",
        size: "phone",
        cover,
        way: "off",
    }
    .tell_whole_story();
}

/// Files that the visitor adds.
pub(crate) struct Files {
    pub(crate) photo: PathBuf,
    pub(crate) paper: PathBuf,
    pub(crate) other: PathBuf,
}

impl Files {
    pub(crate) fn make(stage: &Stage) -> Self {
        let photo = stage.scene.file("IMG_2026 Jansen.jpg", PHOTO);
        let written = exiftool(&[
            "-overwrite_original",
            "-GPSLatitude=52.0907",
            "-GPSLatitudeRef=N",
            "-GPSLongitude=5.1214",
            "-GPSLongitudeRef=E",
            "-Make=Canon",
            "-Model=EOS",
            "-SerialNumber=SN0815",
            "-Artist=J. Jansen",
            "-DateTimeOriginal=2026:11:02 08:15:00",
            photo.to_str().unwrap(),
        ]);
        assert!(written.contains("1 image files updated"), "{written}");
        let paper = stage.scene.file("rapport Jansen.pdf", pdf());
        let other = stage.scene.file("opname Jansen.dat", RECORDING);
        Self {
            photo,
            paper,
            other,
        }
    }
}

/// A page with a line of text, written by somebody.
fn pdf() -> Vec<u8> {
    let text = "BT /F1 12 Tf 20 50 Td (Rapport) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Author (J. Jansen) /Creator (Secretoffice) >>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let (start, count) = (file.len(), objects.len() + 1);
    file.push_str(&format!(
        "xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    file.into_bytes()
}

fn exiftool(args: &[&str]) -> String {
    let mut command = std::process::Command::new("exiftool");
    Running::start(command.args(args))
        .finish()
        .succeeded()
        .stdout
}

/// The desk reads what was typed, and its files are what the visitor chose to send.
fn check_case(stage: &Stage, case: &str, files: &Files) {
    let shown = words(&stage.scene.desk.show(case));
    for typed in [
        STORY,
        "06 12 34 56 78, ná 18.00 uur",
        "Alleen ík had die dag de sleutel",
        "In de week van 2 november",
        "Ergens op de vliegbasis",
        "De sergeant-majoor (leidinggevende)",
        "dat wordt in december vernietigd",
        "“geen reactie”",
        "De commandant zelf",
        "En een gesprek erover, later",
        "Mijn contract loopt af in maart",
        "Pesten",
    ] {
        assert!(shown.contains(&words(typed)), "{typed}: {shown}");
    }
    // The name is kept apart (R089): whoever reads the case does not read it along.
    assert!(!shown.contains("van 't Hof"), "{shown}");
    let to = stage.scene.path("bijlagen");
    fs::create_dir(&to).unwrap();
    for number in ["1", "2", "3", "4"] {
        let args = [
            "save-attachment",
            case,
            number,
            "--ground",
            "investigation",
            "--recipient",
            "colleague",
            "--to",
            to.to_str().unwrap(),
        ];
        let _ = stage.scene.desk.run(&args, &[]).succeeded();
    }
    let saved = saved(&to);
    let [photo, original, paper, other] = saved.as_slice() else {
        panic!(
            "other files arrived: {:?}",
            saved.iter().map(|(name, _)| name).collect::<Vec<_>>()
        );
    };
    assert_eq!(original.1, fs::read(&files.paper).unwrap());
    assert_eq!(other.1, RECORDING);
    for (name, bytes) in [photo, paper] {
        let found = exiftool(&["-a", "-G1", to.join(name).to_str().unwrap()]);
        for telltale in [
            "Jansen",
            "SN0815",
            "Canon",
            "GPS",
            "Secretoffice",
            "2026:11:02",
        ] {
            assert!(!found.contains(telltale), "{name}: {found}");
        }
        let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|at| at == needle);
        assert!(!holds(b"Jansen") && !bytes.is_empty(), "{name}");
    }
}

/// Files of a folder by name, each with its bytes; names are neutral, in the visitor's language.
fn saved(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = harness::files_below(folder)
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    assert!(files.iter().all(|(name, _)| !name.contains("Jansen")));
    files
}

/// Reads what was shown: lines are wrapped, so only words count.
fn words(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches([' ', '|', '-']));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}
