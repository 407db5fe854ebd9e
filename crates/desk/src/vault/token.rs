//! Hardware tokens: a person's seed, sealed to one or more of them besides the passphrase.
//!
//! A token is spoken to by its plugin of age, a process of its own (C2SP age-plugin.md, recipient-v1 and
//! identity-v1). What stands under the passphrase key is then not the seed but [`Bound`](super::bound): the seed as an
//! age file to each token. So the passphrase finds the lock, and only then is a token asked.

use std::fmt;
use std::io::{self, Read as _, Write as _};
use std::iter;
use std::str::FromStr as _;

use age::plugin::{Identity, IdentityPluginV1, Recipient, RecipientPluginV1};
use age::{DecryptError, Decryptor, EncryptError, Encryptor};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::ask::{Asker, one_line};
use super::watch::Watch;

/// Most tokens of one person: one to carry, and spare ones.
pub const MAX_TOKENS: usize = 4;
/// Set to `plugin`, it makes the age crate print what goes to and from a plugin, keys included.
const DEBUG_VARIABLE: &str = "AGEDEBUG";

/// A token: what is sealed to, and what tells the plugin which token opens it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "TokenText", into = "TokenText")]
pub struct Token {
    recipient: Recipient,
    identity: Identity,
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").finish_non_exhaustive()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenText {
    recipient: String,
    identity: String,
}

impl From<Token> for TokenText {
    fn from(token: Token) -> Self {
        Self {
            recipient: token.recipient.to_string(),
            identity: token.identity.to_string(),
        }
    }
}

impl TryFrom<TokenText> for Token {
    type Error = TokenError;

    fn try_from(text: TokenText) -> Result<Self, TokenError> {
        Self::of(&text.recipient, &text.identity)
    }
}

impl Token {
    /// Reads the text that a plugin makes for a token: an identity `AGE-PLUGIN-…`, and its recipient
    /// `age1…`, most often in a comment. Other words are passed over.
    ///
    /// # Errors
    ///
    /// [`TokenError::Text`] unless there is one of each, [`TokenError::Differ`].
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let only = |prefix: &str| {
            let mut found: Vec<&str> = text
                .split_whitespace()
                .filter(|word| word.starts_with(prefix))
                .collect();
            found.dedup();
            match found.as_slice() {
                [word] => Ok(*word),
                _ => Err(TokenError::Text),
            }
        };
        Self::of(only("age1")?, only("AGE-PLUGIN-")?)
    }

    fn of(recipient: &str, identity: &str) -> Result<Self, TokenError> {
        let text = |_| TokenError::Text;
        let recipient = Recipient::from_str(recipient).map_err(text)?;
        let identity = Identity::from_str(identity).map_err(text)?;
        if recipient.plugin() != identity.plugin() {
            return Err(TokenError::Differ {
                recipient: recipient.plugin().to_owned(),
                identity: identity.plugin().to_owned(),
            });
        }
        Ok(Self {
            recipient,
            identity,
        })
    }

    /// Returns the name of its plugin: `yubikey` for `age-plugin-yubikey`.
    #[must_use]
    pub fn plugin(&self) -> &str {
        self.recipient.plugin()
    }

    /// Returns what is sealed to, by which a person tells their tokens apart.
    #[must_use]
    pub fn recipient(&self) -> String {
        self.recipient.to_string()
    }

    /// Seals a seed to the token.
    pub(super) fn seal(&self, seed: &[u8; 32], asker: &Asker) -> Result<Vec<u8>, TokenError> {
        self.watched(asker, || self.ask_to_seal(seed, asker))
    }

    fn ask_to_seal(&self, seed: &[u8; 32], asker: &Asker) -> Result<Vec<u8>, TokenError> {
        let plugin = self.plugin();
        let failed = |err| self.refused(Refused::of_sealing(err), asker);
        let recipients = std::slice::from_ref(&self.recipient);
        let recipient =
            RecipientPluginV1::new(plugin, recipients, &[], asker.clone()).map_err(failed)?;
        let to = iter::once(&recipient as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(to).map_err(failed)?;
        let write = || -> io::Result<Vec<u8>> {
            let mut sealed = Vec::new();
            let mut writer = encryptor.wrap_output(&mut sealed)?;
            writer.write_all(seed)?;
            writer.finish()?;
            Ok(sealed)
        };
        write().map_err(|err| failed(EncryptError::Io(err)))
    }

    /// Opens what [`Token::seal`] made; the token has to be there.
    pub(super) fn open(
        &self,
        sealed: &[u8],
        asker: &Asker,
    ) -> Result<Zeroizing<[u8; 32]>, TokenError> {
        self.watched(asker, || self.ask_to_open(sealed, asker))
    }

    fn ask_to_open(&self, sealed: &[u8], asker: &Asker) -> Result<Zeroizing<[u8; 32]>, TokenError> {
        let failed = |err| self.refused(Refused::of_opening(err), asker);
        let identities = std::slice::from_ref(&self.identity);
        let identity = IdentityPluginV1::new(self.plugin(), identities, asker.clone())
            .map_err(|err| self.refused(Refused::of_opening(err), asker))?;
        let decryptor = Decryptor::new_buffered(sealed).map_err(failed)?;
        let mut reader = decryptor
            .decrypt(iter::once(&identity as &dyn age::Identity))
            .map_err(|err| self.refused(Refused::of_opening(err), asker))?;
        let mut seed = Zeroizing::new([0; 32]);
        let read = reader.read_exact(seed.as_mut());
        read.map_err(|err| self.refused(Refused::of_opening(DecryptError::Io(err)), asker))?;
        Ok(seed)
    }

    /// Has the plugin do something, for as long as whoever asks is patient.
    fn watched<T>(
        &self,
        asker: &Asker,
        act: impl FnOnce() -> Result<T, TokenError>,
    ) -> Result<T, TokenError> {
        asker.begin();
        let watch = Watch::begin(self.plugin(), asker.patience());
        let done = act();
        let is_ended = watch.finish();
        match (done, asker.patience()) {
            (Err(_), Some(patience)) if is_ended => Err(TokenError::Slow {
                plugin: self.plugin().to_owned(),
                secs: patience.as_secs(),
            }),
            (done, _) => done,
        }
    }

    /// Says why a token did not do it. A question without an answer comes first: it is why.
    fn refused(&self, why: Refused, asker: &Asker) -> TokenError {
        let plugin = self.plugin().to_owned();
        let is_unanswered = asker.is_unanswered();
        match why {
            Refused::NoPlugin => TokenError::NoPlugin { plugin },
            _ if is_unanswered => TokenError::Unanswered { plugin },
            Refused::Wrong => TokenError::Wrong { plugin },
            Refused::Said(message) => TokenError::Failed {
                plugin,
                message: one_line(&message),
            },
        }
    }
}

/// What a plugin did instead.
enum Refused {
    NoPlugin,
    /// It opened nothing, or something else.
    Wrong,
    Said(String),
}

impl Refused {
    fn of_sealing(err: EncryptError) -> Self {
        match err {
            EncryptError::MissingPlugin { .. } => Self::NoPlugin,
            EncryptError::Plugin(errors) => Self::said(&errors),
            EncryptError::Io(err) => Self::Said(err.to_string()),
            err => Self::Said(err.to_string()),
        }
    }

    fn of_opening(err: DecryptError) -> Self {
        match err {
            DecryptError::MissingPlugin { .. } => Self::NoPlugin,
            DecryptError::Plugin(errors) => Self::said(&errors),
            DecryptError::Io(err) => Self::Said(err.to_string()),
            _ => Self::Wrong,
        }
    }

    fn said(errors: &[impl fmt::Display]) -> Self {
        let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Self::Said(messages.join("; "))
    }
}

/// Refuses to speak to a plugin while the age crate would print what is said.
pub(super) fn check_environment() -> Result<(), TokenError> {
    match std::env::var_os(DEBUG_VARIABLE) {
        Some(value) if value == "plugin" => Err(TokenError::Debugged),
        _ => Ok(()),
    }
}

/// Why a hardware token does not do what it is asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The text names no token, or several.
    #[error("expected one recipient age1… and one identity AGE-PLUGIN-… of a plugin")]
    Text,
    /// Recipient and identity are of two plugins.
    #[error("the recipient is of the plugin {recipient}, the identity of {identity}")]
    Differ {
        /// Plugin of the recipient.
        recipient: String,
        /// Plugin of the identity.
        identity: String,
    },
    /// The plugin's program is not there.
    #[error("there is no program age-plugin-{plugin} on the search path")]
    NoPlugin {
        /// Name of the plugin.
        plugin: String,
    },
    /// The plugin says why not: that no token is there, that a PIN was wrong.
    #[error("age-plugin-{plugin} failed: {message}")]
    Failed {
        /// Name of the plugin.
        plugin: String,
        /// What it says, in one line.
        message: String,
    },
    /// The plugin asked something, and nobody answered: somebody gave up, or no PIN was typed.
    #[error("a question of age-plugin-{plugin} was not answered")]
    Unanswered {
        /// Name of the plugin.
        plugin: String,
    },
    /// The plugin did not come to an end, and was ended.
    #[error("age-plugin-{plugin} did not answer within {secs} seconds")]
    Slow {
        /// Name of the plugin.
        plugin: String,
        /// How long it was waited for.
        secs: u64,
    },
    /// Another token is there, or the identity is of another than the recipient.
    #[error("the token does not open what was sealed to it; age-plugin-{plugin} found no other")]
    Wrong {
        /// Name of the plugin.
        plugin: String,
    },
    /// The person has this token already.
    #[error("you have this token already")]
    Known,
    /// The person has so many tokens.
    #[error("you have {MAX_TOKENS} tokens, no more fit")]
    Many,
    /// The person has no such token.
    #[error("you have no such token")]
    Absent,
    /// The environment asks to print keys.
    #[error("the environment has AGEDEBUG=plugin, which prints keys")]
    Debugged,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A recipient of a plugin that nobody has.
    const RECIPIENT: &str = "age1bellropenone1r8t7qpzy6kvdq4";

    #[test]
    fn parse_refuses_what_names_no_token() {
        let native = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
        for text in [
            "",
            "AGE-PLUGIN-X-1",
            RECIPIENT,
            native,
            "AGE-SECRET-KEY-1 age1x",
        ] {
            assert_eq!(Token::parse(text).unwrap_err(), TokenError::Text, "{text}");
        }
    }

    #[test]
    fn one_line_is_plain_and_short() {
        assert_eq!(
            one_line(" a\n\u{1b}[31mb\u{202e}\u{2068}c\u{2069} "),
            "a  [31mbc"
        );
        assert!(one_line(&"x".repeat(5000)).len() < 1000);
    }

    #[test]
    fn debug_prints_no_identity() {
        let identity = Identity::default_for_plugin("bellropenone");
        let token = Token::of(RECIPIENT, &identity.to_string()).unwrap();
        assert_eq!(format!("{token:?}"), "Token { .. }");
        assert_eq!(token.plugin(), "bellropenone");
        let other = Identity::default_for_plugin("bellropeother");
        let differ = Token::of(RECIPIENT, &other.to_string()).unwrap_err();
        assert!(matches!(differ, TokenError::Differ { .. }), "{differ}");
    }
}
