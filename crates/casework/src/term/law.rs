//! The terms of Directive (EU) 2019/1937, article 9, and the calendar that counts (R075, R076).

use bellrope_protocol::time::Day;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Days within which receipt is acknowledged.
const ACKNOWLEDGE_DAYS: u32 = 7;
/// Months within which there is feedback.
const FEEDBACK_MONTHS: u32 = 3;
/// The zone whose calendar counts.
const ZONE: &str = "Europe/Amsterdam";

/// Returns the day on which a letter counts as received: that of the last second of its epoch,
/// for the epoch's end may be midnight.
#[must_use]
pub fn received_day(epoch: u32) -> Day {
    local_day(u64::from(epoch).saturating_sub(1))
}

/// Returns the Dutch calendar day of a moment, in Unix seconds.
#[must_use]
pub fn local_day(now: u64) -> Day {
    let second = i64::try_from(now).unwrap_or(i64::MAX);
    let moment = Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
    // The time zones are compiled in; UTC would be an hour or two off.
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    day_of(moment.to_zoned(zone).date())
}

/// Returns the last day on which receipt may be acknowledged.
#[must_use]
pub fn acknowledge_by(received: Day) -> Day {
    received.plus(ACKNOWLEDGE_DAYS)
}

/// Returns the last day on which feedback may be given: three months after the acknowledgement
/// was sent, or after the term for it ended, if that came first. The end of a month is clamped.
///
/// Who acknowledges late gains no time: so the published board counts (docs/protocol.md §11.6 T4).
#[must_use]
pub fn feedback_by(received: Day, acknowledged: Option<Day>) -> Day {
    let latest = acknowledge_by(received);
    let from = acknowledged.map_or(latest, |day| day.min(latest));
    from.plus_months(FEEDBACK_MONTHS)
}

/// Returns the day that lies as many months later as feedback may take; an earlier promise than
/// [`feedback_by`] whenever that one counts.
#[must_use]
pub fn promised_by(received: Day) -> Day {
    feedback_by(received, Some(received))
}

fn day_of(date: Date) -> Day {
    let number = |value: i8| u32::try_from(value).unwrap_or(0);
    let year = u32::try_from(date.year()).unwrap_or(0);
    Day::from_date(year, number(date.month()), number(date.day())).unwrap_or(Day::MIN)
}

#[cfg(test)]
mod tests {
    use bellrope_protocol::time::DAY_SECS;
    use jiff::ToSpan as _;
    use proptest::prelude::*;

    use super::*;

    fn date(year: u32, month: u32, day: u32) -> Day {
        Day::from_date(year, month, day).unwrap()
    }

    #[test]
    fn acknowledge_by_is_seven_days_later() {
        // R075: received Tuesday 24-11-2026, due Tuesday 1-12-2026.
        assert_eq!(acknowledge_by(date(2026, 11, 24)), date(2026, 12, 1));
        assert_eq!(acknowledge_by(date(2028, 2, 24)), date(2028, 3, 2));
        assert_eq!(acknowledge_by(date(2026, 12, 28)), date(2027, 1, 4));
    }

    #[test]
    fn feedback_by_counts_from_the_acknowledgement_and_clamps() {
        // R076: acknowledged 30-11-2026, due 28-2-2027.
        for (acknowledged, due) in [
            (date(2026, 11, 30), date(2027, 2, 28)),
            (date(2026, 11, 28), date(2027, 2, 28)),
            (date(2026, 11, 27), date(2027, 2, 27)),
            (date(2027, 11, 29), date(2028, 2, 29)),
            (date(2027, 11, 30), date(2028, 2, 29)),
            (date(2026, 12, 31), date(2027, 3, 31)),
            (date(2027, 1, 31), date(2027, 4, 30)),
            (date(2027, 5, 31), date(2027, 8, 31)),
            (date(2027, 8, 31), date(2027, 11, 30)),
            (date(2027, 3, 31), date(2027, 6, 30)),
        ] {
            // Six days after receipt, as in the example.
            let received = Day::of(acknowledged.start_secs() - 6 * DAY_SECS);
            assert_eq!(
                feedback_by(received, Some(acknowledged)),
                due,
                "{acknowledged}"
            );
        }
    }

    #[test]
    fn feedback_by_gains_nothing_from_a_late_acknowledgement() {
        let received = date(2026, 11, 24);
        let in_time = feedback_by(received, Some(date(2026, 12, 1)));
        assert_eq!(in_time, date(2027, 3, 1));
        assert_eq!(feedback_by(received, Some(date(2027, 1, 15))), in_time);
    }

    #[test]
    fn feedback_by_counts_from_the_seven_days_without_acknowledgement() {
        // R076: received 24-11-2026, due 1-3-2027.
        assert_eq!(feedback_by(date(2026, 11, 24), None), date(2027, 3, 1));
        // The seven days end on the 30th: clamped.
        assert_eq!(feedback_by(date(2026, 11, 23), None), date(2027, 2, 28));
    }

    #[test]
    fn received_day_is_dutch_and_of_the_last_second() {
        let epoch = |text: &str| {
            let second = text.parse::<Timestamp>().unwrap().as_second();
            u32::try_from(second).unwrap()
        };
        // Winter: 23:00 UTC is midnight; the epoch that ends there is still the day before.
        assert_eq!(
            received_day(epoch("2026-11-24T23:00:00Z")),
            date(2026, 11, 24)
        );
        assert_eq!(
            received_day(epoch("2026-11-25T00:00:00Z")),
            date(2026, 11, 25)
        );
        // Summer: midnight is 22:00 UTC.
        assert_eq!(
            received_day(epoch("2026-07-01T22:00:00Z")),
            date(2026, 7, 1)
        );
        assert_eq!(
            received_day(epoch("2026-07-01T23:00:00Z")),
            date(2026, 7, 2)
        );
    }

    proptest! {
        #[test]
        fn feedback_by_clamps_as_a_calendar_does(number in 0..200_000_u32) {
            // The days of five centuries against jiff's own arithmetic.
            let day = Day::MIN.plus(number);
            let (year, month, date) = day.date();
            let jiff = Date::new(
                i16::try_from(year).unwrap(),
                i8::try_from(month).unwrap(),
                i8::try_from(date).unwrap(),
            );
            let later = jiff.unwrap().checked_add(3.months()).unwrap();
            prop_assert_eq!(feedback_by(day, Some(day)), day_of(later));
        }

        #[test]
        fn feedback_by_is_the_same_day_of_the_month_or_its_last(number in 0..200_000_u32) {
            let day = Day::MIN.plus(number);
            let due = feedback_by(day, Some(day));
            let ((year, month, date), (due_year, due_month, due_date)) = (day.date(), due.date());
            prop_assert_eq!(due_year * 12 + due_month, year * 12 + month + 3);
            let is_last = due.next().date().2 == 1;
            prop_assert!(due_date == date || is_last && due_date < date);
        }
    }
}
