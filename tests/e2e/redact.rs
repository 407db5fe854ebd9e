//! Real attachments on their way out: a picture and a PDF go through the preview's child, get boxes, are
//! read by a second person, and leave as a redaction, a dossier and a referral. What was taken out is
//! searched for in text, pixels, metadata and objects.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bellrope_protocol::age::stream::{CHUNK_LEN, Decryptor, NONCE_LEN, Position, TAG_LEN};
use bellrope_protocol::age::{Header, Identity};
use bellrope_protocol::encoding::encode_hex;
use harness::{Finished, Scene};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use sha2::{Digest as _, Sha256};

const HIS: &str = "elf blauwe tegels in de regen";
/// What stands on the sheet of paper, on the picture and in the text file, and must be gone.
const NAMES: [&str; 3] = ["Kowalczyk", "Wijngaarden", "Stroopsma"];
const FOR_DESK: &str = "Ik ben het zusje van de chef.";
/// What may stay.
const STAYS: &str = "Getekend voor ontvangst door";

/// A sheet with a name on a line of its own; the name is in the properties, a bookmark, a comment and an
/// invisible text besides.
fn sheet(name: &str) -> String {
    let text = format!(
        "BT /F 24 Tf 60 700 Td ({STAYS}) Tj 0 -60 Td ({name}) Tj 0 -60 Td (op maandag) Tj ET\n\
         BT 3 Tr /F 24 Tf 60 300 Td ({name}) Tj ET"
    );
    format!(
        "%PDF-1.4\n\
         1 0 obj <</Type /Catalog /Pages 2 0 R /Outlines 5 0 R>> endobj\n\
         2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n\
         3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [8 0 R]\n\
         /Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj\n\
         4 0 obj <</Length {}>> stream\n{text}\nendstream endobj\n\
         5 0 obj <</Type /Outlines /First 6 0 R /Last 6 0 R /Count 1>> endobj\n\
         6 0 obj <</Title ({name}) /Parent 5 0 R /Dest [3 0 R /Fit]>> endobj\n\
         7 0 obj <</Author ({name}) /Title (Lijst van {name})>> endobj\n\
         8 0 obj <</Type /Annot /Subtype /Text /Rect [500 20 520 40] /Contents (vraag {name})>> endobj\n\
         trailer <</Root 1 0 R /Info 7 0 R>>\n",
        text.len()
    )
}

/// The sheet as a picture, with the name in its metadata.
fn picture(scene: &Scene, name: &str) -> Vec<u8> {
    let pdf = scene.file("blad.pdf", sheet(name));
    let stem = scene.path("blad");
    run(
        "pdftoppm",
        &["-r", "110", "-png", "-singlefile", text(&pdf), text(&stem)],
    );
    let drawn = fs::File::open(stem.with_extension("png")).unwrap();
    let mut reader = png::Decoder::new(std::io::BufReader::new(drawn))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let head = reader.next_frame(&mut pixels).unwrap();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, head.width, head.height);
    encoder.set_color(head.color_type);
    encoder
        .add_text_chunk("Author".to_owned(), name.to_owned())
        .unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    file
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|_| panic!("no {program}: run tests/install.sh test"));
    assert!(output.status.success(), "{program}: {output:?}");
    output.stdout
}

/// Everything that text extraction, the properties, all objects and OCR say of a PDF.
fn everything(pdf: &Path) -> String {
    let mut said = String::new();
    let dump = [
        "--warning-exit-0",
        "--qdf",
        "--object-streams=disable",
        text(pdf),
        "-",
    ];
    let readers: [(&str, &[&str]); 3] = [
        ("pdftotext", &[text(pdf), "-"]),
        ("pdfinfo", &[text(pdf)]),
        ("qpdf", &dump),
    ];
    for (program, arguments) in readers {
        said.push_str(&String::from_utf8_lossy(&run(program, arguments)));
    }
    said.push_str(&ocr(pdf));
    said
}

fn ocr(pdf: &Path) -> String {
    let stem = pdf.with_extension("");
    run("pdftoppm", &["-r", "150", "-png", text(pdf), text(&stem)]);
    let begin = format!("{}-", text(&stem));
    let mut pages: Vec<PathBuf> = harness::files_below(pdf.parent().unwrap());
    pages.retain(|path| text(path).starts_with(&begin) && text(path).ends_with(".png"));
    pages.sort();
    assert!(!pages.is_empty());
    let read = |page: &PathBuf| run("tesseract", &[text(page), "stdout", "-l", "nld"]);
    let read = pages.iter().map(read);
    read.map(|said| String::from_utf8_lossy(&said).into_owned())
        .collect()
}

/// A desk of two with a report in two boxes and three files; both read the case.
struct Attached {
    scene: Scene,
    case: String,
    files: Vec<PathBuf>,
}

impl Attached {
    fn report() -> Self {
        let mut scene = Scene::set();
        let join = ["person", "join", "Bram Kuiper", "--role", "caseworker"];
        let _ = scene.desk.run(&join, &[HIS, "Nieuw."]).succeeded();
        let report = format!(
            "route = \"report\"\nfamily = \"ZS\"\nkinds = [\"ZS1\"]\n\
             story = \"De sleutels zijn weg, zei {}.\"\nprivate = \"{FOR_DESK}\"\n",
            NAMES[2]
        );
        let report = scene.file("melding.toml", report);
        let picture = picture(&scene, NAMES[1]);
        let files = vec![
            scene.file("lijst.pdf", sheet(NAMES[0])),
            scene.file("foto.png", picture),
            scene.file("brief.txt", format!("Aan {}:\nkom maandag.\n", NAMES[2])),
        ];
        let _ = scene.reporter().report(&report, &files);
        scene.carry_in();
        let case = scene.desk.cases().remove(0);
        let attached = Self { scene, case, files };
        attached.his(&["interest", "none", &attached.case]);
        attached
    }

    #[track_caller]
    fn hers(&self, args: &[&str]) -> String {
        self.scene.desk.run(args, &[]).succeeded().stdout
    }

    #[track_caller]
    fn his(&self, args: &[&str]) -> String {
        self.scene.desk.run_as(HIS, args, &[]).succeeded().stdout
    }

    /// Begins a redaction of the letter and all three files.
    fn begin(&self) {
        let case = self.case.as_str();
        let files = [
            "--attachment",
            "1",
            "--attachment",
            "2",
            "--attachment",
            "3",
        ];
        let begin = [
            "redact",
            "begin",
            case,
            "--title",
            "Lijst",
            "--reason",
            "Woo-verzoek",
            "--text",
            "1",
        ];
        self.hers(&[&begin[..], &files].concat());
    }

    /// Draws a box over the line with the name on a part that is a picture of the sheet.
    fn cover(&self, redaction: &str, part: usize) {
        let shown = self.hers(&["redact", "show", &self.case, redaction]);
        let (_, after) = shown.split_once(&format!("[{part}]\n")).unwrap();
        let (width, _) = after.split_once('×').unwrap();
        let width = width.trim_start_matches([' ', '|']);
        let width: u32 = width.parse().unwrap_or_else(|_| panic!("{shown}"));
        // The sheet is 595 points wide; its second line stands between 172 and 216 from above.
        let sides = [50, 172, 350, 44].map(|points: u32| (points * width / 595).to_string());
        let part = part.to_string();
        let mut args = vec!["redact", "box", &self.case, redaction, &part];
        args.extend(sides.iter().map(String::as_str));
        self.hers(&args);
    }

    /// What was proposed is approved by the other.
    #[track_caller]
    fn agree(&self, proposed: &str) {
        let (_, after) = proposed.split_once('(').unwrap();
        let (id, _) = after.split_once(')').unwrap();
        self.his(&["approve", id]);
    }

    fn sign_off(&self, redaction: &str) {
        let args = [
            "redact", "sign-off", &self.case, redaction, "--reason", "Klaar.",
        ];
        self.agree(&self.hers(&args));
    }

    fn export(&self, redaction: &str, name: &str) -> PathBuf {
        let to = self.scene.path(name);
        let whom = [
            "--recipient",
            "de heer Verzoeker",
            "--purpose",
            "Woo-verzoek",
        ];
        let args = ["redact", "export", &self.case, redaction, "--to", text(&to)];
        self.hers(&[&args[..], &whom].concat());
        to
    }

    /// A redaction of everything with all names taken out, signed off: number 2; number 1 is the control,
    /// of which nothing was taken out.
    fn redacted() -> Self {
        let attached = Self::report();
        attached.begin();
        attached.begin();
        attached.hers(&["redact", "mark", &attached.case, "2", NAMES[2]]);
        attached.cover("2", 2);
        attached.cover("2", 3);
        attached.sign_off("2");
        attached
    }

    /// Both answer the check before sharing.
    fn check(&self, args: &[&str]) {
        let answers = [
            "--how-many",
            "safe",
            "--unique-facts",
            "safe",
            "--style",
            "safe",
            "--sole-suspect",
            "safe",
        ];
        let args = [args, &answers].concat();
        self.hers(&args);
        assert!(self.his(&args).contains("mag worden gedeeld"));
    }

    /// Writes the archive of an order, opens it with the recipient's key, and unpacks it.
    fn received(&self, order: &str, identity: &Identity) -> BTreeMap<String, Vec<u8>> {
        let to = self.scene.path(&format!("zending-{order}.age"));
        self.hers(&["dossier", "write", &self.case, order, "--to", text(&to)]);
        let tar = self.scene.file("zending.tar", open(identity, &to));
        let folder = self.scene.path(&format!("uitgepakt-{order}"));
        fs::create_dir(&folder).unwrap();
        run("tar", &["-xf", text(&tar), "-C", text(&folder)]);
        let name = |path: &PathBuf| text(path.strip_prefix(&folder).unwrap()).to_owned();
        harness::files_below(&folder)
            .iter()
            .map(|path| (name(path), fs::read(path).unwrap()))
            .collect()
    }
}

/// Opens an age file as a recipient does.
fn open(identity: &Identity, sealed: &Path) -> Vec<u8> {
    let sealed = fs::read(sealed).unwrap();
    let header = Header::parse(&sealed).unwrap().len();
    let file_key = identity.open_header(&sealed).unwrap();
    let (nonce, mut rest) = sealed[header..].split_at(NONCE_LEN);
    let mut decryptor = Decryptor::new(&file_key, nonce.try_into().unwrap());
    let mut plain = Vec::new();
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.len().min(CHUNK_LEN + TAG_LEN));
        let (body, tag) = chunk.split_at(chunk.len() - TAG_LEN);
        let mut body = body.to_vec();
        let position = match after.is_empty() {
            true => Position::Last,
            false => Position::Inner,
        };
        let tag = tag.try_into().unwrap();
        decryptor.open(&mut body, tag, position).unwrap();
        plain.extend(body);
        rest = after;
    }
    plain
}

/// Every file is listed in the manifest as it is, and nothing else is.
fn assert_listed(files: &BTreeMap<String, Vec<u8>>) {
    let manifest = String::from_utf8(files["manifest.txt"].clone()).unwrap();
    let hash = |bytes: &Vec<u8>| encode_hex(&Sha256::digest(bytes));
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "manifest.txt") {
        let line = format!("{} {} {name}\n", hash(bytes), bytes.len());
        assert!(manifest.contains(&line), "{name}: {manifest}");
    }
    let (text, _signatures) = manifest.split_once("\n\n").unwrap();
    assert_eq!(text.lines().count() - 2, files.len() - 1, "{manifest}");
}

#[track_caller]
fn assert_gone(pdf: &Path, html: &[u8]) {
    let said = everything(pdf);
    let page = String::from_utf8(html.to_vec()).unwrap();
    let bytes = String::from_utf8_lossy(&fs::read(pdf).unwrap()).into_owned();
    for name in NAMES.iter().chain(&[FOR_DESK, "zusje"]) {
        for (what, text) in [("reading", &said), ("html", &page), ("bytes", &bytes)] {
            assert!(!text.contains(name), "{name}: {what}");
        }
    }
    assert!(
        said.matches(STAYS).count() >= 2,
        "both pictures are there: {said}"
    );
    assert!(said.contains("kom maandag") && page.contains("kom maandag"));
}

#[test]
fn names_on_real_attachments_are_gone_from_a_redaction() {
    let attached = Attached::redacted();
    let source = everything(&attached.files[0]);
    assert!(
        source.matches(NAMES[0]).count() >= 5,
        "the control: {source}"
    );
    // What was not covered is read on the way out: the preview shows it, and so does the paper.
    attached.sign_off("1");
    let plain = ocr(&attached.export("1", "alles.pdf"));
    assert!(
        plain.contains(NAMES[0]) && plain.contains(NAMES[1]),
        "the control: {plain}"
    );

    let pdf = attached.export("2", "gelakt.pdf");
    let html = attached.export("2", "gelakt.html");
    assert_gone(&pdf, &fs::read(html).unwrap());
}

#[test]
fn names_on_real_attachments_are_gone_from_a_referral() {
    let attached = Attached::redacted();
    let case = attached.case.as_str();
    let identity = Identity::generate(&mut StdRng::seed_from_u64(6));
    let key = identity.recipient().to_string();
    let body = [
        "referral",
        "body",
        "kmar",
        "--contact",
        "brigade",
        "--key",
        &key,
    ];
    attached.hers(&body);
    attached.check(&["referral", "check", case, "2"]);
    let propose = [
        "referral",
        "propose",
        case,
        "2",
        "kmar",
        "--purpose",
        "aangifte",
        "--not-consulted",
        "dat schaadt het onderzoek",
    ];
    attached.agree(&attached.hers(&propose));
    let files = attached.received("1", &identity);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let only = [
        "manifest.txt",
        "referral.html",
        "referral.json",
        "referral.pdf",
    ];
    assert_eq!(names, only, "no attachment goes along");
    assert_listed(&files);
    let pdf = attached
        .scene
        .file("verwijzing.pdf", &files["referral.pdf"]);
    assert_gone(&pdf, &files["referral.html"]);
    let json = String::from_utf8(files["referral.json"].clone()).unwrap();
    for never in NAMES.iter().chain(&[FOR_DESK, case, "lijst.pdf"]) {
        assert!(!json.contains(never), "{never}");
    }
}

#[test]
fn text_for_the_desk_only_is_never_referred_with_an_attachment() {
    let attached = Attached::report();
    let case = attached.case.as_str();
    let begin = [
        "redact",
        "begin",
        case,
        "--title",
        "Alles",
        "--reason",
        "Woo",
        "--text",
        "2",
        "--attachment",
        "2",
    ];
    attached.hers(&begin);
    attached.sign_off("1");
    let refused: Finished = attached
        .scene
        .desk
        .run(&["referral", "show", case, "1"], &[]);
    let refused = refused.with_code(1);
    assert!(
        refused.stderr.contains("alleen voor het meldpunt"),
        "{}",
        refused.stderr
    );
    assert!(!refused.stdout.contains("zusje"));
}

#[test]
fn dossier_carries_the_attachments_as_they_came() {
    let attached = Attached::report();
    let case = attached.case.as_str();
    let identity = Identity::generate(&mut StdRng::seed_from_u64(6));
    let section = ["--section", "files"];
    attached.check(&[&["dossier", "check", case][..], &section].concat());
    let key = identity.recipient().to_string();
    let propose = [
        "dossier",
        "propose",
        case,
        "--recipient",
        "mr. A. Advocaat",
        "--purpose",
        "bezwaar",
        "--key",
        &key,
    ];
    attached.agree(&attached.hers(&[&propose[..], &section].concat()));
    let files = attached.received("1", &identity);
    assert_listed(&files);
    for (at, sent) in (1..).zip(&attached.files) {
        let name = format!("files/{at}-{}", text(Path::new(sent.file_name().unwrap())));
        assert_eq!(files[&name], fs::read(sent).unwrap(), "{name}");
    }
    assert_eq!(files.len(), 4 + attached.files.len());
    let json = String::from_utf8(files["dossier.json"].clone()).unwrap();
    let hash = encode_hex(&Sha256::digest(fs::read(&attached.files[1]).unwrap()));
    assert!(json.contains(&hash) && json.contains("foto.png"), "{json}");
    // What was not chosen is not there, and what people read names the files too.
    assert!(!json.contains(NAMES[2]) && !json.contains("zusje"));
    let pdf = attached.scene.file("dossier.pdf", &files["dossier.pdf"]);
    let read = everything(&pdf);
    assert!(read.contains("lijst.pdf") && !read.contains("zusje") && !read.contains("Bram"));
}
