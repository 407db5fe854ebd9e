//! The text of our own notes: a first line that says what it is, then a fixed number of lines.
//!
//! ```text
//! bellrope/1 <kind>
//! one field per line, in the order of docs/protocol.md
//! ```
//!
//! So none can pass for another, nor for a checkpoint. [`Lines`] reads what [`NoteText`] writes
//! and nothing else: a value has one spelling only.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What begins the first line of every note of our own.
const PREFIX: &str = "bellrope/1 ";

/// Writes the text of a note, one field per line.
///
/// ```
/// use bellrope_protocol::note::NoteText;
/// let text = NoteText::new("batch").field("relay.example/log").field(12).base64(&[0; 3]);
/// assert_eq!(text.to_string(), "bellrope/1 batch\nrelay.example/log\n12\nAAAA\n");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteText(String);

impl NoteText {
    /// Begins a text with the line that says its kind.
    #[must_use]
    pub fn new(kind: &str) -> Self {
        Self(format!("{PREFIX}{kind}\n"))
    }

    /// Adds a line with a value as it prints: a decimal number, a name, a date.
    #[must_use]
    pub fn field(mut self, value: impl fmt::Display) -> Self {
        self.0.push_str(&format!("{value}\n"));
        self
    }

    /// Adds a line with bytes in base64.
    #[must_use]
    pub fn base64(self, bytes: &[u8]) -> Self {
        self.field(STANDARD.encode(bytes))
    }

    /// Adds a line with bytes in lower-case hex.
    #[must_use]
    pub fn hex(mut self, bytes: &[u8]) -> Self {
        for byte in bytes {
            self.0.push_str(&format!("{byte:02x}"));
        }
        self.0.push('\n');
        self
    }
}

impl fmt::Display for NoteText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<NoteText> for String {
    fn from(text: NoteText) -> Self {
        text.0
    }
}

/// Reads the text of a note line by line; every value has exactly one spelling.
///
/// ```
/// use bellrope_protocol::note::Lines;
/// let mut lines = Lines::open("bellrope/1 batch\nrelay.example/log\n12\n", "batch")?;
/// assert_eq!(lines.text("origin")?, "relay.example/log");
/// assert_eq!(lines.decimal::<u32>("count")?, 12);
/// lines.end()?;
/// # Ok::<(), bellrope_protocol::note::LineError>(())
/// ```
#[derive(Debug)]
pub struct Lines<'a> {
    rest: &'a str,
    /// Number of the line read last, from 1.
    line: usize,
}

impl<'a> Lines<'a> {
    /// Begins to read a text of our own and checks the line that says its kind.
    ///
    /// # Errors
    ///
    /// [`LineError::Kind`] for any other first line; that of another kind too.
    pub fn open(text: &'a str, kind: &'static str) -> Result<Self, LineError> {
        let mut lines = Self::bare(text);
        let found = lines.text("kind").map_err(|_| LineError::Kind { kind })?;
        if found.strip_prefix(PREFIX) != Some(kind) {
            return Err(LineError::Kind { kind });
        }
        Ok(lines)
    }

    /// Begins to read a text that has no line for its kind, such as a checkpoint.
    #[must_use]
    pub fn bare(text: &'a str) -> Self {
        Self {
            rest: text,
            line: 0,
        }
    }

    /// Reads a line as it stands, which must not be empty.
    ///
    /// # Errors
    ///
    /// [`LineError::Missing`] at the end of the text or if the line is not ended,
    /// [`LineError::Empty`].
    pub fn text(&mut self, field: &'static str) -> Result<&'a str, LineError> {
        let line = self.line + 1;
        let (found, rest) = self
            .rest
            .split_once('\n')
            .ok_or(LineError::Missing { field, line })?;
        if found.is_empty() {
            return Err(LineError::Empty { field, line });
        }
        (self.rest, self.line) = (rest, line);
        Ok(found)
    }

    /// Reads a decimal number: digits only, no leading zero.
    ///
    /// # Errors
    ///
    /// As [`Lines::text`]; [`LineError::Decimal`] for another spelling,
    /// [`LineError::TooLarge`] if `T` cannot hold it.
    pub fn decimal<T: TryFrom<u64>>(&mut self, field: &'static str) -> Result<T, LineError> {
        let found = self.text(field)?;
        let line = self.line;
        if !is_decimal(found) {
            return Err(LineError::Decimal { field, line });
        }
        found
            .parse::<u64>()
            .ok()
            .and_then(|number| T::try_from(number).ok())
            .ok_or(LineError::TooLarge { field, line })
    }

    /// Reads `N` bytes in canonical base64, such as a hash.
    ///
    /// # Errors
    ///
    /// As [`Lines::text`]; [`LineError::Base64`], [`LineError::Length`].
    pub fn base64<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], LineError> {
        let found = self.text(field)?;
        let line = self.line;
        let bytes = STANDARD
            .decode(found)
            .map_err(|_| LineError::Base64 { field, line })?;
        bytes
            .try_into()
            .map_err(|bytes: Vec<u8>| LineError::Length {
                field,
                line,
                len: bytes.len(),
                expected: N,
            })
    }

    /// Reads `N` bytes in lower-case hex.
    ///
    /// # Errors
    ///
    /// As [`Lines::text`]; [`LineError::Hex`] for another digit, [`LineError::Length`].
    pub fn hex<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], LineError> {
        let found = self.text(field)?;
        let line = self.line;
        let digits: Option<Vec<u8>> = found.bytes().map(hex_digit).collect();
        let digits = digits.ok_or(LineError::Hex { field, line })?;
        if digits.len() != 2 * N {
            return Err(LineError::Length {
                field,
                line,
                len: digits.len() / 2,
                expected: N,
            });
        }
        let mut bytes = [0; N];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Ok(bytes)
    }

    /// Reads a line that `parse` understands, such as a word of a closed list or a date.
    ///
    /// # Errors
    ///
    /// As [`Lines::text`]; [`LineError::Value`] if `parse` answers `None`.
    pub fn value<T>(
        &mut self,
        field: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, LineError> {
        let found = self.text(field)?;
        let line = self.line;
        parse(found).ok_or(LineError::Value { field, line })
    }

    /// Says whether every line has been read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Ends reading.
    ///
    /// # Errors
    ///
    /// [`LineError::Trailing`] if anything is left.
    pub fn end(self) -> Result<(), LineError> {
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(LineError::Trailing {
            line: self.line + 1,
        })
    }
}

fn is_decimal(found: &str) -> bool {
    found.bytes().all(|b| b.is_ascii_digit()) && (found == "0" || !found.starts_with('0'))
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Why a note's text is not what its kind prescribes. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// The first line is not that of the expected kind.
    #[error("note is not a {kind} note")]
    Kind {
        /// The expected kind.
        kind: &'static str,
    },
    /// The text ends before the field, or the field's line is not ended.
    #[error("line {line}, {field}, is missing")]
    Missing {
        /// The field.
        field: &'static str,
        /// Its line.
        line: usize,
    },
    /// The field's line is empty.
    #[error("line {line}, {field}, is empty")]
    Empty {
        /// The field.
        field: &'static str,
        /// Its line.
        line: usize,
    },
    /// The field is not a decimal number without leading zeros.
    #[error("line {line}, {field}, is not a decimal number without leading zeros")]
    Decimal {
        /// The field.
        field: &'static str,
        /// Its line.
        line: usize,
    },
    /// The number is greater than the field can be.
    #[error("line {line}, {field}, is too large a number")]
    TooLarge {
        /// The field.
        field: &'static str,
        /// Its line.
        line: usize,
    },
    /// The field is not canonical base64.
    #[error("line {line}, {field}, is not base64")]
    Base64 {
        /// The field.
        field: &'static str,
        /// Its line.
        line: usize,
    },
    /// The field is not lower-case hex.
    #[error("line {line}, {field}, is not lower-case hex")]
    Hex {
        /// The field.
        field: &'static str,
        /// Its line.
        line: usize,
    },
    /// The field has another number of bytes.
    #[error("line {line}, {field}, is {len} bytes, expected {expected}")]
    Length {
        /// The field.
        field: &'static str,
        /// Its line.
        line: usize,
        /// Its length, in bytes.
        len: usize,
        /// The length it must have, in bytes.
        expected: usize,
    },
    /// The field is none of the values that it may have.
    #[error("line {line}, {field}, is not a value it may have")]
    Value {
        /// The field.
        field: &'static str,
        /// Its line.
        line: usize,
    },
    /// Something follows the last field.
    #[error("note goes on at line {line}, after its last field")]
    Trailing {
        /// The first line that is too many.
        line: usize,
    },
}
