//! What an entry may tell of an act: a closed list of keys, each with values of one kind.

use std::fmt;
use std::str::FromStr;

use bellrope_protocol::encoding::decode_hex;
use bellrope_protocol::time::Day;

use crate::name::{CaseNumber, NameError};

/// Greatest length of a code, in bytes.
const CODE_MAX_LEN: usize = 32;

/// What the values of a key look like. None has room for a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word of a closed list of the desk's: `[a-z][a-z0-9-]*`, at most 32 bytes.
    Code,
    /// A decimal number below 2^64, without leading zeros.
    Count,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// A SHA-256, 64 lower-case hex digits.
    Hash,
    /// A random id, 16 lower-case hex digits.
    Id,
    /// The number of a case, `NNNN-NNNN`.
    Case,
}

impl Kind {
    /// Says whether a value is one of this kind, in its one spelling.
    #[must_use]
    pub fn admits(self, value: &str) -> bool {
        match self {
            Self::Code => is_code(value),
            Self::Count => value.parse::<u64>().is_ok_and(|n| n.to_string() == value),
            Self::Day => value.parse::<Day>().is_ok(),
            Self::Hash => value.len() == 64 && decode_hex(value).is_ok(),
            Self::Id => value.len() == 16 && decode_hex(value).is_ok(),
            Self::Case => value.parse::<CaseNumber>().is_ok(),
        }
    }
}

fn is_code(value: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    value.len() <= CODE_MAX_LEN
        && value.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && value.bytes().all(allowed)
}

macro_rules! keys {
    ($($(#[doc = $doc:literal])* $name:ident = $code:literal $kind:ident;)+) => {
        /// What a fact is about. Facts stand in an entry in this order, each key once at most.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key { $($(#[doc = $doc])* $name,)+ }

        impl Key {
            /// Every key, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Returns its code, as it stands in an entry.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Returns what its values look like.
            #[must_use]
            pub const fn kind(self) -> Kind {
                match self { $(Self::$name => Kind::$kind,)+ }
            }

            fn of_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

keys! {
    /// The proposal that an act belongs to: the same in all its entries.
    Proposal = "proposal" Id;
    /// The act that is proposed or done: its code, or a word for what has none.
    What = "what" Code;
    /// Why, in a word of a closed list.
    Ground = "ground" Code;
    /// Why, in somebody's own words: their salted hash.
    Reason = "reason" Hash;
    /// A category of 17.1.
    Category = "category" Code;
    /// A route of 17.4.
    Route = "route" Code;
    /// An outcome of 17.4.
    Outcome = "outcome" Code;
    /// A measure of 17.4.
    Measure = "measure" Code;
    /// How urgent.
    Urgency = "urgency" Code;
    /// Whether it is a misstand, and on which ground.
    Misstand = "misstand" Code;
    /// A status of 17.3.
    Status = "status" Code;
    /// What a person may do.
    Role = "role" Code;
    /// How a report came.
    Channel = "channel" Code;
    /// Which term.
    Term = "term" Code;
    /// What sort of thing: of a draft, a print, a task.
    Sort = "sort" Code;
    /// The sort of recipient.
    To = "to" Code;
    /// The recipient by name: its salted hash.
    ToName = "to-name" Hash;
    /// Another case.
    Other = "other" Case;
    /// When it must be done.
    Due = "due" Day;
    /// The first day.
    From = "from" Day;
    /// The last day.
    Until = "until" Day;
    /// The day itself.
    Day = "day" Day;
    /// The Monday of a week.
    Week = "week" Day;
    /// How many.
    Count = "count" Count;
    /// Which item of a case, a learning point or measure, by its number.
    Item = "item" Count;
    /// The place of a letter in the log, from 0.
    Place = "place" Count;
    /// The size of the log of letters.
    Size = "size" Count;
    /// How many letters of cases.
    Letters = "letters" Count;
    /// How many covers, what nobody here can open, and answers that belong to no case.
    Covers = "covers" Count;
    /// How many letters went to the unverified box.
    Unverified = "unverified" Count;
    /// How many letters had been seen before.
    Repeats = "repeats" Count;
    /// The number of a card or key.
    Serial = "serial" Count;
    /// How many shares are needed.
    Need = "need" Count;
    /// How many shares there are.
    Of = "of" Count;
    /// The SHA-256 of a file that was written.
    File = "file" Hash;
    /// The SHA-256 of a bundle.
    Bundle = "bundle" Hash;
    /// The root of the log of letters at that size.
    Root = "root" Hash;
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Key {
    type Err = NameError;

    fn from_str(code: &str) -> Result<Self, NameError> {
        Self::of_code(code).ok_or(NameError::Key)
    }
}
