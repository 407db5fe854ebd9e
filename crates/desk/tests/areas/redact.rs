//! Redaction, sending and the directory of bodies, from the first click to the file.

use bellrope_casework::reason::Reason;
use bellrope_desk::redaction::{self, Leaf, NewRedaction, Source};
use bellrope_desk::screen::Request;
use zeroize::Zeroizing;

use crate::a_sitting;
use crate::support::sitting::Sitting;
use crate::support::{a_reported_world, html};

/// The value of the first hidden field of a name.
fn hidden(page: &str, name: &str) -> String {
    let after = page
        .split(&format!("name=\"{name}\" value=\""))
        .nth(1)
        .unwrap();
    after.split('"').next().unwrap().to_owned()
}

const ANSWERS: [(&str, &str); 4] = [
    ("ask-how-many", "safe"),
    ("ask-unique-facts", "safe"),
    ("ask-style", "safe"),
    ("ask-sole-suspect", "safe"),
];

#[test]
fn redaction_is_begun_marked_signed_off_and_written() {
    let (mut sitting, number) = a_sitting();
    let all = format!("/cases/{number}/redactions");
    sitting.get(&all);
    sitting.shows("Notes and drafts can never");
    sitting.send(&all, &[("title", "Over Jansen")]);
    assert_eq!(sitting.status, 422);
    html::check(&sitting.page);
    sitting.shows("Choose at least one text");
    let begin = [
        ("source", "1"),
        ("title", "Sleutels"),
        ("reason", "Woo-verzoek"),
    ];
    sitting.send(&all, &begin);
    html::check(&sitting.page);
    let one = format!("{all}/1");
    sitting.shows("All suggestions were looked at");
    let mark = format!("{one}/mark");
    sitting.send(&mark, &[("words", "nergens"), ("words-ground", "5.1.2e")]);
    sitting.shows("stand nowhere unmarked");
    sitting.send(&mark, &[("words", "magazijn"), ("words-ground", "5.1.2e")]);
    sitting.shows("1 mark made");
    sitting.shows("<mark>magazijn");
    sitting.get(&format!("{one}/left"));
    html::check(&sitting.page);
    sitting.shows("[█████ 5.1.2e]");
    assert!(!sitting.page.contains("magazijn"));

    sitting.get(&one);
    sitting.send(&format!("{one}/sign-off"), &[("ready", " ")]);
    assert_eq!(sitting.status, 422);
    sitting.send(&format!("{one}/sign-off"), &[("ready", "gelezen")]);
    sitting.shows("signed off");
    html::check(&sitting.page);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("uit.html").display().to_string();
    let export = format!("{one}/export");
    let mut fields = vec![("format", "html"), ("file", file.as_str())];
    sitting.send(&export, &fields);
    assert_eq!(sitting.status, 422, "for whom and what for");
    assert!(!folder.path().join("uit.html").exists());
    fields.extend([
        ("recipient", "een journalist"),
        ("purpose", "Woo-verzoek 17"),
    ]);
    sitting.send(&export, &fields);
    sitting.shows("Written: ");
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("sleutels") && !written.contains("magazijn"));

    sitting.send(&format!("{one}/unmark"), &[("part", "0"), ("mark", "0")]);
    sitting.shows("Put before a second reader");
}

#[test]
fn suggestions_come_one_by_one_and_are_accepted_or_left() {
    let (mut sitting, number) = a_sitting();
    // The case's own reply has a name in it.
    let talk = format!("/cases/{number}");
    let text = "U sprak met dhr. Wijngaarden op 06-12345678.";
    sitting.get(&format!("{talk}/write"));
    sitting.send(&format!("{talk}/write"), &[("text", text)]);
    sitting.send(&format!("{talk}/drafts/free/send"), &[("confirmed", "yes")]);
    let all = format!("{talk}/redactions");
    sitting.get(&all);
    sitting.send(
        &all,
        &[("source", "2"), ("title", "Antwoord"), ("reason", "Woo")],
    );
    sitting.shows("2 suggestions left");
    html::check(&sitting.page);
    for (way, left) in [
        ("leave", "1 suggestion left"),
        ("accept", "All suggestions"),
    ] {
        let page = sitting.page.clone();
        let [from, to, sort] = ["from", "to", "sort"].map(|name| hidden(&page, name));
        let fields = [
            ("part", "0"),
            ("from", from.as_str()),
            ("to", &to),
            ("sort", &sort),
            ("suggestion-ground", "5.1.2e"),
            ("do", way),
        ];
        sitting.send(&format!("{all}/1/suggestion"), &fields);
        sitting.shows(left);
    }
    assert!(sitting.page.contains("Wijngaarden op <mark>06-12345678"));
}

#[test]
fn dossier_is_checked_proposed_and_written() {
    let (mut sitting, number) = a_sitting();
    let path = format!("/cases/{number}/sending");
    sitting.get(&format!("{path}?section=conversation"));
    html::check(&sitting.page);
    sitting.shows("bellrope/1 dossier");
    let section = ("section", "conversation");
    sitting.send(&format!("{path}/check"), &[section]);
    assert_eq!(sitting.status, 422);
    let mut checked = vec![section];
    checked.extend(ANSWERS);
    sitting.send(&format!("{path}/check"), &checked);
    sitting.shows("The check is done");
    html::check(&sitting.page);
    let to = [
        section,
        ("recipient", "de ombudsman"),
        ("purpose", "klacht"),
        ("key", "geen"),
    ];
    sitting.send(&format!("{path}/propose"), &to);
    sitting.shows("This is no key of a recipient");
    let to = [to[0], to[1], to[2], ("key", "passphrase")];
    sitting.send(&format!("{path}/propose"), &to);
    sitting.shows("dossier for de ombudsman: klacht");
    sitting.get(&format!("{path}/1"));
    html::check(&sitting.page);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dossier.age").display().to_string();
    let words = "zeven gele kwartels zingen niet";
    sitting.send(&format!("{path}/1"), &[("file", &file), ("words", "kort")]);
    assert_eq!(sitting.status, 422);
    sitting.send(&format!("{path}/1"), &[("file", &file), ("words", words)]);
    sitting.shows("Written: ");
    assert!(
        std::fs::read(&file)
            .unwrap()
            .starts_with(b"age-encryption.org/v1")
    );
}

#[test]
fn bodies_are_noted_with_a_key_of_their_own() {
    let (mut sitting, _) = a_sitting();
    sitting.get("/bodies");
    html::check(&sitting.page);
    sitting.shows("no key known");
    let body = [("body", "kmar"), ("contact", "brigade")];
    for (key, said) in [
        ("x", "no key of a recipient"),
        ("passphrase", "a key of its own"),
    ] {
        sitting.send("/bodies", &[body[0], body[1], ("key", key)]);
        assert_eq!(sitting.status, 422);
        sitting.shows(said);
    }
    let key = age::x25519::Identity::generate().to_public().to_string();
    sitting.send("/bodies", &[body[0], ("contact", " "), ("key", &key)]);
    sitting.shows("Write down how the body is reached");
    sitting.send("/bodies", &[body[0], body[1], ("key", &key)]);
    sitting.shows("Noted.");
    sitting.shows("brigade");
}

/// A redaction of one picture, 1131 × 1600 as a page of a PDF is; its screens.
fn a_sitting_with_a_picture() -> (Sitting, String) {
    let (mut world, _) = a_reported_world();
    let number = world.only_case();
    let source = Source::Page {
        attachment: 1,
        page: 1,
    };
    let new = NewRedaction {
        title: "Lijst",
        reason: &Reason::parse("Woo-verzoek").unwrap(),
        sources: &[],
        leaves: vec![(source, Leaf::Picture(Zeroizing::new(grey(1131, 1600))))],
    };
    let (vault, now, rng) = (&mut world.vault, world.now, &mut world.rng);
    let one = redaction::begin(vault, &number, new, now, rng).unwrap();
    let path = format!("/cases/{number}/redactions/{one}");
    (Sitting::open(world), path)
}

fn grey(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let pixels = vec![128; (width * height * 3) as usize];
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    file
}

/// The picture that is a button, as the page draws it.
fn image(page: &str) -> (u32, u32, String) {
    let tags = html::tags(page);
    let input = tags
        .iter()
        .find(|tag| tag.get("type") == Some("image"))
        .unwrap();
    assert!(!input.get("alt").unwrap().is_empty());
    let side = |name| input.get(name).unwrap().parse().unwrap();
    let source = input.get("src").unwrap().to_owned();
    (side("width"), side("height"), source)
}

/// Red, green and blue of a pixel of a picture.
fn pixel(sitting: &mut Sitting, path: &str, at: (u32, u32)) -> [u8; 3] {
    let response = sitting.ask(&Request::get(path));
    assert_eq!(response.header("Content-Type"), Some("image/png"));
    let decoder = png::Decoder::new(std::io::Cursor::new(response.body().to_vec()));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let head = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((head.width, head.height), (1131, 1600));
    let from = ((at.1 * head.width + at.0) * 3) as usize;
    pixels[from..from + 3].try_into().unwrap()
}

/// The box in numbers, as the page would send it.
fn sides(page: &str) -> [u32; 4] {
    ["x", "y", "width", "height"].map(|side| hidden(page, side).parse().unwrap())
}

const GREY: [u8; 3] = [128; 3];
const GONE: [u8; 3] = [32; 3];

#[test]
fn box_is_drawn_with_two_clicks_at_every_size_of_the_picture() {
    let (mut sitting, path) = a_sitting_with_a_picture();
    let draw = format!("{path}/draw/0");
    sitting.get(&path);
    html::check(&sitting.page);
    sitting.shows(&format!("href=\"{draw}\""));
    for (size, wide, high) in [
        ("small", 256, 362),
        ("medium", 640, 905),
        ("large", 1200, 1697),
    ] {
        sitting.get(&format!("{draw}?size={size}"));
        html::check(&sitting.page);
        sitting.shows("Then click the corner across from it");
        let (width, height, source) = image(&sitting.page);
        assert_eq!((width, height), (wide, high));
        assert_eq!(pixel(&mut sitting, &source, (565, 800)), GREY);
        // The middle, then a point to the left and above: any corner comes first.
        let (x, y) = (width / 2, height / 2);
        sitting.get(&format!("{draw}?size={size}&at.x={x}&at.y={y}"));
        html::check(&sitting.page);
        sitting.shows("The first corner is at the cross");
        let (_, _, source) = image(&sitting.page);
        let first = hidden(&sitting.page, "first");
        let (cross_x, cross_y) = first.split_once(',').unwrap();
        let cross = (cross_x.parse().unwrap(), cross_y.parse().unwrap());
        assert_ne!(pixel(&mut sitting, &source, cross), GREY);
        let (x, y) = (width / 4, height / 4);
        sitting.get(&format!(
            "{draw}?size={size}&first={first}&at.x={x}&at.y={y}"
        ));
        html::check(&sitting.page);
        sitting.shows("The yellow outline is the new box");
        // On the grid around (282, 400) to (565, 800), but for what a click can tell at this size.
        let [left, above, across, down] = sides(&sitting.page);
        assert!(
            left.abs_diff(256) <= 32 && above.abs_diff(384) <= 32,
            "{size}"
        );
        assert!((left + across).abs_diff(576) <= 32 && (above + down).abs_diff(832) <= 32);
        let (_, _, source) = image(&sitting.page);
        assert_ne!(pixel(&mut sitting, &source, (left, above)), GREY);
        assert_eq!(pixel(&mut sitting, &source, (left + 60, above + 60)), GREY);
    }
}

#[test]
fn box_that_was_drawn_is_kept_with_a_ground_and_taken_away_again() {
    let (mut sitting, path) = a_sitting_with_a_picture();
    let draw = format!("{path}/draw/0");
    sitting.get(&format!(
        "{draw}?size=medium&first=300,400&at.x=320&at.y=270"
    ));
    let kept = sides(&sitting.page).map(|side| side.to_string());
    let mut fields: Vec<(&str, &str)> = ["x", "y", "width", "height"]
        .into_iter()
        .zip(kept.iter().map(String::as_str))
        .collect();
    fields.push(("box-ground", "5.1.2e"));
    sitting.send(&draw, &fields);
    sitting.shows("The box is kept");
    sitting.shows("1 box is kept");
    sitting.shows("box 1 [5.1.2e]");
    html::check(&sitting.page);
    // Whoever draws still sees what is under it; what leaves does not have it.
    let inside = (400, 440);
    let (_, _, source) = image(&sitting.page);
    assert_eq!(pixel(&mut sitting, &source, inside), GREY);
    let left = format!("{path}/left/0");
    assert_eq!(pixel(&mut sitting, &left, inside), GONE);
    sitting.send(&format!("{path}/unmark"), &[("part", "0"), ("mark", "0")]);
    sitting.shows("The box is gone");
    sitting.shows("There is no box on this page yet");
    assert_eq!(pixel(&mut sitting, &left, inside), GREY);
}

#[test]
fn box_is_placed_and_moved_by_key() {
    let (mut sitting, path) = a_sitting_with_a_picture();
    let draw = format!("{path}/draw/0");
    // What a browser sends for Enter on the picture.
    sitting.get(&format!("{draw}?size=medium&at.x=0&at.y=0"));
    html::check(&sitting.page);
    sitting.shows("A key has no place on a picture");
    let [x, y, width, height] = sides(&sitting.page);
    let box_of = |[x, y, width, height]: [u32; 4]| {
        format!("{draw}?size=medium&x={x}&y={y}&width={width}&height={height}")
    };
    for (step, to) in [
        ("left", [x - 32, y, width, height]),
        ("down", [x, y + 32, width, height]),
        ("wider", [x, y, width + 32, height]),
        ("taller", [x, y, width, height + 32]),
    ] {
        sitting.get(&format!("{}&step={step}", box_of([x, y, width, height])));
        html::check(&sitting.page);
        assert_eq!(sides(&sitting.page), to, "{step}");
        sitting.shows(&format!("value=\"{step}\" autofocus"));
    }
    sitting.get(&box_of([100, 100, 10, 10]));
    assert_eq!(sides(&sitting.page), [96, 96, 32, 32]);
    sitting.shows("The yellow outline");
}

#[test]
fn drawing_says_what_is_no_box_and_goes_on() {
    let (mut sitting, path) = a_sitting_with_a_picture();
    let draw = format!("{path}/draw/0");
    for (query, said) in [
        ("x=1&y=2&width=drie&height=4", "Fill in a whole number"),
        ("x=1&y=2&width=2000&height=4", "The box lies outside"),
        ("x=1&y=2&width=0&height=4", "The box lies outside"),
        ("first=2000,1", "The box lies outside"),
    ] {
        sitting.get(&format!("{draw}?{query}"));
        assert_eq!(sitting.status, 422, "{query}");
        html::check(&sitting.page);
        sitting.shows(said);
        sitting.shows("click the first corner");
    }
    // A click on the edge, and what no browser sends.
    sitting.get(&format!("{draw}?first=10,10&at.x=640&at.y=-3"));
    html::check(&sitting.page);
    let [x, y, width, _] = sides(&sitting.page);
    assert_eq!((x, y, width), (0, 0, 1131));
    sitting.get(&format!("{draw}?size=x&first=abc&at.x=drie"));
    assert_eq!(sitting.status, 200);
    sitting.shows("Then click the corner across from it");
    for wrong in ["1", "9", "x"] {
        sitting.get(&format!("{path}/draw/{wrong}"));
        assert_eq!(sitting.status, 404, "{wrong}");
    }
}
