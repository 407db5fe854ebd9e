//! The vault: a folder whose every record is sealed under keys that a passphrase opens.
//!
//! In scope: the passphrase ([`Passphrase`], [`Cost`]), sealing ([`RecordKey`]), the tables
//! ([`Reading`], [`Change`]), the slots of keys that can be destroyed ([`Slot`]), one process at
//! a time.
//!
//! Not in scope: what the records mean; that is `key`, `case` and their neighbours.
//!
//! # The folder
//!
//! ```text
//! vault.json     Argon2id parameters, salt, a lock for each person with the team's keys
//! vault.redb     the records, sealed; two-phase commits
//! weeks/<week>   the slot key of a weekly intake key; never in a backup
//! cases/<slot>   the slot key of a case
//! blocks/<addr>  blocks of parcels as they came, ciphertext
//! lock           held while a process has the vault open
//! ```
//!
//! A change is one redb transaction: there whole after a crash, or not at all. Files beside the
//! database are written and synced before the transaction that names them; what no transaction
//! names is swept away later. Docs: `docs/vault.md`.

mod ask;
mod bound;
mod case_key;
mod envelope;
mod error;
mod folder;
mod header;
mod key_file;
mod known;
mod lock;
mod mark;
mod passphrase;
mod record;
mod rekey;
mod seal;
mod slot;
mod store;
mod table;
#[cfg(test)]
mod tests;
mod token;
mod watch;

pub use ask::{Ask, Asker};
pub use error::VaultError;
pub use folder::Founding;
pub use known::Known;
pub(crate) use lock::DraftLock;
pub use lock::{PersonId, PersonIdError};
pub use passphrase::{Cost, CostError, PASSPHRASE_MIN_CHARS, Passphrase, PassphraseError};
pub use record::Record;
pub use seal::RecordKey;
pub use slot::{Slot, SlotKind};
pub use store::{Vault, Witness};
pub use table::{Change, Reading, Records};
pub use token::{MAX_TOKENS, Token, TokenError};

pub(crate) use bound::TokenChange;
pub(crate) use case_key::{CaseKey, CaseSeed, Inlay, Letter, Wrap};
pub(crate) use folder::{BLOCKS, header_bytes};
pub(crate) use key_file::{Opener, archive_key};
pub(crate) use mark::{Lookup, Mark};
pub(crate) use rekey::{Moved, SlotUse};
pub(crate) use store::Seat;
pub(crate) use table::RawRecord;
