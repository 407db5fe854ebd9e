use super::*;

fn chart() -> Chart {
    let bars = |this: Bar, last: Bar| vec![this, last];
    let count = |length: u64| Bar::Count {
        length,
        label: length.to_string(),
    };
    let below = Bar::Below {
        bound: 5,
        label: "<5".to_owned(),
    };
    let withheld = Bar::Withheld {
        label: "x".to_owned(),
    };
    let group = |label: &str, bars| Group {
        label: label.to_owned(),
        bars,
    };
    Chart {
        alternative: "Meldingen: \"2026\" meer dan 2025".to_owned(),
        series: vec!["2026".to_owned(), "2025".to_owned()],
        groups: vec![
            group("Pesten & treiteren", bars(count(40), count(20))),
            group("Fraude", bars(below, count(0))),
            group("Overig", bars(withheld, count(7))),
        ],
    }
}

#[test]
fn svg_shows_each_number_and_holds_no_style() {
    let svg = svg(&chart());
    for text in [
        ">40<", ">20<", ">&lt;5<", ">0<", ">x<", ">7<", ">2026<", ">2025<",
    ] {
        assert!(svg.contains(text), "{text}");
    }
    for text in ["style", "script", "url(", "id="] {
        assert!(!svg.contains(text), "{text}");
    }
    assert!(svg.contains("Pesten &amp; treiteren"));
    assert!(svg.contains("aria-label=\"Meldingen: &quot;2026&quot; meer dan 2025\""));
}

#[test]
fn draw_gives_a_protected_count_the_length_of_its_bound() {
    let drawing = draw(&chart());
    let dashed = drawing.marks.iter().filter_map(|mark| match mark {
        Mark::Bar {
            place,
            filling: Filling::Dashed,
            ..
        } => Some(place.width),
        _ => None,
    });
    let solid = drawing.marks.iter().filter_map(|mark| match mark {
        Mark::Bar {
            place,
            filling: Filling::Solid,
            ..
        } => Some(place.width),
        _ => None,
    });
    let (dashed, longest) = (
        dashed.collect::<Vec<_>>(),
        solid.fold(0.0_f32, |longest, it| longest.max(it)),
    );
    assert_eq!(dashed.len(), 1);
    assert!((dashed[0] - longest * 5.0 / 40.0).abs() < 0.01);
}

#[test]
fn draw_keeps_every_line_within_its_bar() {
    for mark in &draw(&chart()).marks {
        let Mark::Bar {
            place,
            filling: Filling::Lines(lines),
            ..
        } = mark
        else {
            continue;
        };
        for [x1, y1, x2, y2] in lines {
            for x in [x1, x2] {
                assert!((place.x - 0.01..=place.x + place.width + 0.01).contains(x));
            }
            for y in [y1, y2] {
                assert!((place.y - 0.01..=place.y + place.height + 0.01).contains(y));
            }
        }
    }
}

#[test]
fn is_whole_refuses_a_bar_too_few() {
    let mut chart = chart();
    assert!(chart.is_whole());
    chart.groups[1].bars.pop();
    assert!(!chart.is_whole());
}
