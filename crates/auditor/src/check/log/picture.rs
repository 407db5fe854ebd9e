//! The picture of a log over time, in flat memory however long the log is.

use std::collections::BTreeMap;

use crate::finding::{Picture, Point};

/// Points that are kept at most while reading; twice this in a picture, for two series.
const KEPT: usize = 128;

/// A series of which every 2^k-th point is kept, and the last.
#[derive(Debug, Default)]
pub(super) struct Series {
    points: Vec<(u64, u64)>,
    stride: u64,
    seen: u64,
    last: Option<(u64, u64)>,
}

impl Series {
    /// Adds the value at a time (Unix seconds), which must not be before the last.
    pub(super) fn add(&mut self, time: u64, value: u64) {
        self.stride = self.stride.max(1);
        if self.seen.is_multiple_of(self.stride) {
            self.points.push((time, value));
        }
        self.seen += 1;
        self.last = Some((time, value));
        if self.points.len() > KEPT {
            let mut position = 0;
            self.points.retain(|_| {
                position += 1;
                position % 2 == 1
            });
            self.stride *= 2;
        }
    }

    fn into_map(self) -> BTreeMap<u64, u64> {
        self.points.into_iter().chain(self.last).collect()
    }
}

/// Merges growth and pruning into one picture; `None` of an empty log.
pub(super) fn merge(log: &str, entries: Series, pruned: Series) -> Option<Picture> {
    let (entries, pruned) = (entries.into_map(), pruned.into_map());
    let mut times: Vec<u64> = entries.keys().chain(pruned.keys()).copied().collect();
    times.sort_unstable();
    times.dedup();
    let at = |series: &BTreeMap<u64, u64>, time: u64| {
        let before = series.range(..=time).next_back();
        before.map_or(0, |(_, value)| *value)
    };
    let points: Vec<Point> = times
        .into_iter()
        .map(|time| Point {
            time,
            entries: at(&entries, time),
            pruned: at(&pruned, time),
        })
        .collect();
    (!points.is_empty()).then(|| Picture {
        log: log.to_owned(),
        points,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merge_keeps_few_points_and_the_last() {
        let mut entries = Series::default();
        for time in 0..100_000u64 {
            entries.add(time, time * 16);
        }
        let picture = merge("intake", entries, Series::default()).unwrap();
        assert!(picture.points.len() <= KEPT + 1, "{}", picture.points.len());
        assert_eq!(picture.points.last().unwrap().entries, 99_999 * 16);
    }

    #[test]
    fn merge_says_what_was_pruned_by_each_time() {
        let (mut entries, mut pruned) = (Series::default(), Series::default());
        entries.add(10, 16);
        entries.add(20, 32);
        pruned.add(15, 16);
        let points = merge("intake", entries, pruned).unwrap().points;
        let values: Vec<_> = points
            .iter()
            .map(|p| (p.time, p.entries, p.pruned))
            .collect();
        assert_eq!(values, [(10, 16, 0), (15, 16, 16), (20, 32, 16)]);
    }

    #[test]
    fn merge_of_nothing_is_no_picture() {
        assert_eq!(merge("cards", Series::default(), Series::default()), None);
    }
}
