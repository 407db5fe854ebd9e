//! One share.

use std::fmt;

use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::Fingerprint;
use bellrope_protocol::secret::SecretBytes;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::plan::Plan;

/// Length of a share as bytes.
pub(crate) const LEN: usize = 4 + 4 + 4 + 32;
const VERSION: u8 = 1;

/// Which split a share is from: four random bytes, which say nothing. Written as 8 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SetId([u8; 4]);

impl SetId {
    pub(crate) fn draw(rng: &mut impl CryptoRng) -> Self {
        let mut id = [0; 4];
        rng.fill_bytes(&mut id);
        Self(id)
    }
}

impl fmt::Display for SetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encode_hex(&self.0))
    }
}

impl fmt::Debug for SetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SetId({self})")
    }
}

/// One of the shares of a secret. Its value is wiped on drop, never printed but on purpose
/// ([`Share::groups`]), never cloned.
pub struct Share {
    pub(crate) plan: Plan,
    pub(crate) number: u8,
    pub(crate) set: SetId,
    /// The first bytes of the desk's fingerprint.
    pub(crate) desk: [u8; 4],
    pub(crate) value: SecretBytes<32>,
}

impl Share {
    /// Takes a share as the scheme gives it: its number, then its value.
    pub(crate) fn of_bytes(
        plan: Plan,
        set: SetId,
        desk: &Fingerprint,
        bytes: &[u8],
    ) -> Option<Self> {
        let (number, value) = bytes.split_first()?;
        Some(Self {
            plan,
            number: *number,
            set,
            desk: head(desk),
            value: SecretBytes::new(value.try_into().ok()?),
        })
    }

    /// Returns how many shares there are, and how many are needed.
    #[must_use]
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// Returns the number of the share, from 1.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.number
    }

    /// Returns which split it is from.
    #[must_use]
    pub fn set(&self) -> SetId {
        self.set
    }

    /// Says whether it was made at the desk of this fingerprint.
    #[must_use]
    pub fn is_of(&self, desk: &Fingerprint) -> bool {
        self.desk == head(desk)
    }

    /// Returns the share as the scheme takes it.
    pub(crate) fn to_scheme(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(1 + 32);
        bytes.push(self.number);
        bytes.extend_from_slice(self.value.expose_secret());
        bytes
    }

    // spec: docs/recovery.md §4
    pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(LEN));
        bytes.extend([VERSION, self.plan.need(), self.plan.of(), self.number]);
        bytes.extend(self.set.0);
        bytes.extend(self.desk);
        bytes.extend_from_slice(self.value.expose_secret());
        bytes
    }

    /// Reads what [`Share::to_bytes`] wrote.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (&[version, need, of, number], rest) = bytes.split_first_chunk::<4>()?;
        let (set, rest) = rest.split_first_chunk::<4>()?;
        let (desk, value) = rest.split_first_chunk::<4>()?;
        let plan = Plan::new(need, of).ok()?;
        if version != VERSION || number == 0 || number > of {
            return None;
        }
        Some(Self {
            plan,
            number,
            set: SetId(*set),
            desk: *desk,
            value: SecretBytes::new(value.try_into().ok()?),
        })
    }
}

fn head(desk: &Fingerprint) -> [u8; 4] {
    let [a, b, c, d, ..] = *desk.as_bytes();
    [a, b, c, d]
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Share")
            .field("number", &self.number)
            .field("plan", &self.plan)
            .field("set", &self.set)
            .finish_non_exhaustive()
    }
}
