//! What is said of letters, replies and attachments.

use bellrope_preview::PreviewError;

use super::{Said, Say};
use crate::attachment::{LookError, SaveError};
use crate::case::{REPLY_TEXT_MAX_LEN, ReplyError, ShowError};

impl Say for ReplyError {
    fn said(&self) -> Said {
        match self {
            ReplyError::Vault(err) => err.said(),
            ReplyError::Absent { number } => Said::no_case(number.as_str()),
            ReplyError::Move(err) => err.said(),
            ReplyError::OneWay { number } => Said::refused("err-one-way").value("number", number),
            ReplyError::Empty => Said::refused("err-empty").hint("rec-empty"),
            ReplyError::TooLong { len } => Said::refused("err-too-long")
                .hint("rec-too-long")
                .value("bytes", len)
                .value("most", REPLY_TEXT_MAX_LEN),
            ReplyError::NoDraft { number } => Said::refused("err-no-draft").value("number", number),
        }
    }
}

impl Say for SaveError {
    fn said(&self) -> Said {
        match self {
            SaveError::Vault(err) => err.said(),
            SaveError::Absent { number } => Said::no_case(number.as_str()),
            SaveError::NoAttachment { number, attachment } => Said::refused("err-no-attachment")
                .hint("rec-no-attachment")
                .value("number", number)
                .value("attachment", attachment),
            SaveError::Incomplete { missing, blocks } => Said::refused("err-incomplete")
                .hint("rec-incomplete")
                .value("missing", missing)
                .value("blocks", blocks),
            SaveError::Parcel => Said::refused("err-parcel").hint("rec-tar"),
            SaveError::Refused => Said::refused("err-tar").hint("rec-tar"),
            SaveError::Exists { path } => Said::refused("err-exists")
                .hint("rec-exists")
                .value("file", path.display()),
            _ => Said::named(self),
        }
    }
}

impl Say for LookError {
    fn said(&self) -> Said {
        match self {
            LookError::Open(err) => err.said(),
            LookError::Preview(err) => {
                let said = match err {
                    PreviewError::TooLarge { .. } => Said::refused("err-preview-too-large"),
                    PreviewError::TooSlow => Said::refused("err-preview-too-slow"),
                    PreviewError::Missing { .. } => Said::refused("err-preview-missing"),
                    PreviewError::Unprotected => Said::refused("err-preview-unprotected"),
                    _ => Said::refused("err-preview-died"),
                };
                said.hint("rec-preview")
            }
        }
    }
}

impl Say for ShowError {
    fn said(&self) -> Said {
        match self {
            ShowError::Vault(err) => err.said(),
            ShowError::Absent { number } => Said::no_case(number.as_str()),
        }
    }
}
