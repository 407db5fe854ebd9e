//! Terms: when a desk must have acknowledged and given feedback (Directive (EU) 2019/1937,
//! article 9; requirements R075 and R076).
//!
//! Days are those of the Netherlands; a term ends at the end of its last day, also on a Sunday
//! or a holiday.

use bellrope_protocol::time::Day;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// Days within which receipt is acknowledged.
const ACKNOWLEDGE_DAYS: u32 = 7;
/// Months within which there is feedback.
const FEEDBACK_MONTHS: i64 = 3;
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
/// was sent, or, if none was, after the term for it ended. The end of a month is clamped.
#[must_use]
pub fn feedback_by(received: Day, acknowledged: Option<Day>) -> Day {
    let from = acknowledged.unwrap_or_else(|| acknowledge_by(received));
    day_of(date_of(from).saturating_add(Span::new().months(FEEDBACK_MONTHS)))
}

/// Returns the day that lies as many months later as feedback may take; an earlier promise than
/// [`feedback_by`] whenever that one counts.
#[must_use]
pub fn promised_by(received: Day) -> Day {
    feedback_by(received, Some(received))
}

fn date_of(day: Day) -> Date {
    let (year, month, day) = day.date();
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let (Ok(year), Ok(month), Ok(day)) = parts else {
        return Date::MAX;
    };
    Date::new(year, month, day).unwrap_or(Date::MAX)
}

fn day_of(date: Date) -> Day {
    let number = |value: i8| u32::try_from(value).unwrap_or(0);
    let year = u32::try_from(date.year()).unwrap_or(0);
    Day::from_date(year, number(date.month()), number(date.day())).unwrap_or(Day::MIN)
}

#[cfg(test)]
mod tests {
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
        let received = date(2026, 11, 24);
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
            assert_eq!(
                feedback_by(received, Some(acknowledged)),
                due,
                "{acknowledged}"
            );
        }
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
}
