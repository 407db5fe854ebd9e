//! What a desk can set: its grounds, and what a staff number looks like.

use serde::Deserialize;
use thiserror::Error;

use crate::ground::{Ground, GroundError, Grounds};
use crate::suggest::{MASKS_MAX, Mask};

/// The settings of a desk, as a text in TOML says them.
///
/// ```toml
/// staff_numbers = ["##.##.##.###", "P-#####"]
///
/// [[ground]]
/// code = "5.1.2e"
/// nl = "Woo 5.1 lid 2 onder e: eerbiediging van de persoonlijke levenssfeer"
/// en = "Woo 5.1(2)(e): respect for private life"
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The grounds; those of the Woo if none are set.
    pub grounds: Grounds,
    /// What staff numbers look like.
    pub staff_numbers: Vec<Mask>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default)]
    ground: Vec<Ground>,
    staff_numbers: Option<Vec<String>>,
}

impl Settings {
    /// Reads settings; what is not set is as it comes with the program.
    ///
    /// # Errors
    ///
    /// [`SettingsError`], by variant.
    pub fn parse(toml: &str) -> Result<Self, SettingsError> {
        let wire: Wire = toml::from_str(toml).map_err(|source| SettingsError::Toml {
            message: source.message().to_owned(),
        })?;
        let grounds = match wire.ground.is_empty() {
            true => Grounds::woo(),
            false => Grounds::new(wire.ground)?,
        };
        let staff_numbers = match wire.staff_numbers {
            None => Mask::built_in(),
            Some(masks) if masks.len() > MASKS_MAX => {
                let mask = format!("{} masks", masks.len());
                return Err(SettingsError::Mask { mask });
            }
            Some(masks) => masks.iter().map(|it| mask(it)).collect::<Result<_, _>>()?,
        };
        Ok(Self {
            grounds,
            staff_numbers,
        })
    }
}

fn mask(text: &str) -> Result<Mask, SettingsError> {
    Mask::parse(text).map_err(|err| SettingsError::Mask { mask: err.mask })
}

/// Why settings are refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// It is no such TOML.
    #[error("the settings cannot be read: {message}")]
    Toml {
        /// What the reader says.
        message: String,
    },
    /// A ground breaks a rule.
    #[error(transparent)]
    Ground(#[from] GroundError),
    /// Something is no mask of a staff number, or there are too many.
    #[error(
        "{mask:?} is no mask of a staff number: five # or @ at least, at most {MASKS_MAX} masks"
    )]
    Mask {
        /// What it was.
        mask: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_fills_in_what_is_not_set() {
        let settings = Settings::parse("").unwrap();
        assert_eq!(settings.grounds, Grounds::woo());
        assert_eq!(settings.staff_numbers, Mask::built_in());
        let own = "staff_numbers = []\n[[ground]]\ncode = \"a\"\nnl = \"b\"\nen = \"c\"\n";
        let settings = Settings::parse(own).unwrap();
        assert_eq!(settings.grounds.all().len(), 1);
        assert!(settings.staff_numbers.is_empty());
    }

    #[test]
    fn parse_names_what_is_wrong() {
        assert!(matches!(
            Settings::parse("x = 1"),
            Err(SettingsError::Toml { .. })
        ));
        let short = Settings::parse("staff_numbers = [\"##\"]");
        assert_eq!(short, Err(SettingsError::Mask { mask: "##".into() }));
        let twice = "[[ground]]\ncode = \"a\"\nnl = \"b\"\nen = \"c\"\n".repeat(2);
        assert!(matches!(
            Settings::parse(&twice),
            Err(SettingsError::Ground(_))
        ));
    }
}
