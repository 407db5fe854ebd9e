//! E-mail messages: the usual headers, the text, the names of what is attached.
//!
//! Source: RFC 5322, RFC 2045–2047, read by `mail-parser`. Signatures are not checked, and a sender
//! can write any name into a header: what is shown is what the message says.

use std::io::Write;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use super::markup;
use super::output::Output;
use super::text::Gathered;
use crate::Warning;

/// The most attachments that are listed.
const LISTED_MAX: usize = 500;

/// Shows the message as text.
pub(crate) fn show<W: Write>(file: &[u8], output: &mut Output<W>) {
    let Some(message) = MessageParser::default().parse(file) else {
        output.warn(Warning::Damaged);
        return output.text(&super::text::decode(file));
    };
    let mut text = Gathered::default();
    headers(&message, &mut text);
    for part in message.text_bodies() {
        body(part, &mut text, output);
    }
    // The same words again as a web page: not shown twice, but looked at.
    for part in message.html_bodies() {
        if let PartType::Html(page) = &part.body {
            for warning in markup::read(page).warnings {
                output.warn(warning);
            }
        }
    }
    attachments(&message, &mut text, output);
    output.text(text.as_str());
}

fn headers(message: &Message<'_>, text: &mut Gathered) {
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push(&format!(
                "{name}: {}\n",
                value.replace(char::is_control, " ")
            ));
        }
    };
    let people = [
        ("From", message.from()),
        ("To", message.to()),
        ("Cc", message.cc()),
        ("Reply-To", message.reply_to()),
    ];
    for (name, address) in people {
        line(name, &address.map(addresses).unwrap_or_default());
    }
    line(
        "Date",
        &message.date().map(ToString::to_string).unwrap_or_default(),
    );
    line("Subject", message.subject().unwrap_or_default());
    text.push("\n");
}

fn addresses(address: &Address<'_>) -> String {
    let each = address.iter().take(100).map(|one| {
        let mailbox = one.address.as_deref().unwrap_or_default();
        match one.name.as_deref() {
            Some(name) => format!("{name} <{mailbox}>"),
            None => mailbox.to_owned(),
        }
    });
    each.collect::<Vec<_>>().join(", ")
}

fn body<W: Write>(part: &MessagePart<'_>, text: &mut Gathered, output: &mut Output<W>) {
    match &part.body {
        PartType::Text(words) => text.push(words),
        PartType::Html(page) => {
            let content = markup::read(page);
            for warning in content.warnings {
                output.warn(warning);
            }
            text.push(content.text.as_str());
        }
        _ => {}
    }
    text.end_line();
}

fn attachments<W: Write>(message: &Message<'_>, text: &mut Gathered, output: &mut Output<W>) {
    if message.attachment_count() > 0 {
        output.warn(Warning::Embedded);
        text.end_line();
        text.push("\n");
    }
    if message.attachment_count() > LISTED_MAX {
        output.warn(Warning::Truncated);
    }
    for part in message.attachments().take(LISTED_MAX) {
        let name = part
            .attachment_name()
            .unwrap_or("?")
            .replace(char::is_control, " ");
        let kind = part.content_type().map(|kind| {
            let sub = kind.c_subtype.as_deref().unwrap_or("?");
            format!("{}/{sub}", kind.c_type).replace(char::is_control, " ")
        });
        let kind = kind.unwrap_or_default();
        text.push(&format!("[file: {name}  {kind}  {}]\n", part.len()));
    }
}
