//! Colours, lines and areas on a page.

use krilla::color::rgb;
use krilla::geom::PathBuilder;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;

use crate::chart::Filling;
use crate::pdf::PdfError;
use crate::pdf::layout::{Rect, Tone};

pub(super) fn bar(
    surface: &mut Surface<'_>,
    rect: Rect,
    series: usize,
    filling: &Filling,
    page: usize,
) -> Result<(), PdfError> {
    let tone = match series % 2 {
        0 => first(),
        _ => second(),
    };
    let Rect {
        x,
        y,
        width,
        height,
    } = rect;
    let (right, beneath) = (x + width, y + height);
    let edge = [
        [x, y, right, y],
        [right, y, right, beneath],
        [right, beneath, x, beneath],
        [x, beneath, x, y],
    ];
    match filling {
        Filling::Solid => {
            surface.set_stroke(None);
            surface.set_fill(Some(Fill {
                paint: tone.into(),
                ..Fill::default()
            }));
            let mut path = PathBuilder::new();
            path.push_rect(rect_of(rect, page)?);
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        Filling::Dashed => {
            let dash = StrokeDash {
                array: vec![3.0, 2.0],
                offset: 0.0,
            };
            stroke(surface, &edge, tone, Some(dash));
        }
        Filling::Lines(lines) => {
            stroke(surface, &edge, tone, None);
            stroke(surface, lines, tone, None);
        }
    }
    Ok(())
}

pub(super) fn stroke(
    surface: &mut Surface<'_>,
    lines: &[[f32; 4]],
    tone: rgb::Color,
    dash: Option<StrokeDash>,
) {
    let mut path = PathBuilder::new();
    for [x1, y1, x2, y2] in lines {
        path.move_to(*x1, *y1);
        path.line_to(*x2, *y2);
    }
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: tone.into(),
        width: 1.0,
        dash,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

pub(super) fn fill(
    surface: &mut Surface<'_>,
    rect: Rect,
    tone: Tone,
    page: usize,
) -> Result<(), PdfError> {
    let mut path = PathBuilder::new();
    path.push_rect(rect_of(rect, page)?);
    surface.set_stroke(None);
    surface.set_fill(Some(paint(tone)));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    Ok(())
}

pub(super) fn first() -> rgb::Color {
    rgb::Color::new(0x12, 0x45, 0x6f)
}

pub(super) fn second() -> rgb::Color {
    rgb::Color::new(0x8a, 0x3c, 0x00)
}

pub(super) fn paint(tone: Tone) -> Fill {
    let color = match tone {
        Tone::Ink => rgb::Color::black(),
        Tone::Paper => rgb::Color::white(),
        Tone::Line => rgb::Color::new(0x6b, 0x70, 0x80),
        Tone::Soft => rgb::Color::new(0xf1, 0xf2, 0xf6),
        Tone::Accent => first(),
    };
    Fill {
        paint: color.into(),
        ..Fill::default()
    }
}

pub(super) fn rect_of(rect: Rect, page: usize) -> Result<krilla::geom::Rect, PdfError> {
    krilla::geom::Rect::from_xywh(rect.x, rect.y, rect.width, rect.height)
        .ok_or(PdfError::Length { page })
}
