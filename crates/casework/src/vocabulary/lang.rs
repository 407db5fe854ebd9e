//! The two languages of the desk.

/// A language of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// Returns the language's code, as letters name it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// Finds the language of a code; Dutch for any other.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        match code {
            "en" => Self::English,
            _ => Self::Dutch,
        }
    }
}
