use super::*;

fn system(domains: &[(i64, i64)], relations: Vec<Relation>) -> System {
    let domains = domains.iter().map(|(lo, hi)| Domain { lo: *lo, hi: *hi });
    System {
        domains: domains.collect(),
        relations,
    }
}

#[test]
fn parts_pins_what_follows_from_a_total() {
    // 20 = 17 + a
    let relations = vec![Relation::sum(0, [1, 2])];
    let parts = system(&[(20, 20), (17, 17), (1, 4)], relations)
        .parts()
        .unwrap();
    assert_eq!(parts.domains[2], Domain::only(3));
    assert!(parts.parts.is_empty());
}

#[test]
fn parts_refuses_a_sum_that_cannot_be() {
    let relations = vec![Relation::sum(0, [1, 2])];
    let system = system(&[(20, 20), (17, 17), (5, 9)], relations);
    assert_eq!(system.parts().err(), Some(Contradiction));
}

#[test]
fn parts_cuts_what_knows_nothing_of_each_other() {
    let relations = vec![Relation::sum(0, [1, 2]), Relation::sum(3, [4, 5])];
    let domains = [(9, 9), (1, 8), (1, 8), (7, 7), (1, 6), (1, 6)];
    let parts = system(&domains, relations).parts().unwrap();
    assert_eq!(parts.parts.len(), 2);
}

#[test]
fn witnesses_finds_every_value_of_a_square_and_no_other() {
    // a + b = 6, c + d = 6, a + c = 5, b + d = 7: a ranges over 1..=5 with all at least 1.
    let six = |a, b, constant| Relation {
        terms: vec![(a, 1), (b, 1)],
        constant,
    };
    let relations = vec![six(0, 1, -6), six(2, 3, -6), six(0, 2, -5), six(1, 3, -7)];
    let parts = system(&[(1, 9); 4], relations).parts().unwrap();
    let mut witnesses = Witnesses::new(&parts.parts[0]);
    let possible: Vec<i64> = (0..9).filter(|value| witnesses.has(0, *value)).collect();
    assert_eq!(possible, [1, 2, 3, 4]);
}

#[test]
fn linear_proposes_what_integers_confirm() {
    let relations = vec![Relation::sum(0, [1, 2, 3]), Relation::sum(4, [1, 2])];
    let system = system(&[(30, 30), (1, 4), (5, 90), (5, 90), (7, 25)], relations);
    let values = linear::solution(&system, &system.domains).unwrap();
    assert!(system.is_solved_by(&values));
}

#[test]
fn linear_proposes_nothing_for_a_contradiction() {
    let relations = vec![Relation::sum(0, [1, 2])];
    let system = system(&[(3, 3), (5, 90), (5, 90)], relations);
    assert_eq!(linear::solution(&system, &system.domains), None);
}
