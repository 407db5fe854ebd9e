//! Somebody with the published files, pencil and paper: numbers are tried one after the other.

use std::collections::BTreeMap;

use serde_json::Value;

/// Room above what is shown, for numbers that nothing bounds.
const ROOM: i64 = 12;

/// One published number: what its sign says.
struct Number {
    name: String,
    lo: i64,
    hi: i64,
    /// Values that must stay possible; or how many.
    promised: Vec<i64>,
    count: usize,
}

/// Everything that was published.
#[derive(Default)]
pub(crate) struct Published {
    numbers: Vec<Number>,
    /// A whole and its parts.
    sums: Vec<(usize, Vec<usize>)>,
    years: Vec<(usize, Vec<usize>)>,
}

impl Published {
    pub(crate) fn read(packs: &[Value]) -> Self {
        let mut all = Self::default();
        let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
        for pack in packs {
            let tables = pack["tables"].as_array().unwrap();
            for table in tables {
                all.read_table(table, &mut places);
            }
            for table in tables {
                all.read_sums(table, &places);
            }
        }
        for ((quantity, period), whole) in &places {
            let quarter = |q: u8| {
                places
                    .get(&(quantity.clone(), format!("{period}Q{q}")))
                    .copied()
            };
            let parts: Vec<usize> = (1..=4).filter_map(quarter).collect();
            if !parts.is_empty() {
                all.years.push((*whole, parts));
            }
        }
        all
    }

    fn read_table(&mut self, table: &Value, places: &mut BTreeMap<(String, String), usize>) {
        let columns = table["columns"].as_array().unwrap();
        let threshold = table["threshold"].as_i64().unwrap();
        for (column, head) in columns.iter().enumerate() {
            let period = period_of(head);
            for row in table["rows"].as_array().unwrap() {
                let quantity = row["quantity"].as_str().unwrap().to_owned();
                if row["role"] == "measure" || row["cells"][column] == "absent" {
                    continue;
                }
                let number = number(&quantity, &row["cells"][column], threshold);
                let key = (quantity, period.clone());
                if let Some(known) = places.get(&key) {
                    let known = &self.numbers[*known];
                    assert_eq!(
                        (known.lo, known.hi),
                        (number.lo, number.hi),
                        "two signs for one number"
                    );
                } else {
                    places.insert(key, self.numbers.len());
                    self.numbers.push(number);
                }
            }
        }
    }

    /// Reads what adds up, wherever the whole stands.
    fn read_sums(&mut self, table: &Value, places: &BTreeMap<(String, String), usize>) {
        for head in table["columns"].as_array().unwrap() {
            let period = period_of(head);
            let place = |name: &Value| {
                let key = (name.as_str().unwrap().to_owned(), period.clone());
                places.get(&key).copied()
            };
            for sum in table["sums"].as_array().unwrap() {
                let parts = sum["parts"].as_array().unwrap().iter().map(place);
                let (Some(whole), Some(mut parts)) =
                    (place(&sum["whole"]), parts.collect::<Option<Vec<usize>>>())
                else {
                    continue;
                };
                if sum["has_rest"] == true {
                    parts.push(self.numbers.len());
                    self.numbers.push(Number {
                        name: "a rest".to_owned(),
                        lo: 0,
                        hi: i64::MAX / 4,
                        promised: Vec::new(),
                        count: 0,
                    });
                }
                self.sums.push((whole, parts));
            }
        }
    }

    /// Lists the numbers of which something can be said that their sign does not say.
    pub(crate) fn narrowed(&self) -> Vec<String> {
        let most = self.most();
        let mut narrowed = Vec::new();
        for (index, number) in self.numbers.iter().enumerate() {
            for value in &number.promised {
                if !self.can_be(index, *value, most) {
                    narrowed.push(format!("{} cannot be {value}", number.name));
                }
            }
            if number.count > 0 {
                let values = number.lo..=number.hi.min(most);
                let possible = values.filter(|value| self.can_be(index, *value, most));
                if possible.take(number.count).count() < number.count {
                    narrowed.push(format!("{} has too few values", number.name));
                }
            }
        }
        narrowed
    }

    /// Lists the quantities whose unpublished quarter is certainly small, and narrower than "<5".
    pub(crate) fn fourth_quarters(&self, threshold: i64) -> Vec<String> {
        let most = self.most();
        let mut narrowed = Vec::new();
        for (whole, parts) in &self.years {
            let rest = |value: i64| self.with_rest(*whole, parts, value).is_possible(most);
            if (threshold..most).any(rest) {
                continue;
            }
            let small: Vec<i64> = (0..threshold).filter(|value| rest(*value)).collect();
            // As many values as "<5" has.
            let is_wide = small.len() + 1 >= usize::try_from(threshold).unwrap();
            if small != [0] && !is_wide {
                narrowed.push(format!("{}: {small:?}", self.numbers[*whole].name));
            }
        }
        narrowed
    }

    /// Adds the quarter that nobody printed, with one value.
    fn with_rest(&self, whole: usize, parts: &[usize], value: i64) -> Self {
        let copy = |it: &Number| Number {
            name: it.name.clone(),
            lo: it.lo,
            hi: it.hi,
            promised: Vec::new(),
            count: 0,
        };
        let mut with: Vec<Number> = self.numbers.iter().map(copy).collect();
        with.push(Number {
            name: String::new(),
            lo: value,
            hi: value,
            promised: Vec::new(),
            count: 0,
        });
        let mut sums = self.sums.clone();
        let parts = parts.iter().copied().chain([with.len() - 1]).collect();
        sums.push((whole, parts));
        Self {
            numbers: with,
            sums,
            years: Vec::new(),
        }
    }

    fn most(&self) -> i64 {
        let shown = self
            .numbers
            .iter()
            .filter(|it| it.lo == it.hi)
            .map(|it| it.lo);
        shown.sum::<i64>() + ROOM * 4
    }

    fn can_be(&self, index: usize, value: i64, most: i64) -> bool {
        let mut values: Vec<Option<i64>> = vec![None; self.numbers.len()];
        values[index] = Some(value);
        self.try_rest(&mut values, most, &mut 200_000)
    }

    fn is_possible(&self, most: i64) -> bool {
        self.try_rest(&mut vec![None; self.numbers.len()], most, &mut 200_000)
    }

    fn bounds(&self, index: usize, values: &[Option<i64>], most: i64) -> (i64, i64) {
        let number = &self.numbers[index];
        let own = (number.lo, number.hi.min(most));
        values[index].map_or(own, |value| (value, value))
    }

    /// Tries every value of the first number that is left, from the least on.
    fn try_rest(&self, values: &mut Vec<Option<i64>>, most: i64, steps: &mut u32) -> bool {
        *steps -= 1;
        assert!(*steps > 0, "too many numbers to try by hand");
        let mut next: Option<(usize, i64, i64)> = None;
        let ranges: Option<Vec<(i64, i64)>> = self.ranges(values, most);
        let Some(ranges) = ranges else {
            return false;
        };
        for (index, (lo, hi)) in ranges.iter().enumerate() {
            let is_narrower = next.is_none_or(|(_, a, b)| hi - lo < b - a);
            if values[index].is_none() && is_narrower {
                next = Some((index, *lo, *hi));
            }
        }
        let Some((index, lo, hi)) = next else {
            return true;
        };
        for value in lo..=hi {
            values[index] = Some(value);
            if self.try_rest(values, most, steps) {
                values[index] = None;
                return true;
            }
        }
        values[index] = None;
        false
    }

    /// What each number can be by what its sums leave; `None` if a sum cannot hold.
    fn ranges(&self, values: &[Option<i64>], most: i64) -> Option<Vec<(i64, i64)>> {
        let all = 0..self.numbers.len();
        let mut ranges: Vec<(i64, i64)> = all.map(|it| self.bounds(it, values, most)).collect();
        for _ in 0..6 {
            for (whole, parts) in &self.sums {
                let least: i64 = parts.iter().map(|it| ranges[*it].0).sum();
                let greatest: i64 = parts.iter().map(|it| ranges[*it].1).sum();
                let (lo, hi) = ranges[*whole];
                ranges[*whole] = (lo.max(least), hi.min(greatest));
                for part in parts {
                    let (from, to) = ranges[*part];
                    let up = ranges[*whole].1 - (least - from);
                    let down = ranges[*whole].0 - (greatest - to);
                    ranges[*part] = (from.max(down), to.min(up));
                    if from.max(down) > to.min(up) {
                        return None;
                    }
                }
                if ranges[*whole].0 > ranges[*whole].1 {
                    return None;
                }
            }
        }
        Some(ranges)
    }
}

fn period_of(head: &Value) -> String {
    match head["period"]["quarter"].as_u64() {
        Some(quarter) => format!("{}Q{quarter}", head["period"]["year"]),
        None => head["period"]["year"].to_string(),
    }
}

fn number(name: &str, cell: &Value, threshold: i64) -> Number {
    let mut number = Number {
        name: name.to_owned(),
        lo: 0,
        hi: 0,
        promised: Vec::new(),
        count: 0,
    };
    if let Some(count) = cell.get("count") {
        number.lo = count.as_i64().unwrap();
        number.hi = number.lo;
    } else if let Some(fewer) = cell.get("fewer") {
        number.lo = i64::from(!fewer["or_zero"].as_bool().unwrap());
        number.hi = fewer["threshold"].as_i64().unwrap() - 1;
        number.promised = (number.lo..=number.hi).collect();
    } else {
        assert_eq!(cell, "withheld");
        number.lo = threshold;
        number.hi = i64::MAX / 4;
        number.count = usize::try_from(threshold).unwrap();
    }
    number
}
