//! What is said of a hardware token that does not do what it is asked.

use super::{Said, Say};
use crate::vault::{MAX_TOKENS, TokenError};

impl Say for TokenError {
    fn said(&self) -> Said {
        match self {
            Self::Text => Said::refused("err-token-text").hint("rec-token-text"),
            Self::Differ {
                recipient,
                identity,
            } => Said::refused("err-token-differ")
                .hint("rec-token-differ")
                .value("recipient", recipient)
                .value("identity", identity),
            Self::NoPlugin { plugin } => Said::refused("err-token-no-plugin")
                .hint("rec-token-no-plugin")
                .value("plugin", plugin),
            Self::Failed { message, .. } => Said::refused("err-token-failed")
                .hint("rec-token-failed")
                .value("message", message),
            Self::Unanswered { plugin } => Said::refused("err-token-unanswered")
                .hint("rec-token-unanswered")
                .value("plugin", plugin),
            Self::Slow { plugin, secs } => Said::refused("err-token-slow")
                .hint("rec-token-slow")
                .value("plugin", plugin)
                .value("secs", secs),
            Self::Wrong { .. } => Said::refused("err-token-wrong").hint("rec-token-wrong"),
            Self::Known => Said::refused("err-token-known"),
            Self::Many => Said::refused("err-token-many")
                .hint("rec-token-many")
                .value("most", MAX_TOKENS),
            Self::Absent => Said::refused("err-token-absent").hint("rec-token-absent"),
            Self::Debugged => Said::refused("err-token-debugged").hint("rec-token-debugged"),
        }
    }
}
