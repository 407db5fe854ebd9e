//! Signing a configuration, adding to its signatures, and verifying all of them.

use thiserror::Error;

use super::form::PageFormError;
use super::wire::Page;
use crate::base::DeskName;
use crate::card::{SuccessionError, follow};
use crate::json;
use crate::note::{
    LineError, Lines, NoteText, ParseNoteError, SignedNote, SignerKey, TextError, VerifierKey,
    VerifyNoteError,
};
use crate::tag::body_hash;

/// What begins the first line, after `bellrope/1 `.
const KIND: &str = "page";
/// Greatest length of a signed configuration, in bytes.
pub const PAGE_MAX_LEN: usize = 131_072;

/// A configuration as it came, verified by no one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedPage {
    note: SignedNote,
    page: Page,
    /// The root of each desk, in their order.
    roots: Vec<VerifierKey>,
}

impl SignedPage {
    /// Signs a configuration with the root of one of its desks, whose name must be `base/root`.
    /// The other desks [add](Self::add_signature) theirs.
    ///
    /// # Errors
    ///
    /// [`SignPageError`], by variant.
    pub fn sign(page: Page, root: &SignerKey) -> Result<Self, SignPageError> {
        page.check()?;
        let roots = roots(&page)?;
        if !roots.contains(&root.verifier()) {
            return Err(SignPageError::Root);
        }
        let mut object = Vec::with_capacity(json::len(&page));
        json::write(&page, &mut object);
        let text = NoteText::new(KIND).field(String::from_utf8_lossy(&object));
        let note = SignedNote::sign(text, root)?;
        Self { note, page, roots }.fitting()
    }

    /// Adds the signature of a further desk's root to the same text.
    ///
    /// # Errors
    ///
    /// [`SignPageError::Root`] if the configuration lists no desk with that root,
    /// [`SignPageError::TooLong`].
    pub fn add_signature(mut self, root: &SignerKey) -> Result<Self, SignPageError> {
        if !self.roots.contains(&root.verifier()) {
            return Err(SignPageError::Root);
        }
        let signature = root.sign(self.note.unverified_text());
        self.note.add(signature)?;
        self.fitting()
    }

    fn fitting(self) -> Result<Self, SignPageError> {
        let len = self.note.to_string().len();
        if len > PAGE_MAX_LEN {
            return Err(SignPageError::TooLong { len });
        }
        Ok(self)
    }

    /// Reads a signed configuration, of which nothing is believed yet.
    ///
    /// # Errors
    ///
    /// [`ParsePageError`], by variant.
    pub fn parse(bytes: &[u8]) -> Result<Self, ParsePageError> {
        let note = SignedNote::parse(bytes, PAGE_MAX_LEN)?;
        let mut lines = Lines::open(note.unverified_text(), KIND)?;
        let object = lines.text("page")?;
        lines.end()?;
        let page: Page = json::from_line(object.as_bytes())?;
        page.check()?;
        let roots = roots(&page)?;
        Ok(Self { note, page, roots })
    }

    /// Verifies that every desk on the page signed it, and nobody else.
    ///
    /// That they are the right desks is for who knows their fingerprints to say.
    ///
    /// # Errors
    ///
    /// [`VerifyPageError`], by variant.
    ///
    /// Spec: docs/protocol.md §20, G1–G3.
    pub fn verify(self) -> Result<VerifiedPage, VerifyPageError> {
        let bytes = self.note.to_string().into_bytes();
        // spec: §20 G3
        let count = self.note.signatures().len();
        if count > self.roots.len() {
            let expected = self.roots.len();
            return Err(VerifyPageError::Signatures { count, expected });
        }
        let note = self.note.verify(&self.roots)?;
        for (desk, root) in self.page.desks.iter().zip(&self.roots) {
            // spec: §20 G2
            if !note.is_signed_by(root) {
                return Err(VerifyPageError::Unsigned {
                    desk: desk.desk.clone(),
                });
            }
        }
        Ok(VerifiedPage {
            bytes,
            page: self.page,
        })
    }

    /// Returns the desks whose signature is still missing. Says nothing about those that are there.
    #[must_use]
    pub fn unsigned_desks(&self) -> Vec<&DeskName> {
        let is_missing = |root: &VerifierKey| {
            let signatures = self.note.signatures();
            !signatures.iter().any(|signature| root.matches(signature))
        };
        let pairs = self.page.desks.iter().zip(&self.roots);
        pairs
            .filter(|(_, root)| is_missing(root))
            .map(|(desk, _)| &desk.desk)
            .collect()
    }

    /// Returns the configuration before anyone has vouched for it: to show what is to be signed,
    /// never to believe it.
    #[must_use]
    pub fn unverified_page(&self) -> &Page {
        &self.page
    }

    /// Writes the signed configuration as it is stored and served.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.note.to_string().into_bytes()
    }
}

/// Finds the root of each desk.
// spec: §20 G1
fn roots(page: &Page) -> Result<Vec<VerifierKey>, SuccessionError> {
    let root = |desk: &super::PageDesk| {
        let base = page.base(desk);
        follow(&base, &desk.founding, &desk.succession)
            .map(|root| root.verifier(base.root_key_name()))
    };
    page.desks.iter().map(root).collect()
}

/// A configuration that every desk on it signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedPage {
    bytes: Vec<u8>,
    page: Page,
}

impl VerifiedPage {
    /// Returns what the configuration says.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Returns the signed configuration as it is stored and served.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Hashes the signed configuration (SHA-256).
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        body_hash(&self.bytes)
    }
}

/// Why a configuration is not signed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignPageError {
    /// A rule of the form is broken.
    #[error("page breaks a rule of its form")]
    Form(#[from] PageFormError),
    /// A desk's succession is broken.
    #[error("page has a desk with a broken succession of roots")]
    Succession(#[from] SuccessionError),
    /// The signing key is not the root of a desk on the page, or has another name.
    #[error("page lists no desk with the root that is to sign it")]
    Root,
    /// The text cannot stand in a note.
    #[error("page cannot stand in a note")]
    Text(#[from] TextError),
    /// There is no room for a further signature.
    #[error("page has no room for a further signature")]
    Full(#[from] ParseNoteError),
    /// The signed configuration is too long.
    #[error("page is {len} bytes, at most {PAGE_MAX_LEN}")]
    TooLong {
        /// Its length, in bytes.
        len: usize,
    },
}

/// Why bytes are not a configuration.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParsePageError {
    /// The bytes are not a signed note, or too long.
    #[error("page is not a signed note")]
    Note(#[from] ParseNoteError),
    /// The text does not have exactly the two lines of a configuration.
    #[error("page does not have the two lines of one")]
    Text(#[from] LineError),
    /// The object is not JSON of a configuration: malformed, a member missing, unknown or repeated.
    #[error("page is malformed at byte {position} of its object")]
    Object {
        /// Byte of the object at which reading stopped, from 1; 0 if it is about the whole.
        position: usize,
    },
    /// A rule of the form is broken.
    #[error("page breaks a rule of its form")]
    Form(#[from] PageFormError),
    /// A desk's succession is broken.
    #[error("page has a desk with a broken succession of roots")]
    Succession(#[from] SuccessionError),
}

impl From<json::JsonError> for ParsePageError {
    fn from(err: json::JsonError) -> Self {
        Self::Object {
            position: err.position,
        }
    }
}

/// Why a configuration is not that of its desks.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyPageError {
    /// A signature of a desk does not verify, or there is none of any desk.
    #[error("page is not signed by its desks")]
    Signature(#[from] VerifyNoteError),
    /// A desk did not sign.
    #[error("page is not signed by desk {desk}, which it lists")]
    Unsigned {
        /// The desk.
        desk: DeskName,
    },
    /// There are more signatures than desks: bytes that nobody vouches for.
    #[error("page has {count} signatures, expected {expected}")]
    Signatures {
        /// Their number.
        count: usize,
        /// One for each desk.
        expected: usize,
    },
}
