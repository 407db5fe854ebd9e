//! Where everything stands on paper, and what it is to a reader without eyes.

use crate::chart;
use crate::document::{Block, Content, Document, Figure, Level, List, Text};
use crate::font::{Weight, spell};
use crate::pdf::layout::{
    BOTTOM, Child, Heading, Kind, LEFT, Layout, Node, Page, Piece, PieceRole, ROOT, Rect, Shape,
    TOP, Tone, WIDTH,
};
use crate::pdf::table;
use crate::pdf::text::{BOX_WIDTH, Line, Style, What, lines};
use crate::word::words;

const BODY: Style = style(10.5, 15.0, Weight::Regular);
const TITLE: Style = style(22.0, 28.0, Weight::Bold);
const SMALL: Style = style(9.0, 12.5, Weight::Regular);

pub(super) const fn style(size: f32, step: f32, weight: Weight) -> Style {
    Style { size, step, weight }
}

/// Lays a document out.
pub(super) fn lay_out(document: &Document) -> Layout {
    let mut flow = Flow::new();
    let meta = document.meta();
    flow.heading(1, &meta.title.as_str().into(), TITLE);
    let of = format!("{} · {} · {}", meta.author, meta.identifier, meta.date);
    flow.paragraph(&of.into(), SMALL);
    if document.has_contents() {
        flow.contents(document);
    }
    for (index, block) in document.blocks().iter().enumerate() {
        flow.block(index, block);
    }
    flow.layout
}

/// The page that is being filled.
pub(super) struct Flow {
    pub(super) layout: Layout,
    pub(super) y: f32,
}

impl Flow {
    fn new() -> Self {
        let root = Node {
            kind: Kind::Document,
            children: Vec::new(),
        };
        Self {
            layout: Layout {
                pages: vec![Page::default()],
                tags: vec![root],
                headings: Vec::new(),
            },
            y: TOP,
        }
    }

    /// Adds a node beneath another.
    pub(super) fn node(&mut self, parent: usize, kind: Kind) -> usize {
        let id = self.layout.tags.len();
        let children = Vec::new();
        self.layout.tags.push(Node { kind, children });
        self.child(parent, Child::Node(id));
        id
    }

    fn child(&mut self, parent: usize, child: Child) {
        if let Some(parent) = self.layout.tags.get_mut(parent) {
            parent.children.push(child);
        }
    }

    pub(super) fn page(&self) -> usize {
        self.layout.pages.len().saturating_sub(1)
    }

    pub(super) fn new_page(&mut self) {
        self.layout.pages.push(Page::default());
        self.y = TOP;
    }

    /// Begins a page unless so much room is left; a page that is empty stays.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.new_page();
        }
    }

    /// Adds a piece; `node` is what it belongs to, unless it is an artifact.
    pub(super) fn piece(&mut self, node: usize, role: PieceRole, shapes: Vec<Shape>) {
        let page = self.page();
        let is_content = !matches!(role, PieceRole::Artifact);
        let Some(current) = self.layout.pages.last_mut() else {
            return;
        };
        let piece = current.pieces.len();
        current.pieces.push(Piece { role, shapes });
        if is_content {
            self.child(node, Child::Piece { page, piece });
        }
    }

    pub(super) fn artifact(&mut self, rect: Rect, tone: Tone) {
        self.piece(ROOT, PieceRole::Artifact, vec![Shape::Fill { rect, tone }]);
    }

    /// Sets a line with its base line at `y`; `node` is `None` for what was said before.
    pub(super) fn line(&mut self, node: Option<usize>, line: &Line, x: f32, y: f32, style: Style) {
        for part in &line.parts {
            let x = x + part.x;
            match &part.what {
                What::Words {
                    text,
                    weight,
                    strong,
                    language,
                } => {
                    let shape = words_at(x, y, style.size, *weight, text.clone());
                    let Some(node) = node else {
                        self.piece(ROOT, PieceRole::Artifact, vec![shape]);
                        continue;
                    };
                    let node = match strong {
                        true => self.node(node, Kind::Strong),
                        false => node,
                    };
                    let role = PieceRole::Content {
                        language: *language,
                    };
                    self.piece(node, role, vec![shape]);
                }
                What::Redacted { ground } => self.redaction(node, ground, x, y, style),
            }
        }
    }

    /// A black box of the size that all have, its ground in the middle.
    fn redaction(&mut self, node: Option<usize>, ground: &str, x: f32, y: f32, style: Style) {
        let size = style.size * 0.8;
        let width = Weight::Bold.width(ground) * size;
        let rect = Rect {
            x: x + style.size * 0.1,
            y: y - style.size * 0.85,
            width: (BOX_WIDTH - 0.2) * style.size,
            height: style.size * 1.1,
        };
        let text = Shape::Words {
            x: rect.x + (rect.width - width) / 2.0,
            y: y - style.size * 0.05,
            size,
            weight: Weight::Bold,
            tone: Tone::Paper,
            text: ground.to_owned(),
        };
        let tone = Tone::Ink;
        let role = content();
        self.piece(
            node.unwrap_or(ROOT),
            role,
            vec![Shape::Fill { rect, tone }, text],
        );
    }

    fn block(&mut self, index: usize, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                let style = match level {
                    Level::One => style(16.0, 21.0, Weight::Bold),
                    Level::Two => style(12.5, 17.0, Weight::Bold),
                    Level::Three => style(10.5, 15.0, Weight::Bold),
                };
                self.heading(level.number() + 1, text, style);
            }
            Block::Paragraph(text) => self.paragraph(text, BODY),
            Block::Callout(text) => self.callout(text),
            Block::List(list) => self.list(list),
            Block::Table(it) => {
                table::lay_out(self, it);
                for note in &it.notes {
                    self.paragraph(note, SMALL);
                }
                self.y += 6.0;
            }
            Block::Figure(figure) => self.figure(index, figure),
            Block::PageBreak => {
                if self.y > TOP {
                    self.new_page();
                }
            }
        }
    }

    /// Sets a heading with room for what follows it.
    fn heading(&mut self, level: u8, text: &Text, style: Style) {
        let lines = lines(text, style, WIDTH);
        if self.y > TOP {
            self.y += style.step * 0.7;
        }
        self.need(total(lines.len(), style.step) + 60.0);
        let said = spell(&text.words());
        let kind = Kind::Heading {
            level: u16::from(level),
            text: said.clone(),
        };
        let node = self.node(ROOT, kind);
        self.layout.headings.push(Heading {
            level,
            text: said,
            page: self.page(),
            y: self.y,
        });
        self.set(node, &lines, LEFT, style);
        self.y += style.step * 0.3;
    }

    pub(super) fn paragraph(&mut self, text: &Text, style: Style) {
        let lines = lines(text, style, WIDTH);
        let node = self.node(ROOT, Kind::Paragraph);
        self.set(node, &lines, LEFT, style);
        self.y += style.step * 0.45;
    }

    /// Sets lines beneath each other; neither the first nor the last stands alone on a page.
    pub(super) fn set(&mut self, node: usize, lines: &[Line], x: f32, style: Style) {
        for (index, line) in lines.iter().enumerate() {
            let left = lines.len() - index;
            let together = match index {
                0 => left.min(2),
                _ if left == 2 => 2,
                _ => 1,
            };
            self.need(total(together, style.step));
            let base = self.y + style.step * 0.76;
            self.line(Some(node), line, x, base, style);
            self.y += style.step;
        }
    }

    fn callout(&mut self, text: &Text) {
        let inset = 12.0;
        let lines = lines(text, BODY, WIDTH - 2.0 * inset);
        let height = total(lines.len(), BODY.step) + 12.0;
        let fits = height < BOTTOM - TOP;
        if fits {
            self.need(height);
            let (y, height) = (self.y, height);
            let (x, width) = (LEFT, WIDTH);
            self.artifact(
                Rect {
                    x,
                    y,
                    width,
                    height,
                },
                Tone::Soft,
            );
            let width = 4.0;
            self.artifact(
                Rect {
                    x,
                    y,
                    width,
                    height,
                },
                Tone::Accent,
            );
        }
        self.y += 6.0;
        let node = self.node(ROOT, Kind::Paragraph);
        self.set(node, &lines, LEFT + inset, BODY);
        self.y += 13.0;
    }

    fn list(&mut self, list: &List) {
        let ordered = list.ordered;
        let node = self.node(ROOT, Kind::List { ordered });
        let indent = 18.0;
        for (index, item) in list.items.iter().enumerate() {
            let sign = match ordered {
                true => format!("{}. ", index + 1),
                false => "• ".to_owned(),
            };
            let lines = lines(item, BODY, WIDTH - indent);
            self.need(total(lines.len().min(2), BODY.step));
            let item = self.node(node, Kind::Item);
            let label = self.node(item, Kind::Label);
            let base = self.y + BODY.step * 0.76;
            let shape = words_at(LEFT + 2.0, base, BODY.size, Weight::Regular, sign);
            self.piece(label, content(), vec![shape]);
            let body = self.node(item, Kind::Body);
            self.set(body, &lines, LEFT + indent, BODY);
            self.y += 2.0;
        }
        self.y += 6.0;
    }

    fn figure(&mut self, block: usize, figure: &Figure) {
        let caption = !figure.caption.is_empty();
        let room = BOTTOM - TOP - 40.0;
        let (width, height, alternative) = match &figure.content {
            Content::Chart(it) => {
                let drawing = chart::draw(it);
                (drawing.width, drawing.height, &it.alternative)
            }
            Content::Image(it) => {
                let (width, height) = it.points();
                (width, height, &figure.alternative)
            }
        };
        let scale = (WIDTH / width).min(room / height).min(1.0);
        let rect = |y| Rect {
            x: LEFT,
            y,
            width: width * scale,
            height: height * scale,
        };
        self.need(height * scale + if caption { 30.0 } else { 8.0 });
        let rect = rect(self.y);
        let shape = match &figure.content {
            Content::Chart(it) => Shape::Chart {
                x: rect.x,
                y: rect.y,
                scale,
                drawing: chart::draw(it),
            },
            Content::Image(_) => Shape::Image { rect, block },
        };
        let kind = Kind::Figure {
            alternative: alternative.clone(),
            page: self.page(),
            rect,
        };
        let node = self.node(ROOT, kind);
        self.piece(node, content(), vec![shape]);
        self.y += rect.height + 6.0;
        if caption {
            self.paragraph(&figure.caption.as_str().into(), SMALL);
        }
        self.y += 6.0;
    }

    fn contents(&mut self, document: &Document) {
        let said = words(document.meta().language);
        let strong = style(BODY.size, BODY.step, Weight::Bold);
        self.y += 6.0;
        self.paragraph(&said.contents.into(), strong);
        let node = self.node(ROOT, Kind::Contents);
        // The title is the first heading that is laid out.
        for (number, (_, level, text)) in document.headings().enumerate() {
            if level == Level::Three {
                continue;
            }
            let indent = match level {
                Level::One => 0.0,
                _ => 14.0,
            };
            let lines = lines(&text.words().into(), BODY, WIDTH - indent - 40.0);
            let item = self.node(node, Kind::ContentsItem);
            let link = self.node(item, Kind::Link);
            self.contents_lines(link, number + 1, &lines, LEFT + indent);
        }
        self.y += 10.0;
    }

    fn contents_lines(&mut self, node: usize, heading: usize, lines: &[Line], x: f32) {
        for (index, line) in lines.iter().enumerate() {
            self.need(BODY.step);
            let y = self.y + BODY.step * 0.76;
            let mut shapes = Vec::new();
            for part in &line.parts {
                if let What::Words { text, weight, .. } = &part.what {
                    let text = format!("{text} ");
                    shapes.push(words_at(x + part.x, y, BODY.size, *weight, text));
                }
            }
            if index + 1 == lines.len() {
                let x = LEFT + WIDTH;
                shapes.push(Shape::PageOf { heading, x, y });
            }
            let rect = Rect {
                x,
                y: self.y,
                width: LEFT + WIDTH - x,
                height: BODY.step,
            };
            self.piece(node, PieceRole::Link { heading, rect }, shapes);
            self.y += BODY.step;
        }
    }
}

/// Content that needs no more said.
pub(super) fn content() -> PieceRole {
    PieceRole::Content { language: None }
}

fn words_at(x: f32, y: f32, size: f32, weight: Weight, text: String) -> Shape {
    Shape::Words {
        x,
        y,
        size,
        weight,
        tone: Tone::Ink,
        text,
    }
}

/// Returns the height of so many lines.
#[expect(clippy::cast_precision_loss, reason = "lines of a page")]
pub(super) fn total(lines: usize, step: f32) -> f32 {
    lines as f32 * step
}
