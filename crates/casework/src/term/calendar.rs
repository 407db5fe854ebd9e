//! Working days and holidays of the Netherlands, for promises in working days.
//!
//! Holidays are those of the *Algemene termijnenwet*, article 3: New Year's Day, Good Friday, both
//! Easter days, King's Day, Liberation Day, Ascension Day, both Whitsun days, both Christmas days.
//! Days that a government adds for one year are not known.

use bellrope_protocol::time::Day;

/// Days from Easter Sunday to a holiday that moves with it. Good Friday, two days before, stands
/// apart.
const AFTER_EASTER: [u32; 5] = [0, 1, 39, 49, 50];
/// Holidays on the same date each year (month, day); King's Day stands apart.
const FIXED: [(u32, u32); 4] = [(1, 1), (5, 5), (12, 25), (12, 26)];

/// Returns Easter Sunday of a year from 1970 to 9999 (Gregorian); [`Day::MIN`] for others.
///
/// The algorithm of Meeus, Jones and Butcher.
#[must_use]
pub fn easter_sunday(year: u32) -> Day {
    let golden = year % 19;
    let (century, in_century) = (year / 100, year % 100);
    let moon_shift = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let early = (golden + 11 * epact + 22 * weekday) / 451;
    let after = epact + weekday + 114 - 7 * early;
    Day::from_date(year, after / 31, after % 31 + 1).unwrap_or(Day::MIN)
}

/// Says whether a day is a holiday.
#[must_use]
pub fn is_holiday(day: Day) -> bool {
    let (year, month, date) = day.date();
    let easter = easter_sunday(year);
    let moves = AFTER_EASTER.iter().any(|days| easter.plus(*days) == day);
    moves || day.plus(2) == easter || FIXED.contains(&(month, date)) || day == kings_day(year)
}

/// Returns King's Day: 27 April, or the day before if that is a Sunday.
fn kings_day(year: u32) -> Day {
    let day = |date| Day::from_date(year, 4, date).unwrap_or(Day::MIN);
    if weekday(day(27)) == 6 {
        day(26)
    } else {
        day(27)
    }
}

/// Returns the day of the week, Monday being 0.
fn weekday(day: Day) -> u32 {
    // 1970-01-01 was a Thursday.
    (day.days_since(Day::MIN) + 3) % 7
}

/// Says whether people work on a day: Monday to Friday, no holiday.
#[must_use]
pub fn is_working_day(day: Day) -> bool {
    weekday(day) < 5 && !is_holiday(day)
}

/// Returns the working day that is `days` working days later; the day itself does not count. With
/// 0, the day itself if it is one, or the next one.
#[must_use]
pub fn plus_working_days(day: Day, days: u32) -> Day {
    let mut current = day;
    let mut left = days;
    while current < Day::MAX && (left > 0 || !is_working_day(current)) {
        current = current.next();
        if is_working_day(current) {
            left = left.saturating_sub(1);
        }
    }
    current
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(label: &str) -> Day {
        label.parse().unwrap()
    }

    #[test]
    fn easter_sunday_is_that_of_the_almanacs() {
        for label in [
            "1970-03-29",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2029-04-01",
            "2030-04-21",
            "2031-04-13",
            "2032-03-28",
            "2033-04-17",
            "2034-04-09",
            "2035-03-25",
            "2038-04-25",
            "2285-03-22",
        ] {
            assert_eq!(easter_sunday(day(label).date().0), day(label));
        }
    }

    #[test]
    fn holidays_of_2026_and_2027_are_known() {
        let of_year = |year: u32| {
            let first = Day::from_date(year, 1, 1).unwrap();
            let days = (0..366).map(|number| first.plus(number));
            let in_year = days.filter(move |day| day.date().0 == year);
            let labels = in_year.filter(|day| is_holiday(*day));
            labels
                .map(|day| day.to_string()[5..].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of_year(2026),
            [
                "01-01", "04-03", "04-05", "04-06", "04-27", "05-05", "05-14", "05-24", "05-25",
                "12-25", "12-26",
            ]
        );
        assert_eq!(
            of_year(2027),
            [
                "01-01", "03-26", "03-28", "03-29", "04-27", "05-05", "05-06", "05-16", "05-17",
                "12-25", "12-26",
            ]
        );
        // 27 April 2025 was a Sunday.
        assert!(is_holiday(day("2025-04-26")) && !is_holiday(day("2025-04-27")));
    }

    #[test]
    fn plus_working_days_goes_over_weekends_and_holidays() {
        for (from, days, to) in [
            ("2026-11-24", 2, "2026-11-26"),
            ("2026-11-27", 2, "2026-12-01"),
            ("2026-11-28", 2, "2026-12-01"),
            ("2026-12-24", 1, "2026-12-28"),
            ("2026-04-02", 1, "2026-04-07"),
            ("2026-04-24", 2, "2026-04-29"),
            ("2026-11-28", 0, "2026-11-30"),
            ("2026-11-24", 0, "2026-11-24"),
            ("9999-12-30", 5, "9999-12-31"),
        ] {
            assert_eq!(plus_working_days(day(from), days), day(to), "{from} {days}");
        }
    }

    proptest! {
        #[test]
        fn plus_working_days_ends_on_a_working_day_with_that_many_between(
            number in 0..200_000_u32,
            days in 0..40_u32,
        ) {
            let from = Day::MIN.plus(number);
            let to = plus_working_days(from, days);
            prop_assert!(is_working_day(to));
            let between = (1..=to.days_since(from)).map(|number| from.plus(number));
            let worked = between.filter(|day| is_working_day(*day)).count();
            let extra = usize::from(days == 0 && to != from);
            prop_assert_eq!(worked, usize::try_from(days).unwrap() + extra);
        }

        #[test]
        fn easter_is_a_sunday_between_22_march_and_25_april(year in 1970..=9998_u32) {
            let easter = easter_sunday(year);
            prop_assert_eq!(weekday(easter), 6);
            prop_assert!(easter >= Day::from_date(year, 3, 22).unwrap());
            prop_assert!(easter <= Day::from_date(year, 4, 25).unwrap());
        }

        #[test]
        fn weekday_begins_with_the_weeks_monday(number in 4..2_900_000_u32) {
            let day = Day::MIN.plus(number);
            prop_assert_eq!(weekday(day), day.days_since(day.monday()));
        }
    }
}
