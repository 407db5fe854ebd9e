//! Writes what is laid out: pages, tags, outline, metadata.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::{Destination, XyzDestination};
use krilla::geom::{Point, Size};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope,
    Tag, TagGroup, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document as Pdf, SerializeSettings};

use crate::chart::{Anchor, Drawing, Mark};
use crate::document::{Block, Content, Document, Meta};
use crate::font::{Weight, spell};
use crate::pdf::PdfError;
use crate::pdf::layout::{
    BOTTOM, Child, Heading, Kind, LEFT, Layout, PAGE_HEIGHT, PAGE_WIDTH, Page, Piece, PieceRole,
    ROOT, Rect, Shape, TOP, Tone, WIDTH,
};
use crate::pdf::paint::{bar, fill, paint, rect_of, stroke};
use crate::word::words;

/// The size of what stands in the margins, in points.
const MARGIN_SIZE: f32 = 8.5;

/// Writes a document.
pub(super) fn draw(document: &Document, layout: &Layout) -> Result<Vec<u8>, PdfError> {
    let mut pdf = Pdf::new_with(settings()?);
    let pen = Pen {
        document,
        layout,
        regular: font(Weight::Regular)?,
        bold: font(Weight::Bold)?,
    };
    let mut known = Vec::new();
    for (number, page) in layout.pages.iter().enumerate() {
        known.push(pen.page(&mut pdf, number, page)?);
    }
    let mut tree = TagTree::new();
    let root = group(layout, ROOT, &known)?;
    for child in root.children {
        tree.push(child);
    }
    pdf.set_tag_tree(tree);
    pdf.set_outline(outline(&layout.headings));
    pdf.set_metadata(metadata(document.meta()));
    pdf.finish().map_err(PdfError::Write)
}

fn settings() -> Result<SerializeSettings, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| PdfError::Standard)?;
    Ok(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    })
}

fn font(weight: Weight) -> Result<Font, PdfError> {
    Font::new(weight.file().into(), 0).ok_or(PdfError::Font)
}

/// Says what the document says of itself; the program has no version in it, for a newer one has to
/// give the same bytes.
fn metadata(meta: &Meta) -> Metadata {
    let date = DateTime::new(meta.date.year)
        .month(meta.date.month)
        .day(meta.date.day)
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    let mut metadata = Metadata::new()
        .title(meta.title.clone())
        .authors(vec![meta.author.clone()])
        .language(meta.language.tag().to_owned())
        .creation_date(date)
        .creator("Bellrope".to_owned())
        .producer("Bellrope".to_owned())
        .document_id(format!("{} / {}", meta.author, meta.identifier));
    if !meta.subject.is_empty() {
        metadata = metadata.description(meta.subject.clone());
    }
    metadata
}

/// Nests the headings beneath each other.
fn outline(headings: &[Heading]) -> Outline {
    let mut outline = Outline::new();
    let mut rest = headings;
    while let Some((node, left)) = outline_node(rest) {
        outline.push_child(node);
        rest = left;
    }
    outline
}

fn outline_node(headings: &[Heading]) -> Option<(OutlineNode, &[Heading])> {
    let (first, mut rest) = headings.split_first()?;
    let mut node = OutlineNode::new(first.text.clone(), place(first));
    while let Some(next) = rest.first()
        && next.level > first.level
        && let Some((child, left)) = outline_node(rest)
    {
        node.push_child(child);
        rest = left;
    }
    Some((node, rest))
}

fn place(heading: &Heading) -> XyzDestination {
    XyzDestination::new(heading.page, Point::from_xy(LEFT, heading.y))
}

/// Builds the tags of a node and of all beneath it.
fn group(layout: &Layout, id: usize, known: &[Vec<Known>]) -> Result<TagGroup, PdfError> {
    let Some(node) = layout.tags.get(id) else {
        return Ok(TagGroup::new(Tag::Div));
    };
    let mut group = tag(&node.kind)?;
    for child in &node.children {
        match child {
            Child::Node(id) => group.push(self::group(layout, *id, known)?),
            Child::Piece { page, piece } => {
                if let Some(is) = known.get(*page).and_then(|page| page.get(*piece)) {
                    group.push(is.words);
                    if let Some(link) = is.link {
                        group.push(link);
                    }
                }
            }
        }
    }
    Ok(group)
}

fn tag(kind: &Kind) -> Result<TagGroup, PdfError> {
    Ok(match kind {
        Kind::Document => TagGroup::new(Tag::Part),
        Kind::Heading { level, text } => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            TagGroup::new(Tag::Hn(level, Some(text.clone())))
        }
        Kind::Paragraph => TagGroup::new(Tag::P),
        Kind::Strong => TagGroup::new(Tag::Strong),
        Kind::Contents => TagGroup::new(Tag::TOC),
        Kind::ContentsItem => TagGroup::new(Tag::TOCI),
        Kind::Link => TagGroup::new(Tag::Link),
        Kind::List { ordered: true } => TagGroup::new(Tag::L(ListNumbering::Decimal)),
        Kind::List { ordered: false } => TagGroup::new(Tag::L(ListNumbering::Disc)),
        Kind::Item => TagGroup::new(Tag::LI),
        Kind::Label => TagGroup::new(Tag::Lbl),
        Kind::Body => TagGroup::new(Tag::LBody),
        Kind::Table => TagGroup::new(Tag::Table),
        Kind::Caption => TagGroup::new(Tag::Caption),
        Kind::Head => TagGroup::new(Tag::THead),
        Kind::Rows => TagGroup::new(Tag::TBody),
        Kind::Row => TagGroup::new(Tag::TR),
        Kind::ColumnHeader => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
        Kind::RowHeader => TagGroup::new(Tag::TH(TableHeaderScope::Row)),
        Kind::Cell => TagGroup::new(Tag::TD),
        Kind::Figure {
            alternative,
            page,
            rect,
        } => {
            let bounds = BBox::new(*page, rect_of(*rect, *page)?);
            let figure = Tag::Figure(Some(alternative.clone()));
            TagGroup::new(figure.with_bbox(Some(bounds)))
        }
    })
}

/// What a piece is known as in the tags: its words, and if it leads somewhere, the link.
struct Known {
    words: Identifier,
    link: Option<Identifier>,
}

struct Pen<'a> {
    document: &'a Document,
    layout: &'a Layout,
    regular: Font,
    bold: Font,
}

impl Pen<'_> {
    /// Writes a page; returns what each piece is known as.
    fn page(&self, pdf: &mut Pdf, number: usize, content: &Page) -> Result<Vec<Known>, PdfError> {
        let label = PageLabel::new(Some(NumberingStyle::Arabic), None, shown(number));
        let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT)
            .ok_or(PdfError::Length { page: number })?
            .with_page_label(label);
        let mut page = pdf.start_page_with(settings);
        let mut known = Vec::new();
        let mut surface = page.surface();
        self.margins(&mut surface, number);
        for piece in &content.pieces {
            known.push(Known {
                words: self.piece(&mut surface, piece, number)?,
                link: None,
            });
        }
        surface.finish();
        for (piece, known) in content.pieces.iter().zip(&mut known) {
            let PieceRole::Link { heading, rect } = piece.role else {
                continue;
            };
            let Some(heading) = self.layout.headings.get(heading) else {
                continue;
            };
            let target = Target::Destination(Destination::Xyz(place(heading)));
            let link = LinkAnnotation::new(rect_of(rect, number)?, target);
            let link = Annotation::new_link(link, Some(heading.text.clone()));
            known.link = Some(page.add_tagged_annotation(link));
        }
        page.finish();
        Ok(known)
    }

    /// Writes label, what the document is, and "page x of y".
    fn margins(&self, surface: &mut Surface<'_>, number: usize) {
        let meta = self.document.meta();
        let said = words(meta.language);
        let size = MARGIN_SIZE;
        let above = Artifact::with_kind(ArtifactType::Header);
        surface.start_tagged(ContentTag::Artifact(above));
        if !meta.label.is_empty() {
            let y = TOP - 26.0;
            self.words(
                surface,
                LEFT,
                y,
                size,
                Weight::Bold,
                Tone::Ink,
                &spell(&meta.label),
            );
        }
        surface.end_tagged();
        let beneath = Artifact::with_kind(ArtifactType::Footer);
        surface.start_tagged(ContentTag::Artifact(beneath));
        let y = BOTTOM + 26.0;
        let is = spell(&format!("{} · {}", meta.author, meta.identifier));
        self.words(surface, LEFT, y, size, Weight::Regular, Tone::Ink, &is);
        let pages = self.layout.pages.len();
        let count = format!("{} {} {} {pages}", said.page, number + 1, said.of);
        let x = LEFT + WIDTH - Weight::Regular.width(&count) * size;
        self.words(surface, x, y, size, Weight::Regular, Tone::Ink, &count);
        surface.end_tagged();
    }

    fn piece(
        &self,
        surface: &mut Surface<'_>,
        piece: &Piece,
        page: usize,
    ) -> Result<Identifier, PdfError> {
        let is_drawing = |shape: &Shape| matches!(shape, Shape::Chart { .. } | Shape::Image { .. });
        let tag = match &piece.role {
            PieceRole::Artifact => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
            PieceRole::Content { .. } if piece.shapes.iter().any(is_drawing) => ContentTag::Other,
            PieceRole::Content { language } => {
                ContentTag::Span(SpanTag::empty().with_lang(language.map(|it| it.tag())))
            }
            PieceRole::Link { .. } => ContentTag::Span(SpanTag::empty()),
        };
        let known = surface.start_tagged(tag);
        for shape in &piece.shapes {
            self.shape(surface, shape, page)?;
        }
        surface.end_tagged();
        Ok(known)
    }

    fn shape(&self, surface: &mut Surface<'_>, shape: &Shape, page: usize) -> Result<(), PdfError> {
        match shape {
            Shape::Words {
                x,
                y,
                size,
                weight,
                tone,
                text,
            } => self.words(surface, *x, *y, *size, *weight, *tone, text),
            Shape::PageOf { heading, x, y } => {
                if let Some(heading) = self.layout.headings.get(*heading) {
                    let text = (heading.page + 1).to_string();
                    let x = x - Weight::Regular.width(&text) * 10.5;
                    self.words(surface, x, *y, 10.5, Weight::Regular, Tone::Ink, &text);
                }
            }
            Shape::Fill { rect, tone } => fill(surface, *rect, *tone, page)?,
            Shape::Chart {
                x,
                y,
                scale,
                drawing,
            } => self.chart(surface, (*x, *y), *scale, drawing, page)?,
            Shape::Image { rect, block } => self.image(surface, *rect, *block, page)?,
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "a place, a look, a text")]
    fn words(
        &self,
        surface: &mut Surface<'_>,
        x: f32,
        y: f32,
        size: f32,
        weight: Weight,
        tone: Tone,
        text: &str,
    ) {
        let glyphs: Vec<KrillaGlyph> = text
            .char_indices()
            .filter_map(|(at, letter)| {
                let glyph = GlyphId::new(weight.glyph(letter)?);
                let advance = weight.advance(letter);
                let range = at..at + letter.len_utf8();
                Some(KrillaGlyph::new(glyph, advance, 0.0, 0.0, 0.0, range, None))
            })
            .collect();
        if glyphs.is_empty() {
            return;
        }
        let font = match weight {
            Weight::Regular => self.regular.clone(),
            Weight::Bold => self.bold.clone(),
        };
        surface.set_stroke(None);
        surface.set_fill(Some(paint(tone)));
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, text, size, false);
    }

    fn image(
        &self,
        surface: &mut Surface<'_>,
        rect: Rect,
        block: usize,
        page: usize,
    ) -> Result<(), PdfError> {
        let Some(Block::Figure(figure)) = self.document.blocks().get(block) else {
            return Ok(());
        };
        let Content::Image(pixels) = &figure.content else {
            return Ok(());
        };
        let image = Image::from_rgba8(pixels.rgba().to_vec(), pixels.width(), pixels.height());
        let size = Size::from_wh(rect.width, rect.height).ok_or(PdfError::Length { page })?;
        let place = krilla::geom::Transform::from_translate(rect.x, rect.y);
        surface.push_transform(&place);
        surface.draw_image(image, size);
        surface.pop();
        Ok(())
    }

    fn chart(
        &self,
        surface: &mut Surface<'_>,
        (x, y): (f32, f32),
        scale: f32,
        drawing: &Drawing,
        page: usize,
    ) -> Result<(), PdfError> {
        let move_to = krilla::geom::Transform::from_row(scale, 0.0, 0.0, scale, x, y);
        surface.push_transform(&move_to);
        for mark in &drawing.marks {
            match mark {
                Mark::Text { x, y, anchor, text } => {
                    let text = spell(text);
                    let size = Drawing::TEXT_SIZE;
                    let x = match anchor {
                        Anchor::Start => *x,
                        Anchor::End => x - Weight::Regular.width(&text) * size,
                    };
                    // A space after it, for whoever copies the text.
                    let text = format!("{text} ");
                    self.words(surface, x, *y, size, Weight::Regular, Tone::Ink, &text);
                }
                Mark::Axis { x, from, to } => {
                    stroke(surface, &[[*x, *from, *x, *to]], rgb::Color::black(), None);
                }
                Mark::Bar {
                    place,
                    series,
                    filling,
                } => {
                    let rect = Rect {
                        x: place.x,
                        y: place.y,
                        width: place.width,
                        height: place.height,
                    };
                    bar(surface, rect, *series, filling, page)?;
                }
            }
        }
        surface.pop();
        Ok(())
    }
}

/// Counts pages from 1.
fn shown(number: usize) -> Option<NonZeroU32> {
    NonZeroU32::new(u32::try_from(number + 1).ok()?)
}
