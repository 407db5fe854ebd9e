//! The file key of an archive: what its passphrase opens. It is kept in the keys file, sealed to the
//! team, so that shares open the newest backup without anybody's passphrase.

use std::cell::RefCell;
use std::collections::HashSet;

use age::scrypt::Recipient;
use age::secrecy::ExposeSecret as _;
use age::{DecryptError, EncryptError};
use age_core::format::{FileKey, Stanza};
use bellrope_protocol::secret::SecretBytes;

/// Length of a file key, in bytes.
pub(crate) const FILE_KEY_LEN: usize = 16;

/// A recipient by passphrase that keeps the file key which it wrapped.
pub(super) struct Keeping {
    recipient: Recipient,
    kept: RefCell<Option<SecretBytes<FILE_KEY_LEN>>>,
}

impl Keeping {
    pub(super) fn new(recipient: Recipient) -> Self {
        Self {
            recipient,
            kept: RefCell::new(None),
        }
    }

    /// Returns the key, once a file was begun.
    pub(super) fn into_key(self) -> Option<SecretBytes<FILE_KEY_LEN>> {
        self.kept.into_inner()
    }
}

impl age::Recipient for Keeping {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        *self.kept.borrow_mut() = Some(SecretBytes::new(file_key.expose_secret()));
        self.recipient.wrap_file_key(file_key)
    }
}

/// An identity that has the file key already.
pub(super) struct Known<'a>(pub(super) &'a SecretBytes<FILE_KEY_LEN>);

impl age::Identity for Known<'_> {
    fn unwrap_stanza(&self, _: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        Some(Ok(FileKey::new(Box::new(*self.0.expose_secret()))))
    }
}
