//! From the text of a template to its parts.

use super::{Form, Name, Node, TemplateError};

/// What a template is cut into.
enum Token<'t> {
    Text(&'t str),
    Place { inside: &'t str, line: usize },
}

/// A block that is begun and not yet ended.
struct Open<'t> {
    /// What ends it: `/each` or `/if`.
    end: &'static str,
    name: Name<'t>,
    inside: Vec<Node<'t>>,
}

/// Parses a template.
pub(super) fn parse(template: &str) -> Result<Vec<Node<'_>>, TemplateError> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut top = Vec::new();
    for token in tokens(template)? {
        let node = match token {
            Token::Text(text) => Some(Node::Text(text)),
            Token::Place { inside, line } => place(inside, line, &mut open)?,
        };
        let into = open.last_mut().map_or(&mut top, |open| &mut open.inside);
        into.extend(node);
    }
    match open.pop() {
        Some(open) => Err(TemplateError::Block {
            line: open.name.line,
        }),
        None => Ok(top),
    }
}

fn tokens(template: &str) -> Result<Vec<Token<'_>>, TemplateError> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (template, 1);
    while let Some((text, after)) = rest.split_once("{{") {
        line += lines(text);
        let (inside, after) = after
            .split_once("}}")
            .ok_or(TemplateError::Place { line })?;
        tokens.push(Token::Text(text));
        tokens.push(Token::Place { inside, line });
        line += lines(inside);
        rest = after;
    }
    tokens.push(Token::Text(rest));
    Ok(tokens)
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// Reads a place; the beginning of a block opens it, its end makes the node.
fn place<'t>(
    inside: &'t str,
    line: usize,
    open: &mut Vec<Open<'t>>,
) -> Result<Option<Node<'t>>, TemplateError> {
    let (head, name) = match inside.split_once(' ') {
        Some((head, name)) => (Some(head), name),
        None => (None, inside),
    };
    let begin = |end| Open {
        end,
        name: Name { text: name, line },
        inside: Vec::new(),
    };
    if let (None, end @ ("/each" | "/if")) = (head, name) {
        return close(end, line, open).map(Some);
    }
    if !is_name(name) {
        return Err(TemplateError::Place { line });
    }
    let form = match head {
        Some("#each") => {
            open.push(begin("/each"));
            return Ok(None);
        }
        Some("#if") => {
            open.push(begin("/if"));
            return Ok(None);
        }
        None => Form::Escaped,
        Some("entities") => Form::Entities,
        Some("digits") => Form::Digits,
        _ => return Err(TemplateError::Place { line }),
    };
    let name = Name { text: name, line };
    Ok(Some(Node::Place { form, name }))
}

fn close<'t>(end: &str, line: usize, open: &mut Vec<Open<'t>>) -> Result<Node<'t>, TemplateError> {
    let block = open
        .pop()
        .filter(|block| block.end == end)
        .ok_or(TemplateError::Block { line })?;
    let (name, inside) = (block.name, block.inside);
    Ok(if end == "/each" {
        Node::Each { name, inside }
    } else {
        Node::If { name, inside }
    })
}

/// Says whether a text is `.` or members with dots between.
fn is_name(name: &str) -> bool {
    let is_member = |member: &str| {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        !member.is_empty() && member.bytes().all(allowed)
    };
    name == "." || name.split('.').all(is_member)
}
