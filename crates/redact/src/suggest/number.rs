//! Phone numbers and *burgerservicenummers*.

use super::word::Word;
use super::{Sort, Suggestion};

/// Words before a number that say what it is.
const BSN_WORDS: &[&str] = &["bsn", "burgerservicenummer", "sofinummer", "sofi-nummer"];
const EXTENSION_WORDS: &[&str] = &["tst", "toestel", "toestelnummer", "doorkiesnummer"];

/// Says whether nine digits pass the eleven-test of a *burgerservicenummer*: nine times the first plus
/// eight times the second and so on, minus the last, is a multiple of eleven.
#[must_use]
pub fn passes_eleven_test(digits: &[u8; 9]) -> bool {
    let weights = [9_i32, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| i32::from(*digit) * weight)
        .sum();
    digits.iter().all(|it| *it <= 9) && digits.iter().any(|it| *it != 0) && sum % 11 == 0
}

/// Digits with what may stand between them.
struct Run {
    from: usize,
    to: usize,
    digits: Vec<u8>,
    /// Whether it begins with a plus.
    plus: bool,
}

pub(super) fn find(text: &str, words: &[Word<'_>], found: &mut Vec<Suggestion>) {
    for run in runs(text) {
        let before = words.iter().rev().find(|word| word.to <= run.from);
        let near = before.filter(|word| run.from - word.to <= 4);
        if is_phone(&run) {
            found.push(Suggestion::new(run.from..run.to, Sort::Phone));
        } else if is_bsn(&run, near) {
            found.push(Suggestion::new(run.from..run.to, Sort::Bsn));
        } else if near.is_some_and(|word| word.is(EXTENSION_WORDS))
            && (4..=7).contains(&run.digits.len())
        {
            found.push(Suggestion::new(run.from..run.to, Sort::Phone));
        }
    }
}

/// A Dutch number has ten digits with a nought before, or nine behind the code of the country.
fn is_phone(run: &Run) -> bool {
    let digits = run.digits.as_slice();
    let national = match digits {
        [0, 0, 3, 1, rest @ ..] => rest,
        [3, 1, rest @ ..] if run.plus => rest,
        [0, rest @ ..] if !run.plus => rest,
        _ => return false,
    };
    // A nought in brackets: +31 (0)6.
    let national = match national {
        [0, rest @ ..] if digits.len() != 10 => rest,
        rest => rest,
    };
    match national {
        // 0800 and 0900 have shorter numbers too.
        [8 | 9, 0, 0, rest @ ..] => rest.len() == 4 || rest.len() == 6 || rest.len() == 7,
        [first, ..] => *first != 0 && national.len() == 9,
        [] => false,
    }
}

fn is_bsn(run: &Run, near: Option<&Word<'_>>) -> bool {
    let is_named = near.is_some_and(|word| word.is(BSN_WORDS));
    if run.plus {
        return false;
    }
    match <&[u8; 9]>::try_from(run.digits.as_slice()) {
        Ok(digits) => is_named || passes_eleven_test(digits),
        Err(_) => is_named && run.digits.len() == 8,
    }
}

/// Finds digits that are written as one number.
fn runs(text: &str) -> Vec<Run> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(from) = bytes[at..]
        .iter()
        .position(u8::is_ascii_digit)
        .map(|it| at + it)
    {
        let run = run_at(text, from);
        at = run.to;
        if is_alone(text, &run) {
            runs.push(run);
        }
    }
    runs
}

fn run_at(text: &str, from: usize) -> Run {
    let bytes = text.as_bytes();
    let mut digits = Vec::new();
    let mut to = from;
    while let Some(digit) = bytes.get(to).filter(|byte| byte.is_ascii_digit()) {
        digits.push(digit - b'0');
        to += 1;
        let rest = &text[to..];
        let gap = [
            "(0) ", "(0)", " (0) ", " (0)", " - ", ") ", " ", "-", ".", "/", ")", "\u{a0}",
        ]
        .into_iter()
        .find(|gap| {
            let after = rest.strip_prefix(*gap).unwrap_or_default();
            after.starts_with(|c: char| c.is_ascii_digit())
        });
        // Nothing that people write as one number has more digits.
        if let Some(gap) = gap.filter(|_| digits.len() < 14) {
            to += gap.len();
        }
    }
    let plus = text[..from].ends_with('+');
    let from = match text[..from].ends_with(['+', '(']) {
        true => from - 1,
        false => from,
    };
    Run {
        from,
        to,
        digits,
        plus,
    }
}

/// A number inside a word, an account or an amount is none of ours.
fn is_alone(text: &str, run: &Run) -> bool {
    let before = text[..run.from].chars().next_back();
    let after = text[run.to..].chars().next();
    let follows = text[run.to..].chars().nth(1);
    let glued = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let is_amount = before.is_some_and(|c| c == '€' || c == '$')
        || (after == Some(',') && follows.is_some_and(|c| c.is_ascii_digit() || c == '-'));
    !glued(before) && !glued(after) && !is_amount
}
