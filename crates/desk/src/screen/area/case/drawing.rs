//! Boxes over a picture, drawn with two clicks on it or moved step by step with buttons. There is no
//! script: the picture is the button of a form, and a browser says where it was clicked, in pixels of
//! the picture as it is drawn. It is drawn at a size of ours, so the server knows which pixel that is.

use bellrope_redact::pixels::place::{Drawn, Point, Step};
use bellrope_redact::pixels::{self, Drawing, Frame};
use maud::{Markup, html};
use zeroize::Zeroizing;

use super::head::{self, Part};
use super::marking::{find, grounds, take_away};
use super::redact::{path_of, source_of};
use crate::case::CaseNumber;
use crate::redaction::{self, Content, Framed, Redaction, RedactionError};
use crate::screen::component::{Errors, Field, Tone, button, field, link_button, note};
use crate::screen::form::Form;
use crate::screen::{Answer, Context, Method, Refusal, Response};
use crate::text::Value;

/// How wide a picture is drawn, in CSS pixels: the whole of it on a phone, lines that can be read, letters.
const SIZES: [(&str, u32); 3] = [("small", 256), ("medium", 640), ("large", 1_200)];
/// The fields of a box: pixels from the left, from above, width, height.
const SIDES: [&str; 4] = ["x", "y", "width", "height"];
/// The ground that most boxes have.
const USUAL: &str = "5.1.2e";

/// Returns the path where boxes are drawn over a part.
pub(super) fn path(number: &CaseNumber, redaction: u32, part: usize) -> String {
    format!("{}/draw/{part}", path_of(number, redaction))
}

/// What the address says of a drawing: nothing of what is on the picture.
struct Sent {
    wide: u32,
    /// Where the picture was clicked just now, as it is drawn.
    clicked: Option<Point>,
    first: Option<Point>,
    frame: Option<Frame>,
    step: Option<Step>,
}

impl Sent {
    fn read(form: &Form) -> Self {
        let named = SIZES.iter().find(|(name, _)| *name == form.text("size"));
        Self {
            wide: named.map_or(SIZES[1].1, |(_, wide)| *wide),
            clicked: clicked(form),
            first: point(form.text("first")),
            frame: frame_of(form),
            step: Step::of_code(form.text("step")),
        }
    }

    fn size(&self) -> &'static str {
        let of = SIZES.iter().find(|(_, wide)| *wide == self.wide);
        of.map_or(SIZES[1].0, |(name, _)| name)
    }
}

/// Browsers send whole numbers; one beside the picture can be below nought.
fn clicked(form: &Form) -> Option<Point> {
    let side = |name| {
        let at: i64 = form.text(name).parse().ok()?;
        Some(u32::try_from(at.max(0)).unwrap_or(u32::MAX))
    };
    Some(Point {
        x: side("at.x")?,
        y: side("at.y")?,
    })
}

fn point(text: &str) -> Option<Point> {
    let (x, y) = text.split_once(',')?;
    Some(Point {
        x: x.parse().ok()?,
        y: y.parse().ok()?,
    })
}

fn frame_of(form: &Form) -> Option<Frame> {
    let [x, y, width, height] = SIDES.map(|side| form.text(side).trim().parse().ok());
    Some(Frame {
        x: x?,
        y: y?,
        width: width?,
        height: height?,
    })
}

/// A picture of a redaction, over which boxes are drawn.
struct Sheet<'a> {
    path: String,
    picture_path: String,
    sides: (u32, u32),
    drawn: Drawn,
    size: &'static str,
    found: &'a Redaction,
    part: usize,
    frames: &'a [Framed],
}

/// How far the drawing of a box is.
enum Stage {
    /// Nothing was clicked yet.
    Nothing,
    /// One corner was.
    Corner(Point),
    /// There is a box to look at; `by_key` if the picture was pressed with a key, which has no place.
    Box { frame: Frame, by_key: bool },
    /// What was filled in is no box of this picture.
    Outside,
}

impl Stage {
    fn of(sent: &Sent, sides: (u32, u32), drawn: Drawn) -> Self {
        let (width, height) = sides;
        let inside = |frame: Result<Frame, _>, by_key| match frame {
            Ok(frame) => Self::Box { frame, by_key },
            Err(_) => Self::Outside,
        };
        if let Some(clicked) = sent.clicked {
            // What a browser sends for a key; whoever clicks the very corner gets a box there to move.
            if (clicked.x, clicked.y) == (0, 0) {
                let at = sent.first.unwrap_or(Point {
                    x: width / 3,
                    y: height / 3,
                });
                return inside(Frame::small_at(at, width, height), true);
            }
            let at = drawn.point_of(sides, clicked);
            return match sent.first {
                None => Self::Corner(at),
                Some(first) => inside(Frame::between(first, at).snapped(width, height), false),
            };
        }
        match (sent.frame, sent.first) {
            (Some(frame), _) => match sent.step {
                Some(step) => inside(frame.stepped(step, width, height), false),
                None => inside(frame.snapped(width, height), false),
            },
            (None, Some(first)) if first.x < width && first.y < height => Self::Corner(first),
            (None, Some(_)) => Self::Outside,
            (None, None) => Self::Nothing,
        }
    }

    /// What of it stands in an address.
    fn query(&self) -> String {
        match self {
            Self::Corner(at) => format!("&first={},{}", at.x, at.y),
            Self::Box { frame, .. } => query_of(*frame),
            Self::Nothing | Self::Outside => String::new(),
        }
    }

    fn frame(&self) -> Option<Frame> {
        match self {
            Self::Box { frame, .. } => Some(*frame),
            _ => None,
        }
    }

    /// The text that says what to do next.
    fn words(&self) -> &'static str {
        match self {
            Self::Nothing | Self::Outside => "draw-first",
            Self::Corner(_) => "draw-second",
            Self::Box { by_key: false, .. } => "draw-box",
            Self::Box { by_key: true, .. } => "draw-by-key",
        }
    }
}

fn query_of(frame: Frame) -> String {
    let Frame {
        x,
        y,
        width,
        height,
    } = frame;
    format!("&x={x}&y={y}&width={width}&height={height}")
}

fn part_in(context: &Context<'_>) -> Result<usize, Refusal> {
    context.place("part").parse().map_err(|_| Refusal::absent())
}

pub(super) fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    // An address without a box is none that was filled in wrongly.
    let query = context.request.query();
    if query.has(SIDES[0]) {
        wrong_sides(context, query, &mut errors);
    }
    page(context, errors)
}

fn wrong_sides(context: &Context<'_>, form: &Form, errors: &mut Errors) {
    for side in SIDES {
        if form.text(side).trim().parse::<u32>().is_err() {
            errors.add(side, context.text("redact-box-number"));
        }
    }
}

fn page(context: &mut Context<'_>, mut errors: Errors) -> Result<Answer, Refusal> {
    let (number, found) = find(context)?;
    let part = part_in(context)?;
    let view = super::open(context)?;
    let content = found.parts.get(part).map(|it| &it.content);
    let Some(Content::Picture {
        width,
        height,
        frames,
    }) = content
    else {
        return Err(Refusal::absent());
    };
    let sent = Sent::read(match context.request.method() {
        Method::Get => context.request.query(),
        Method::Post => context.request.form(),
    });
    let sides = (*width, *height);
    let drawn = Drawn::fitted(sides, sent.wide);
    let stage = Stage::of(&sent, sides, drawn);
    if matches!(stage, Stage::Outside) && !errors.has("x") {
        errors.add("x", context.text("redact-box-outside"));
    }
    let sheet = Sheet {
        path: path(&number, found.number, part),
        picture_path: format!("{}/picture/{part}", path_of(&number, found.number)),
        sides,
        drawn,
        size: sent.size(),
        found: &found,
        part,
        frames,
    };
    let texts = context.texts();
    let heading = [
        ("part", Value::from(part + 1)),
        (
            "source",
            Value::from(source_of(texts, found.parts[part].source)),
        ),
    ];
    let body = html! {
        h3 { (texts.with("draw-title", &heading)) }
        (sizes(context, &sheet, &stage))
        div #picking {
            (note(Tone::Info, html! { p { (texts.get(stage.words())) } }))
            @if let Some(frame) = stage.frame() {
                (keep_form(context, &sheet, frame, &errors))
                (steps(context, &sheet, frame))
            }
            (picking(context, &sheet, &stage))
        }
        (frames_of(context, &number, &sheet))
        (numbers(context, &sheet, &stage, &errors))
        div .actions {
            (link_button(&path_of(&number, found.number), &texts.get("draw-back")))
        }
    };
    let page = head::page(context, &view, Part::Redactions, &body, &errors);
    Ok(context.show(page))
}

/// How large the picture is drawn: a smaller one fits on a phone, on a larger one letters can be read.
fn sizes(context: &Context<'_>, sheet: &Sheet<'_>, stage: &Stage) -> Markup {
    let texts = context.texts();
    let query = stage.query();
    html! {
        nav .sizes aria-label=(texts.get("draw-size")) {
            span aria-hidden="true" { (texts.get("draw-size")) ": " }
            @for (name, _) in SIZES {
                a href=(format!("{}?size={name}{query}#picking", sheet.path))
                    aria-current=[(name == sheet.size).then_some("true")] {
                    (texts.get(&format!("draw-size-{name}")))
                }
            }
        }
    }
}

/// The picture, which is a button: two clicks are two corners.
fn picking(context: &Context<'_>, sheet: &Sheet<'_>, stage: &Stage) -> Markup {
    let texts = context.texts();
    let label = match stage {
        Stage::Corner(_) => "draw-pick-second",
        _ => "draw-pick-first",
    };
    let source = format!(
        "{}?of={}{}",
        sheet.picture_path,
        sheet.frames.len(),
        stage.query()
    );
    html! {
        form .picking method="get" action=(format!("{}#picking", sheet.path)) {
            input type="hidden" name="size" value=(sheet.size);
            @if let Stage::Corner(at) = stage {
                input type="hidden" name="first" value=(format!("{},{}", at.x, at.y));
            }
            label for="at" { (texts.get(label)) }
            div .sheet {
                input #at type="image" name="at" src=(source) width=(sheet.drawn.width)
                    height=(sheet.drawn.height) alt=(texts.get("draw-alternative"));
            }
        }
        @if matches!(stage, Stage::Corner(_) | Stage::Box { .. }) {
            p { a href=(format!("{}?size={}#picking", sheet.path, sheet.size)) { (texts.get("draw-again")) } }
        }
    }
}

/// What keeps the box that shows.
fn keep_form(context: &Context<'_>, sheet: &Sheet<'_>, frame: Frame, errors: &Errors) -> Markup {
    let texts = context.texts();
    let fields = html! {
        input type="hidden" name="size" value=(sheet.size);
        (sides_of(frame))
        (grounds(context, "box-ground", sheet.found, USUAL, errors))
        div .actions { (button(&texts.get("redact-box-do"))) }
    };
    context.frame.form(&sheet.path, fields)
}

/// Buttons that move the box or a side of it by a step: for a key, and for a click that fell beside. The
/// one that was pressed has the focus again.
fn steps(context: &Context<'_>, sheet: &Sheet<'_>, frame: Frame) -> Markup {
    let texts = context.texts();
    let pressed = context.request.query().text("step");
    html! {
        form method="get" action=(sheet.path) {
            input type="hidden" name="size" value=(sheet.size);
            (sides_of(frame))
            fieldset {
                legend { (texts.get("draw-steps")) }
                div .actions {
                    @for step in Step::ALL {
                        button .button type="submit" name="step" value=(step.code())
                            autofocus[step.code() == pressed] {
                            (texts.get(&format!("draw-step-{}", step.code())))
                        }
                    }
                }
            }
        }
    }
}

/// A box in fields that do not show.
fn sides_of(frame: Frame) -> Markup {
    let values = [frame.x, frame.y, frame.width, frame.height];
    html! {
        @for (side, value) in SIDES.iter().zip(values) {
            input type="hidden" name=(side) value=(value);
        }
    }
}

/// The boxes that are kept, each with its number on the picture.
fn frames_of(context: &Context<'_>, number: &CaseNumber, sheet: &Sheet<'_>) -> Markup {
    let texts = context.texts();
    let title = |id| texts.with(id, &[("count", Value::from(sheet.frames.len()))]);
    html! {
        h4 { (title("draw-boxes")) }
        @if sheet.frames.is_empty() {
            p { (texts.get("draw-none")) }
        } @else {
            (list_of(context, &path_of(number, sheet.found.number), sheet.part, sheet.frames))
        }
    }
}

/// Lists the boxes of a picture, each with a button that takes it away.
pub(super) fn list_of(context: &Context<'_>, path: &str, part: usize, frames: &[Framed]) -> Markup {
    let words = |(at, it): (usize, &Framed)| {
        let values = [
            ("box", Value::from(at + 1)),
            ("ground", Value::from(it.ground.clone())),
        ];
        context.text_with("draw-one", &values)
    };
    html! {
        ul {
            @for (at, it) in frames.iter().enumerate() {
                @let words = words((at, it));
                li { (words) " " (take_away(context, path, part, at, &words)) }
            }
        }
    }
}

/// The box in numbers: what was clicked, to be changed with a key, or to be filled in without a click.
fn numbers(context: &Context<'_>, sheet: &Sheet<'_>, stage: &Stage, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sides = [
        ("width", Value::from(sheet.sides.0)),
        ("height", Value::from(sheet.sides.1)),
    ];
    let sent = context.request.query();
    let value = |side: &str| match stage.frame() {
        Some(frame) => match side {
            "x" => frame.x.to_string(),
            "y" => frame.y.to_string(),
            "width" => frame.width.to_string(),
            _ => frame.height.to_string(),
        },
        None => sent.text(side).to_owned(),
    };
    html! {
        h4 { (texts.get("draw-numbers")) }
        p .hint { (texts.with("draw-numbers-hint", &sides)) }
        form method="get" action=(format!("{}#picking", sheet.path)) novalidate {
            input type="hidden" name="size" value=(sheet.size);
            @for side in SIDES {
                (field(&Field {
                    id: side,
                    label: &texts.get(&format!("redact-box-{side}")),
                    value: &value(side),
                    kind: "number",
                    required: true,
                    ..Field::default()
                }, errors))
            }
            div .actions { (button_plain(&texts.get("draw-numbers-do"))) }
        }
    }
}

/// A button beside which there is one that counts more.
fn button_plain(text: &str) -> Markup {
    html! { button .button type="submit" { (text) } }
}

/// Keeps a box.
pub(super) fn keep(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (number, found) = find(context)?;
    let part = part_in(context)?;
    let form = context.request.form();
    let mut errors = Errors::default();
    let Some(frame) = frame_of(form) else {
        wrong_sides(context, form, &mut errors);
        return page(context, errors);
    };
    let ground = form.text("box-ground").to_owned();
    let size = Sent::read(form).size();
    let (vault, now, at) = (&mut context.session.vault, context.now, found.number);
    match redaction::frame(vault, &number, at, (part, frame), &ground, now, context.rng) {
        Ok(()) => {
            context.flash(Tone::Good, context.text("draw-kept"));
            let path = path(&number, at, part);
            Ok(context.see(format!("{path}?size={size}")))
        }
        Err(RedactionError::Pixels(_)) => {
            errors.add("x", context.text("redact-box-outside"));
            page(context, errors)
        }
        Err(err) => Err(err.into()),
    }
}

/// Carries the pixels of a part as the preview had them, the boxes as outlines over them.
pub(super) fn picture(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (found, png) = pixels_of(context)?;
    let frames = frames_in(context, &found)?;
    let query = context.request.query();
    let drawing = match (frame_of(query), point(query.text("first"))) {
        (Some(frame), _) => Some(Drawing::Box(frame)),
        (None, Some(at)) => Some(Drawing::Corner(at)),
        (None, None) => None,
    };
    let sketched = pixels::sketch(&png, &frames, drawing).map_err(RedactionError::from)?;
    answer(&sketched)
}

/// Carries the pixels of a part that are left.
pub(super) fn left_picture(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let (found, png) = pixels_of(context)?;
    let frames = frames_in(context, &found)?;
    let burnt = pixels::burn(&png, &frames).map_err(RedactionError::from)?;
    answer(&burnt)
}

fn answer(picture: &pixels::Picture) -> Result<Answer, Refusal> {
    let png = picture.png().map_err(RedactionError::from)?;
    Ok(Response::of(200, "image/png", png).into())
}

fn pixels_of(context: &Context<'_>) -> Result<(Redaction, Zeroizing<Vec<u8>>), Refusal> {
    let (number, found) = find(context)?;
    let part = part_in(context)?;
    let reading = context.session.vault.read()?;
    let png = redaction::picture(&reading, &number, found.number, part)?;
    Ok((found, png))
}

fn frames_in(context: &Context<'_>, found: &Redaction) -> Result<Vec<Frame>, Refusal> {
    let part = part_in(context)?;
    Ok(match found.parts.get(part).map(|it| &it.content) {
        Some(Content::Picture { frames, .. }) => frames.iter().map(|it| it.frame).collect(),
        _ => Vec::new(),
    })
}
