//! Bringing shares together, and saying which do not belong.

use bellrope_protocol::secret::SecretBytes;
use vsss_rs::Gf256;
use zeroize::{Zeroize as _, Zeroizing};

use crate::share::Share;

/// Gives back the secret that shares of one split hold.
///
/// More shares than needed are held against each other. With just as many as needed, a share that was
/// changed on purpose gives another secret: hold what it opens against a public key.
///
/// # Errors
///
/// [`CombineError`], by variant.
// spec: docs/recovery.md §5
pub fn combine(shares: &[Share]) -> Result<SecretBytes<32>, CombineError> {
    check(shares)?;
    let need = shares
        .first()
        .map_or(0, |share| usize::from(share.plan.need()));
    let (used, more) = shares.split_at(need.min(shares.len()));
    let secret = interpolate(&used.iter().collect::<Vec<_>>())?;
    for extra in more {
        let mut others: Vec<&Share> = used.iter().skip(1).collect();
        others.push(extra);
        if !interpolate(&others)?.equals(secret.expose_secret()) {
            let number = extra.number;
            return Err(CombineError::Unfit { number });
        }
    }
    Ok(secret)
}

fn check(shares: &[Share]) -> Result<(), CombineError> {
    let Some(first) = shares.first() else {
        return Err(CombineError::TooFew { count: 0, need: 2 });
    };
    for (index, share) in shares.iter().enumerate() {
        let number = share.number;
        if share.desk != first.desk {
            return Err(CombineError::OtherDesk { number });
        }
        if share.set != first.set || share.plan != first.plan {
            return Err(CombineError::OtherSet { number });
        }
        if shares[..index].iter().any(|other| other.number == number) {
            return Err(CombineError::Twice { number });
        }
    }
    let (count, need) = (shares.len(), first.plan.need());
    if count < usize::from(need) {
        return Err(CombineError::TooFew { count, need });
    }
    Ok(())
}

fn interpolate(shares: &[&Share]) -> Result<SecretBytes<32>, CombineError> {
    let mut points: Vec<Vec<u8>> = shares.iter().map(|share| share.to_scheme()).collect();
    let combined = Gf256::combine_bytes(&points);
    points.iter_mut().for_each(|point| point.zeroize());
    let combined = Zeroizing::new(combined.map_err(|_| CombineError::Scheme)?);
    let secret = <&[u8; 32]>::try_from(combined.as_slice());
    Ok(SecretBytes::new(secret.map_err(|_| CombineError::Scheme)?))
}

/// Why shares give no secret. Numbers are those printed on the shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CombineError {
    /// There are not enough.
    #[error("there are {count} shares, {need} are needed")]
    TooFew {
        /// How many there are.
        count: usize,
        /// How many are needed.
        need: u8,
    },
    /// A share is that of another desk than the first. Whether the first is of the right one, only
    /// who knows its fingerprint can ask ([`Share::is_of`]).
    #[error("share {number} is of another desk than the first")]
    OtherDesk {
        /// The number of the share.
        number: u8,
    },
    /// A share was made at another time than the first.
    #[error("share {number} was made at another time than the first")]
    OtherSet {
        /// The number of the share.
        number: u8,
    },
    /// A share was given twice.
    #[error("share {number} was given twice")]
    Twice {
        /// The number of the share.
        number: u8,
    },
    /// There are more shares than needed, and one does not fit the others.
    #[error("share {number} does not fit the ones before it: one of them was changed")]
    Unfit {
        /// The number of the first that does not fit.
        number: u8,
    },
    /// The scheme refuses, which no shares of ours cause.
    #[error("shares cannot be combined")]
    Scheme,
}
