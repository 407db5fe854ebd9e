//! A safe look at a file: decrypted into memory, handed to the child that is locked down, never to a
//! disk (R104).

use std::io::Read as _;

use bellrope_preview::limit::FILE_MAX_LEN;
use bellrope_preview::{Preview, PreviewError, Viewer};
use bellrope_trail::{Act, Key};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{SaveError, locate, output_or_parcel, walk};
use crate::case::CaseNumber;
use crate::trail;
use crate::vault::{Vault, VaultError};

/// Makes a preview of an attachment; the trail tells of it.
///
/// # Errors
///
/// [`LookError`], by variant.
pub fn preview(
    vault: &mut Vault,
    number: &CaseNumber,
    attachment: u32,
    viewer: &Viewer,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<Preview, LookError> {
    let file = open(vault, number, attachment)?;
    let preview = viewer.preview(&file)?;
    vault.change(|change| {
        let shown = trail::entry(change, now, Act::PreviewShown)
            .case(number.for_trail()?)
            .with(Key::Item, attachment);
        trail::append(change, &shown, rng)
    })?;
    Ok(preview)
}

/// Decrypts an attachment into memory; its parcel is verified to its end.
pub(crate) fn open(
    vault: &Vault,
    number: &CaseNumber,
    attachment: u32,
) -> Result<Zeroizing<Vec<u8>>, LookError> {
    let found = locate(vault, number, attachment)?;
    let len = usize::try_from(found.len).unwrap_or(usize::MAX);
    if len > FILE_MAX_LEN {
        return Err(PreviewError::TooLarge { len }.into());
    }
    // Whole from the beginning: a buffer that grows leaves copies behind.
    let mut file = Zeroizing::new(Vec::with_capacity(len));
    let mut at = 0;
    walk(vault.folder(), &found.key, |_, entry| {
        if at == found.position {
            entry.read_to_end(&mut file).map_err(output_or_parcel)?;
        }
        at += 1;
        Ok(())
    })?;
    Ok(file)
}

/// Why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LookError {
    /// The file cannot be taken out of its parcel.
    #[error(transparent)]
    Open(#[from] SaveError),
    /// There is no preview of it.
    #[error(transparent)]
    Preview(#[from] PreviewError),
}

impl From<VaultError> for LookError {
    fn from(err: VaultError) -> Self {
        Self::Open(err.into())
    }
}
