//! A document that is laid out: what is drawn where on each page, and the tree of tags.

use crate::chart;
use crate::document::Language;
use crate::font::Weight;

/// A4, in points.
pub(super) const PAGE_WIDTH: f32 = 595.28;
pub(super) const PAGE_HEIGHT: f32 = 841.89;
/// The edges of what is set; the label stands above, page numbers beneath.
pub(super) const LEFT: f32 = 57.0;
pub(super) const WIDTH: f32 = PAGE_WIDTH - 2.0 * LEFT;
pub(super) const TOP: f32 = 68.0;
pub(super) const BOTTOM: f32 = PAGE_HEIGHT - 62.0;

pub(super) const ROOT: usize = 0;

/// A laid out document.
pub(super) struct Layout {
    pub(super) pages: Vec<Page>,
    pub(super) tags: Vec<Node>,
    pub(super) headings: Vec<Heading>,
}

/// What is drawn on a page, in this order.
#[derive(Default)]
pub(super) struct Page {
    pub(super) pieces: Vec<Piece>,
}

/// Shapes that belong together.
pub(super) struct Piece {
    pub(super) role: PieceRole,
    pub(super) shapes: Vec<Shape>,
}

/// What a piece is to a reader.
pub(super) enum PieceRole {
    /// Nothing: lines, backgrounds, repeated headers.
    Artifact,
    /// Words or a drawing; the node that they belong to knows them.
    Content { language: Option<Language> },
    /// A line of the contents that leads to a heading.
    Link { heading: usize, rect: Rect },
}

#[derive(Clone, Copy)]
pub(super) struct Rect {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// What is drawn.
pub(super) enum Shape {
    Words {
        x: f32,
        y: f32,
        size: f32,
        weight: Weight,
        tone: Tone,
        text: String,
    },
    /// The number of a heading's page, ending at `x`.
    PageOf {
        heading: usize,
        x: f32,
        y: f32,
    },
    Fill {
        rect: Rect,
        tone: Tone,
    },
    Chart {
        x: f32,
        y: f32,
        scale: f32,
        drawing: chart::Drawing,
    },
    /// The picture of that block.
    Image {
        rect: Rect,
        block: usize,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Ink,
    Paper,
    Line,
    Soft,
    Accent,
}

/// A node of the tag tree.
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) children: Vec<Child>,
}

/// What a node is.
#[derive(Clone)]
pub(super) enum Kind {
    Document,
    Heading {
        level: u16,
        text: String,
    },
    Paragraph,
    Strong,
    Contents,
    ContentsItem,
    Link,
    List {
        ordered: bool,
    },
    Item,
    Label,
    Body,
    Table,
    Caption,
    Head,
    Rows,
    Row,
    ColumnHeader,
    RowHeader,
    Cell,
    Figure {
        alternative: String,
        page: usize,
        rect: Rect,
    },
}

/// A child of a node: another, or a piece of a page.
pub(super) enum Child {
    Node(usize),
    Piece { page: usize, piece: usize },
}

/// A heading, for the outline and the contents.
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}
