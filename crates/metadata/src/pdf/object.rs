//! Objects, and how they are written: always the same way.
//!
//! Source: ISO 32000-2 §7.3.

/// One object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Null,
    Boolean(bool),
    /// The digits as they stood.
    Number(Vec<u8>),
    /// Without the slash and with its escapes resolved.
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Vec<Entry>),
    Reference(u32),
}

/// Key and value.
pub(super) type Entry = (Vec<u8>, Object);

/// An object as it stands in the file, with the bytes of a stream.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) value: Object,
    pub(super) stream: Option<Vec<u8>>,
}

/// Returns the value of a key.
pub(super) fn get<'a>(entries: &'a [Entry], key: &[u8]) -> Option<&'a Object> {
    entries
        .iter()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value)
}

impl Object {
    /// Returns the value of a key, of a dictionary.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Self> {
        match self {
            Self::Dictionary(entries) => get(entries, key),
            _ => None,
        }
    }

    /// Returns a name.
    pub(super) fn name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Returns a number that is none below zero and has no fraction.
    pub(super) fn count(&self) -> Option<usize> {
        match self {
            Self::Number(digits) => std::str::from_utf8(digits).ok()?.parse().ok(),
            _ => None,
        }
    }

    /// Returns the number of the object referred to.
    pub(super) fn reference(&self) -> Option<u32> {
        match self {
            Self::Reference(number) => Some(*number),
            _ => None,
        }
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend(b"null"),
            Self::Boolean(true) => out.extend(b"true"),
            Self::Boolean(false) => out.extend(b"false"),
            Self::Number(digits) => out.extend(digits),
            Self::Name(name) => write_name(name, out),
            Self::Text(text) => write_text(text, out),
            Self::Array(items) => {
                out.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(b' ');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Self::Dictionary(entries) => {
                out.extend(b"<<");
                for (key, value) in entries {
                    write_name(key, out);
                    out.push(b' ');
                    value.write(out);
                }
                out.extend(b">>");
            }
            Self::Reference(number) => out.extend(format!("{number} 0 R").bytes()),
        }
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        let plain = byte.is_ascii_graphic() && !b"#/%()<>[]{}".contains(&byte);
        if plain {
            out.push(byte);
        } else {
            out.extend(format!("#{byte:02x}").bytes());
        }
    }
}

fn write_text(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for &byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            // A bare carriage return would be read as a line feed.
            b'\r' => out.extend(b"\\r"),
            byte => out.push(byte),
        }
    }
    out.push(b')');
}

impl Stored {
    /// Writes it as an indirect object.
    pub(super) fn write(&self, number: usize, out: &mut Vec<u8>) {
        out.extend(format!("{number} 0 obj\n").bytes());
        match (&self.value, &self.stream) {
            (Object::Dictionary(entries), Some(bytes)) => {
                let mut entries: Vec<Entry> = entries
                    .iter()
                    .filter(|(key, _)| key != b"Length")
                    .cloned()
                    .collect();
                let len = bytes.len().to_string().into_bytes();
                entries.push((b"Length".to_vec(), Object::Number(len)));
                Object::Dictionary(entries).write(out);
                out.extend(b"\nstream\n");
                out.extend(bytes);
                out.extend(b"\nendstream");
            }
            (value, _) => value.write(out),
        }
        out.extend(b"\nendobj\n");
    }
}
