//! PDF: pages drawn as pixels; what would act is named, and does nothing.

use std::io::Write;
use std::panic::{self, AssertUnwindSafe};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::object::{Dict, MaybeRef, Object};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::output::{Output, Pixels};
use crate::Warning;
use crate::limit::SIDE_MAX;

/// The most objects that are searched for what would act.
const OBJECTS_MAX: usize = 500_000;
/// How deep dictionaries and arrays are searched inside one object.
const DEPTH_MAX: usize = 64;
/// A page is drawn at most this much larger than it says it is.
const SCALE_MAX: f32 = 4.0;

/// Shows the first pages.
pub(crate) fn show<W: Write>(file: Vec<u8>, output: &mut Output<W>) {
    let pdf = match Pdf::new(file) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => return output.warn(Warning::Locked),
        Err(LoadPdfError::Invalid) => return output.warn(Warning::Damaged),
    };
    for warning in acts(&pdf) {
        output.warn(warning);
    }
    if pdf.pages().is_empty() {
        output.warn(Warning::Damaged);
    }
    let cache = RenderCache::new();
    for page in pdf.pages().iter() {
        if output.is_full() {
            return output.warn(Warning::Truncated);
        }
        // One page that the renderer cannot bear leaves the others.
        let drawing = AssertUnwindSafe(|| draw(page, &cache));
        match panic::catch_unwind(drawing) {
            Ok(Some(pixels)) => output.picture(&pixels),
            _ => output.warn(Warning::Damaged),
        }
    }
}

/// Draws one page on white; `None` if it has no size.
fn draw<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Option<Pixels> {
    let (width, height) = page.render_dimensions();
    let longest = width.max(height);
    if !(longest.is_finite() && width > 0.0 && height > 0.0) {
        return None;
    }
    let most = SIDE_MAX as f32;
    let scale = (most / longest).min(SCALE_MAX);
    // A page that is only a line would have no pixels: at least one each way.
    let (x_scale, y_scale) = (scale.max(1.0 / width), scale.max(1.0 / height));
    if width * x_scale > most + 1.0 || height * y_scale > most + 1.0 {
        return None;
    }
    let settings = PixmapSettings {
        x_scale,
        y_scale,
        bg_color: WHITE,
    };
    let drawn = render(
        page,
        cache,
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    Some(pixels(&drawn))
}

fn pixels(drawn: &Pixmap) -> Pixels {
    // On a white ground nothing shows through.
    let rgb = drawn
        .data()
        .iter()
        .flat_map(|pixel| [pixel.r, pixel.g, pixel.b]);
    Pixels {
        width: u32::from(drawn.width()),
        height: u32::from(drawn.height()),
        rgb: rgb.collect(),
    }
}

/// Finds what would act, in every object that the file lists, also where no page points at it.
fn acts(pdf: &Pdf) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for object in pdf.objects().into_iter().take(OBJECTS_MAX) {
        let mut open = vec![(object, 0)];
        while let Some((object, depth)) = open.pop() {
            let inner: Vec<Object<'_>> = match &object {
                Object::Dict(dict) => search(dict, &mut warnings),
                Object::Stream(stream) => search(stream.dict(), &mut warnings),
                Object::Array(array) => array.raw_iter().filter_map(direct).collect(),
                _ => continue,
            };
            if depth < DEPTH_MAX {
                open.extend(inner.into_iter().map(|object| (object, depth + 1)));
            }
        }
    }
    warnings
}

/// Notes what a dictionary says, and returns the dictionaries and arrays inside of it.
fn search<'a>(dict: &Dict<'a>, warnings: &mut Vec<Warning>) -> Vec<Object<'a>> {
    let mut note = |warning| {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    };
    let mut inner = Vec::new();
    for (key, value) in dict.entries() {
        if let Some(warning) = of_key(key.as_ref()) {
            note(warning);
        }
        inner.extend(direct(value));
    }
    for key in ["S", "Subtype"] {
        if let Some(Object::Name(name)) = dict.get::<Object<'_>>(key)
            && let Some(warning) = of_action(name.as_ref())
        {
            note(warning);
        }
    }
    if let Some(Object::Dict(action)) = dict.get::<Object<'_>>("OpenAction") {
        let turns = matches!(action.get::<Object<'_>>("S"), Some(Object::Name(name)) if name.as_ref() == b"GoTo");
        // Beginning at some page is no act.
        if !turns {
            note(Warning::Automatic);
        }
    }
    inner
}

/// What stands in the object itself; what is only pointed at is searched where it stands.
fn direct(value: MaybeRef<Object<'_>>) -> Option<Object<'_>> {
    match value {
        MaybeRef::NotRef(object @ (Object::Dict(_) | Object::Array(_))) => Some(object),
        _ => None,
    }
}

/// ISO 32000-2 §7.7.2, §7.11.4, §12.6, §13.
fn of_key(key: &[u8]) -> Option<Warning> {
    match key {
        b"JS" | b"JavaScript" => Some(Warning::Scripts),
        b"AA" => Some(Warning::Automatic),
        b"EF" | b"EmbeddedFiles" => Some(Warning::Embedded),
        b"XFA" => Some(Warning::Actions),
        _ => None,
    }
}

/// ISO 32000-2 table 201 (actions) and table 171 (annotations).
fn of_action(name: &[u8]) -> Option<Warning> {
    match name {
        b"JavaScript" => Some(Warning::Scripts),
        b"Launch" | b"SubmitForm" | b"ImportData" => Some(Warning::Actions),
        b"URI" | b"GoToR" => Some(Warning::Links),
        b"GoToE" | b"FileAttachment" | b"RichMedia" | b"3D" | b"Movie" | b"Sound" | b"Screen" => {
            Some(Warning::Embedded)
        }
        _ => None,
    }
}
