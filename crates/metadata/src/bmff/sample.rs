//! Sample tables: which stretches of the file a track uses, chunk by chunk.
//!
//! Source: ISO/IEC 14496-12 §8.7.3 (sizes), §8.7.4 (samples per chunk), §8.7.5 (offsets).

use super::atom::{Atom, Space, by_name, children};
use super::movie::count;
use crate::bytes::{be16, be32, be64, piece, position};
use crate::outcome::CleanError;

/// The media data of a track.
pub(super) struct Spaces {
    pub(super) list: Vec<Space>,
    /// All samples have one size, which old QuickTime sound gives in units of its own.
    pub(super) is_constant: bool,
    /// Auxiliary data stands beside the samples, where it is not looked for.
    pub(super) is_encrypted: bool,
}

/// Computes the stretches of all chunks.
pub(super) fn spaces(file: &[u8], stbl: Space) -> Result<Spaces, CleanError> {
    let atoms = children(file, stbl)?;
    let offsets = offsets(file, &atoms)?;
    let sizes = Sizes::read(file, &atoms)?;
    let runs = runs(file, &atoms)?;
    let mut list = Vec::with_capacity(offsets.len());
    let (mut sample, mut run) = (0usize, 0usize);
    for (chunk, start) in (1..).zip(offsets) {
        while runs
            .get(run + 1)
            .is_some_and(|next| next.first_chunk <= chunk)
        {
            run += 1;
        }
        let samples = runs.get(run).map_or(0, |run| run.samples);
        let len = sizes.sum(sample, samples)?;
        sample = sample.saturating_add(samples);
        let end = start.checked_add(len).ok_or(CleanError::Malformed)?;
        list.push(start..end.min(file.len()).max(start));
    }
    let is_encrypted = by_name(&atoms, b"saio").is_some();
    let is_constant = matches!(sizes, Sizes::One { .. });
    Ok(Spaces {
        list,
        is_constant,
        is_encrypted,
    })
}

fn offsets(file: &[u8], atoms: &[Atom]) -> Result<Vec<usize>, CleanError> {
    let (atom, width) = match (by_name(atoms, b"stco"), by_name(atoms, b"co64")) {
        (Some(atom), None) => (atom, 4),
        (None, Some(atom)) => (atom, 8),
        _ => return Err(CleanError::Malformed),
    };
    let body = &file[atom.body()];
    let list = table(body, 4, width)?;
    let read = |entry: &[u8]| match width {
        4 => be32(entry, 0).and_then(position),
        _ => be64(entry, 0).and_then(position),
    };
    let list: Option<Vec<usize>> = list.chunks_exact(width).map(read).collect();
    list.ok_or(CleanError::Malformed)
}

/// Returns the entries of a table whose count stands at `at`.
fn table(body: &[u8], at: usize, width: usize) -> Result<&[u8], CleanError> {
    let len = count(body, at)?.checked_mul(width);
    len.and_then(|len| piece(body, at + 4, len))
        .ok_or(CleanError::Malformed)
}

/// From a chunk on, so many samples in each.
struct Run {
    first_chunk: u32,
    samples: usize,
}

fn runs(file: &[u8], atoms: &[Atom]) -> Result<Vec<Run>, CleanError> {
    let atom = by_name(atoms, b"stsc").ok_or(CleanError::Malformed)?;
    let entries = table(&file[atom.body()], 4, 12)?.chunks_exact(12);
    let run = |entry: &[u8]| {
        let samples = position(be32(entry, 4)?)?;
        Some(Run {
            first_chunk: be32(entry, 0)?,
            samples,
        })
    };
    let runs: Option<Vec<Run>> = entries.map(run).collect();
    runs.ok_or(CleanError::Malformed)
}

/// The sizes of the samples.
enum Sizes {
    One {
        size: usize,
    },
    /// Sums of the first n sizes, from n = 0.
    Each {
        sums: Vec<u64>,
    },
}

impl Sizes {
    fn read(file: &[u8], atoms: &[Atom]) -> Result<Self, CleanError> {
        if let Some(atom) = by_name(atoms, b"stz2") {
            return Self::compact(&file[atom.body()]);
        }
        let atom = by_name(atoms, b"stsz").ok_or(CleanError::Malformed)?;
        let body = &file[atom.body()];
        let size = count(body, 4)?;
        if size > 0 {
            return Ok(Self::One { size });
        }
        let entries = table(body, 8, 4)?.chunks_exact(4);
        Ok(Self::summed(
            entries.filter_map(|entry| be32(entry, 0)).map(u64::from),
        ))
    }

    /// Sizes of 4, 8 or 16 bits.
    fn compact(body: &[u8]) -> Result<Self, CleanError> {
        let count = count(body, 8)?;
        let entries = body.get(12..).unwrap_or_default();
        let bits = *body.get(7).ok_or(CleanError::Malformed)?;
        let fits = entries.len().saturating_mul(8) / usize::from(bits.max(1)) >= count;
        if !fits {
            return Err(CleanError::Malformed);
        }
        let size = |index: usize| match bits {
            16 => be16(entries, 2 * index).map(u64::from),
            8 => entries.get(index).map(|size| u64::from(*size)),
            4 => entries.get(index / 2).map(|two| match index % 2 {
                0 => u64::from(two >> 4),
                _ => u64::from(two & 15),
            }),
            _ => None,
        };
        let sizes: Option<Vec<u64>> = (0..count).map(size).collect();
        Ok(Self::summed(
            sizes.ok_or(CleanError::Malformed)?.into_iter(),
        ))
    }

    fn summed(sizes: impl Iterator<Item = u64>) -> Self {
        let sums = sizes.scan(0u64, |sum, size| {
            *sum = sum.saturating_add(size);
            Some(*sum)
        });
        Self::Each {
            sums: std::iter::once(0).chain(sums).collect(),
        }
    }

    /// The length of `count` samples from `first` on; there may be fewer.
    fn sum(&self, first: usize, count: usize) -> Result<usize, CleanError> {
        match self {
            Self::One { size } => size.checked_mul(count).ok_or(CleanError::Malformed),
            Self::Each { sums } => {
                let last = sums.len() - 1;
                let end = first.saturating_add(count).min(last);
                position(sums[end] - sums[first.min(last)]).ok_or(CleanError::Malformed)
            }
        }
    }
}
