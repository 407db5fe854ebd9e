//! The board of terms: what is overdue, what is due soon (R078).

use bellrope_protocol::time::Day;

use super::state::{State, Term};
use crate::vocabulary::words;

words! {
    /// Where on the board a term stands.
    pub enum Group: "deadline-group" {
        Overdue = "overdue", "Te laat", "Overdue";
        Within3 = "within-3", "Binnen 3 dagen", "Within 3 days";
        Within7 = "within-7", "Binnen 7 dagen", "Within 7 days";
        Within15 = "within-15", "Binnen 15 dagen", "Within 15 days";
        Within30 = "within-30", "Binnen 30 dagen", "Within 30 days";
        Later = "later", "Later", "Later";
    }
}

impl Group {
    /// Returns the group of a state; `None` if nothing is to be done any more.
    #[must_use]
    pub const fn of(state: State) -> Option<Self> {
        match state {
            State::Overdue { .. } => Some(Self::Overdue),
            State::Open { days: 0..=3 } => Some(Self::Within3),
            State::Open { days: 4..=7 } => Some(Self::Within7),
            State::Open { days: 8..=15 } => Some(Self::Within15),
            State::Open { days: 16..=30 } => Some(Self::Within30),
            State::Open { .. } => Some(Self::Later),
            State::Kept | State::Late { .. } | State::Stopped => None,
        }
    }
}

/// One term of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline<N> {
    /// The case.
    pub number: N,
    /// The term.
    pub term: Term,
}

/// Returns what is still to be done, with its group, most urgent first: by last day, then by kind
/// (the law before promises), then by case.
#[must_use]
pub fn board<N: Ord>(
    deadlines: impl IntoIterator<Item = Deadline<N>>,
    today: Day,
) -> Vec<(Group, Deadline<N>)> {
    let with_group = |deadline: Deadline<N>| {
        let group = Group::of(deadline.term.state(today))?;
        Some((group, deadline))
    };
    let mut rows: Vec<_> = deadlines.into_iter().filter_map(with_group).collect();
    rows.sort_by(|(_, a), (_, b)| {
        let days = a.term.due.cmp(&b.term.due);
        days.then_with(|| a.term.kind.cmp(&b.term.kind))
            .then_with(|| a.number.cmp(&b.number))
    });
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::term::TermKind;

    fn deadline(number: u32, due: u32) -> Deadline<u32> {
        Deadline {
            number,
            term: Term::open(TermKind::Feedback, Day::MIN.plus(due)),
        }
    }

    #[test]
    fn board_groups_by_the_days_that_are_left() {
        let today = Day::MIN.plus(100);
        let dues = [300, 131, 130, 115, 116, 107, 108, 103, 104, 100, 99, 1];
        let rows = board(
            (1..).zip(dues).map(|(number, due)| deadline(number, due)),
            today,
        );
        let groups: Vec<String> = rows.iter().map(|(group, _)| group.to_string()).collect();
        assert_eq!(
            groups,
            [
                "overdue",
                "overdue",
                "within-3",
                "within-3",
                "within-7",
                "within-7",
                "within-15",
                "within-15",
                "within-30",
                "within-30",
                "later",
                "later",
            ]
        );
    }

    #[test]
    fn board_drops_what_is_done_and_puts_the_law_first() {
        let today = Day::MIN.plus(100);
        let mut kept = deadline(1, 90);
        kept.term.done = Some(Day::MIN.plus(80));
        let mut promise = deadline(2, 110);
        promise.term.kind = TermKind::Interim;
        let rows = board([kept, promise, deadline(4, 110), deadline(3, 110)], today);
        let numbers: Vec<u32> = rows.iter().map(|(_, deadline)| deadline.number).collect();
        assert_eq!(numbers, [3, 4, 2]);
    }

    proptest! {
        #[test]
        fn board_shows_every_open_term_once_in_order(
            dues in prop::collection::vec(0..400_u32, 0..50),
            today in 0..400_u32,
        ) {
            let count = dues.len();
            let all = (0..).zip(dues).map(|(number, due)| deadline(number, due));
            let rows = board(all, Day::MIN.plus(today));
            prop_assert_eq!(rows.len(), count);
            prop_assert!(rows.is_sorted_by_key(|(group, deadline)| (*group, deadline.term.due)));
        }
    }
}
