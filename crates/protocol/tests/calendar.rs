//! Holds days against a calendar counted by hand, from 1970 to the last day of 9999.

use bellrope_protocol::time::Day;

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

fn month_len(year: u32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Walks the calendar day by day, as on paper.
#[test]
fn day_agrees_with_a_calendar_to_its_end() {
    let mut days = 0;
    for year in 1970..=9999 {
        for month in 1..=12 {
            for day in 1..=month_len(year, month) {
                let at = Day::of(days * 86_400 + 86_399);
                // Formatting all 2.9 million takes seconds: the edges of months show the rest.
                if day == 1 || day >= 28 {
                    let text = format!("{year:04}-{month:02}-{day:02}");
                    assert_eq!(at.to_string(), text);
                    assert_eq!(text.parse(), Ok(at));
                }
                days += 1;
            }
        }
    }
    assert_eq!(Day::of(days * 86_400), Day::of((days - 1) * 86_400));
    assert_eq!(Day::of(u64::MAX).to_string(), "9999-12-31");
}
