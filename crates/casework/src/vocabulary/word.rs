//! What every list of words has: codes that are stored, labels that are read.

use thiserror::Error;

use super::Lang;

/// A value of a closed list.
pub trait Word: Copy + Eq + Ord + Sized + 'static {
    /// What the list is called, such as `category`; also its key in a configuration.
    const KIND: &'static str;

    /// Every value, in the order in which people see them.
    const ALL: &'static [Self];

    /// Returns the code that is stored.
    fn as_str(self) -> &'static str;

    /// Returns the label of edition 1.
    fn label(self, lang: Lang) -> &'static str;

    /// Finds the value of a code.
    ///
    /// # Errors
    ///
    /// [`UnknownCode`] if the list has no such code.
    fn of_code(code: &str) -> Result<Self, UnknownCode> {
        let found = Self::ALL.iter().find(|word| word.as_str() == code);
        found.copied().ok_or_else(|| UnknownCode {
            kind: Self::KIND,
            code: code.to_owned(),
        })
    }
}

/// A code that a list does not have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{code} is no {kind}")]
pub struct UnknownCode {
    /// The list.
    pub kind: &'static str,
    /// The code.
    pub code: String,
}

/// Defines a list of words: one line for each value, as the tables of the requirements have it.
macro_rules! words {
    (
        $(#[$attr:meta])*
        pub enum $name:ident: $kind:literal {
            $($variant:ident = $code:literal, $dutch:literal, $english:literal;)*
        }
    ) => {
        $(#[$attr])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("*", $dutch, "*: ", $english, ".")] $variant,)*
        }

        impl $crate::vocabulary::Word for $name {
            const KIND: &'static str = $kind;
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            fn label(self, lang: $crate::vocabulary::Lang) -> &'static str {
                use $crate::vocabulary::Lang::{Dutch, English};
                match (self, lang) {
                    $((Self::$variant, Dutch) => $dutch, (Self::$variant, English) => $english,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            /// Writes the code.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::vocabulary::Word::as_str(*self))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::vocabulary::Word::as_str(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = String::deserialize(deserializer)?;
                $crate::vocabulary::Word::of_code(&code).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use words;
