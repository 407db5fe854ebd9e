//! Finds keys that occur twice among any number of them, in flat memory.
//!
//! Keys are sorted in runs of [`RUN`] and each run goes to a temporary file; at the end the runs
//! are merged, and equal keys stand beside each other. Nothing is hashed down: a repeat is a
//! repeat of the whole key, and none is missed.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, Write as _};

use rayon::slice::ParallelSliceMut as _;

/// Keys that are held in memory at once: 10 MiB of the longest.
const RUN: usize = 1 << 18;
/// Buffer of each run that is read, in bytes.
const BUFFER: usize = 1 << 14;

/// A key and the index of the entry that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row<const N: usize> {
    key: [u8; N],
    index: u64,
}

impl<const N: usize> Row<N> {
    /// Returns the first bytes of the key as a number: what tells nearly all keys apart.
    fn prefix(&self) -> u64 {
        self.key
            .first_chunk()
            .copied()
            .map_or(0, u64::from_be_bytes)
    }
}

impl<const N: usize> Ord for Row<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_prefix = self.prefix().cmp(&other.prefix());
        by_prefix.then_with(|| (self.key, self.index).cmp(&(other.key, other.index)))
    }
}

impl<const N: usize> PartialOrd for Row<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Keys of N bytes.
pub(super) struct Repeats<const N: usize> {
    rows: Vec<Row<N>>,
    runs: Vec<File>,
    run: usize,
}

/// Two entries with one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Repeat {
    pub(super) first: u64,
    pub(super) again: u64,
}

impl<const N: usize> Repeats<N> {
    pub(super) fn new() -> Self {
        Self::with_run(RUN)
    }

    fn with_run(run: usize) -> Self {
        Self {
            rows: Vec::new(),
            runs: Vec::new(),
            run,
        }
    }

    /// Adds the key of an entry.
    pub(super) fn add(&mut self, key: [u8; N], index: u64) -> io::Result<()> {
        self.rows.push(Row { key, index });
        if self.rows.len() >= self.run {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.rows.par_sort_unstable();
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for row in self.rows.drain(..) {
            file.write_all(&row.key)?;
            file.write_all(&row.index.to_be_bytes())?;
        }
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        Ok(())
    }

    /// Calls `found` for every key that occurs again.
    pub(super) fn finish(mut self, mut found: impl FnMut(Repeat)) -> io::Result<()> {
        if self.runs.is_empty() {
            self.rows.par_sort_unstable();
            let mut last = None;
            for row in self.rows {
                compare(&mut last, row, &mut found);
            }
            return Ok(());
        }
        self.flush()?;
        let mut runs: Vec<_> = self
            .runs
            .into_iter()
            .map(|file| BufReader::with_capacity(BUFFER, file))
            .collect();
        let mut heap = BinaryHeap::new();
        for (number, run) in runs.iter_mut().enumerate() {
            heap.extend(read_row::<N>(run)?.map(|row| Reverse((row, number))));
        }
        let mut last = None;
        while let Some(mut least) = heap.peek_mut() {
            let Reverse((row, number)) = *least;
            compare(&mut last, row, &mut found);
            match read_row::<N>(&mut runs[number])? {
                Some(next) => *least = Reverse((next, number)),
                None => drop(PeekMut::pop(least)),
            }
        }
        Ok(())
    }
}

fn compare<const N: usize>(last: &mut Option<Row<N>>, row: Row<N>, found: &mut impl FnMut(Repeat)) {
    match last {
        Some(first) if first.key == row.key => found(Repeat {
            first: first.index,
            again: row.index,
        }),
        _ => *last = Some(row),
    }
}

fn read_row<const N: usize>(run: &mut BufReader<File>) -> io::Result<Option<Row<N>>> {
    let mut key = [0; N];
    let mut index = [0; 8];
    match run.read_exact(&mut key) {
        Err(err) if err.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    run.read_exact(&mut index)?;
    let index = u64::from_be_bytes(index);
    Ok(Some(Row { key, index }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeats(run: usize, keys: &[u8]) -> Vec<(u64, u64)> {
        let mut repeats = Repeats::<16>::with_run(run);
        for (index, key) in (0..).zip(keys) {
            repeats.add([*key; 16], index).unwrap();
        }
        let mut found = Vec::new();
        repeats
            .finish(|repeat| found.push((repeat.first, repeat.again)))
            .unwrap();
        found
    }

    #[test]
    fn finish_names_repeats_within_and_across_runs() {
        let keys = [5, 3, 9, 3, 7, 5, 1, 3];
        for run in [1, 2, 3, 8, 100] {
            assert_eq!(
                repeats(run, &keys),
                [(1, 3), (1, 7), (0, 5)],
                "runs of {run}"
            );
        }
    }

    #[test]
    fn finish_names_nothing_where_all_differ() {
        for run in [2, 100] {
            assert!(repeats(run, &[4, 2, 8, 6]).is_empty());
            assert!(repeats(run, &[]).is_empty());
        }
    }
}
