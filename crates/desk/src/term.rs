//! Terms: when a desk must have acknowledged and given feedback (Directive (EU) 2019/1937,
//! article 9; requirements R075 and R076).
//!
//! Days are those of the Netherlands; a term ends at the end of its last day, also on a Sunday
//! or a holiday.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// Days within which receipt is acknowledged.
const ACKNOWLEDGE_DAYS: i64 = 7;
/// Months within which there is feedback.
const FEEDBACK_MONTHS: i64 = 3;
/// The zone whose calendar counts.
const ZONE: &str = "Europe/Amsterdam";

/// Returns the day on which a letter counts as received: that of the last second of its epoch,
/// for the epoch's end may be midnight.
#[must_use]
pub fn received_day(epoch: u32) -> Date {
    local_day(Timestamp::from_second(i64::from(epoch) - 1).unwrap_or(Timestamp::UNIX_EPOCH))
}

/// Returns the Dutch calendar day of a moment.
#[must_use]
pub fn local_day(moment: Timestamp) -> Date {
    // The time zones are compiled in; UTC would be an hour or two off and never worse.
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    moment.to_zoned(zone).date()
}

/// Returns the last day on which receipt may be acknowledged.
#[must_use]
pub fn acknowledge_by(received: Date) -> Date {
    received.saturating_add(Span::new().days(ACKNOWLEDGE_DAYS))
}

/// Returns the last day on which feedback may be given: three months after the acknowledgement
/// was sent, or, if none was, after the term for it ended. The end of a month is clamped.
#[must_use]
pub fn feedback_by(received: Date, acknowledged: Option<Date>) -> Date {
    acknowledged
        .unwrap_or_else(|| acknowledge_by(received))
        .saturating_add(Span::new().months(FEEDBACK_MONTHS))
}

/// Returns the UTC calendar day of a moment: the day of a reply batch (docs/protocol.md §1).
#[must_use]
pub fn utc_day(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}

/// Returns the Unix second at which a UTC day ends.
#[must_use]
pub fn utc_day_end(day: Date) -> u32 {
    let end = day
        .tomorrow()
        .and_then(|next| next.to_zoned(TimeZone::UTC))
        .map_or(0, |end| end.timestamp().as_second());
    u32::try_from(end).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

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
            assert_eq!(feedback_by(received, Some(acknowledged)), due, "{acknowledged}");
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
        assert_eq!(received_day(epoch("2026-11-24T23:00:00Z")), date(2026, 11, 24));
        assert_eq!(received_day(epoch("2026-11-25T00:00:00Z")), date(2026, 11, 25));
        // Summer: midnight is 22:00 UTC.
        assert_eq!(received_day(epoch("2026-07-01T22:00:00Z")), date(2026, 7, 1));
        assert_eq!(received_day(epoch("2026-07-01T23:00:00Z")), date(2026, 7, 2));
    }

    #[test]
    fn utc_day_end_is_midnight() {
        assert_eq!(utc_day_end(date(2026, 11, 23)), 1_795_478_400);
        let end = Timestamp::from_second(i64::from(utc_day_end(date(2026, 11, 23)))).unwrap();
        assert_eq!(end.to_string(), "2026-11-24T00:00:00Z");
    }
}
