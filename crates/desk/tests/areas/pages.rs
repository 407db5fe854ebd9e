//! Lists that grow are leafed through.

use std::collections::BTreeSet;

use crate::support::html;
use crate::support::sitting::Sitting;
use crate::support::{STORY, World};

/// Lines on one page.
const EACH: usize = 50;

/// The lines of every table of a page, one text each, markup and all.
fn lines(page: &str) -> Vec<String> {
    let lines = page.split("scope=\"row\">").skip(1);
    let line = |text: &str| text.split("</tr>").next().unwrap_or_default().to_owned();
    lines.map(line).collect()
}

/// Leafs through a list from its first page on; answers the lines of each page.
fn leaf(sitting: &mut Sitting, path: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        sitting.get(&path);
        assert_eq!(sitting.status, 200, "{path}");
        html::check(&sitting.page);
        pages.push(lines(&sitting.page));
        let here = pages.len();
        next = html::links(&sitting.page)
            .into_iter()
            .find(|link| link.ends_with(&format!("page={}", here + 1)));
    }
    pages
}

/// Asserts that each page but the last is full, and that no line stands twice.
fn assert_whole(pages: &[Vec<String>], count: usize) {
    let lens: Vec<usize> = pages.iter().map(Vec::len).collect();
    let (last, full) = lens.split_last().unwrap();
    assert!(full.iter().all(|len| *len == EACH) && *last > 0, "{lens:?}");
    let all: BTreeSet<&String> = pages.iter().flatten().collect();
    assert_eq!((all.len(), lens.iter().sum::<usize>()), (count, count));
}

#[test]
fn board_of_terms_is_leafed_and_whole_on_paper() {
    let mut world = World::new();
    for _ in 0..35 {
        let reporter = world.reporter();
        let content = reporter.report(STORY, &mut world.rng);
        reporter.post(&content, &mut world.relay, &mut world.rng);
    }
    world.seal();
    assert_eq!(world.import().new_cases.len(), 35);
    let mut sitting = Sitting::open(world);
    // Each is to be acknowledged, and to get feedback.
    for path in ["/terms", "/terms?of=team"] {
        assert_whole(&leaf(&mut sitting, path), 70);
    }
    sitting.get("/terms?of=team&page=2");
    sitting.shows("Page 2 of 2");
    // What a group has in all stands above it on either page.
    sitting.shows("(35)");
    sitting.get("/terms/paper?of=team");
    let asked = [
        ("of", "team"),
        ("ground", "planning"),
        ("recipient", "colleague"),
    ];
    sitting.send("/terms/paper", &asked);
    assert_eq!(lines(&sitting.page).len(), 70, "{}", sitting.page);
}
