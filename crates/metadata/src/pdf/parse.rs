//! Reads objects.
//!
//! Source: ISO 32000-2 §7.2 (characters), §7.3 (objects).

use super::object::{Entry, Object};

/// How deep arrays and dictionaries may be nested.
const DEEPEST: usize = 64;

/// Reads from a place on.
pub(super) struct Parser<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

impl<'a> Parser<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Skips spaces and comments.
    pub(super) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    let line = self.rest().iter().position(|b| matches!(b, b'\n' | b'\r'));
                    self.at += line.unwrap_or(self.rest().len());
                }
                byte if is_space(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    /// Takes a word if it stands here.
    pub(super) fn word(&mut self, word: &[u8]) -> Option<()> {
        self.skip();
        let rest = self.rest().strip_prefix(word)?;
        if rest.first().is_some_and(|byte| is_regular(*byte)) {
            return None;
        }
        self.at += word.len();
        Some(())
    }

    fn regular(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let len = rest
            .iter()
            .position(|byte| !is_regular(*byte))
            .unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// Reads a number without sign and fraction.
    pub(super) fn whole(&mut self) -> Option<usize> {
        self.skip();
        std::str::from_utf8(self.regular()).ok()?.parse().ok()
    }

    /// Reads an object.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.object_at(0)
    }

    fn object_at(&mut self, depth: usize) -> Option<Object> {
        self.skip();
        match self.peek()? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.text().map(Object::Text),
            b'<' if self.rest().starts_with(b"<<") => self.dictionary(depth),
            b'<' => self.hex().map(Object::Text),
            b'[' => self.array(depth),
            byte if is_regular(byte) => self.plain(),
            _ => None,
        }
    }

    /// A number, a reference, or one of three words.
    fn plain(&mut self) -> Option<Object> {
        let word = self.regular();
        match word {
            b"null" => return Some(Object::Null),
            b"true" => return Some(Object::Boolean(true)),
            b"false" => return Some(Object::Boolean(false)),
            _ => {}
        }
        if !word
            .iter()
            .all(|byte| byte.is_ascii_digit() || b"+-.".contains(byte))
        {
            return None;
        }
        if let Some(number) = self.reference(word) {
            return Some(Object::Reference(number));
        }
        Some(Object::Number(word.to_vec()))
    }

    /// `12 0 R`
    fn reference(&mut self, word: &[u8]) -> Option<u32> {
        let number = std::str::from_utf8(word).ok()?.parse().ok()?;
        let mut ahead = Parser::new(self.bytes, self.at);
        ahead.whole()?;
        ahead.word(b"R")?;
        self.at = ahead.at;
        Some(number)
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let raw = self.regular();
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((&byte, next)) = rest.split_first() {
            rest = next;
            let escaped = match (byte, next) {
                (b'#', [high, low, ..]) => digit(*high).zip(digit(*low)),
                _ => None,
            };
            match escaped {
                Some((high, low)) => {
                    name.push(high << 4 | low);
                    rest = &next[2..];
                }
                None => name.push(byte),
            }
        }
        Some(name)
    }

    fn hex(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => digits.push(digit(byte)?),
            }
        }
        let pairs = digits.chunks(2);
        Some(
            pairs
                .map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0))
                .collect(),
        )
    }

    fn text(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 0usize);
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' if open == 0 => return Some(text),
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut text)?;
                    continue;
                }
                b'\r' => {
                    self.at += usize::from(self.peek() == Some(b'\n'));
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(0x0c),
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = byte - b'0';
                for _ in 0..2 {
                    if let Some(digit @ b'0'..=b'7') = self.peek() {
                        self.at += 1;
                        value = value.wrapping_mul(8).wrapping_add(digit - b'0');
                    }
                }
                text.push(value);
            }
            byte => text.push(byte),
        }
        Some(())
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Object::Array(items));
            }
            items.push(self.inner(depth)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        self.at += 2;
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            self.skip();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Some(Object::Dictionary(entries));
            }
            if self.peek()? != b'/' {
                return None;
            }
            let key = self.name()?;
            let value = self.inner(depth)?;
            entries.push((key, value));
        }
    }

    fn inner(&mut self, depth: usize) -> Option<Object> {
        if depth >= DEEPEST {
            return None;
        }
        self.object_at(depth + 1)
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Option<Object> {
        Parser::new(text, 0).object()
    }

    #[test]
    fn object_reads_what_write_writes() {
        let text = b"<</A [1 -.5 12 0 R(a\\)\\\\\xff\\r\n)true null]/B#20c <</D <4142>>>>>";
        let object = read(text).unwrap();
        let mut out = Vec::new();
        object.write(&mut out);
        assert_eq!(read(&out), Some(object));
        assert!(
            out.starts_with(
                b"<</A [1 -.5 12 0 R (a\\)\\\\\xff\\r\n) true null]/B#20c <</D (AB)>>>>"
            )
        );
    }

    #[test]
    fn object_refuses_what_never_ends() {
        for text in [
            &b"<<"[..],
            b"[1 2",
            b"(a(b)",
            b"<41",
            b"<</A",
            b"/A)",
            b"]",
            b"",
        ] {
            let object = read(text);
            assert!(object.is_none() || text == b"/A)", "{text:?}");
        }
        assert!(read(&[b'['; 100_000]).is_none());
    }
}
