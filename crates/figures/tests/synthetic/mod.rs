//! A year of cases that nobody had: the same for the same seed.

use bellrope_casework::vocabulary::{
    Category, Channel, ContactKind, IdentityLevel, Misstand, MisstandGround, Outcome, Route, Word,
};
use bellrope_figures::fact::{CaseFact, Facts};
use bellrope_protocol::time::Day;

/// Numbers that look drawn (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.next() % u64::from(bound)).unwrap_or(0)
    }

    fn chance(&mut self, percents: u32) -> bool {
        self.below(100) < percents
    }

    /// Picks a word, the first ones more often.
    fn word<W: Word>(&mut self) -> W {
        let count = u32::try_from(W::ALL.len()).unwrap_or(1);
        let (a, b) = (self.below(count), self.below(count));
        W::ALL[usize::try_from(a.min(b)).unwrap_or(0)]
    }
}

/// Makes cases of two years that end with 2026, more in the second.
pub(crate) fn facts(seed: u64, cases: u32) -> Facts {
    let dice = &mut Dice::new(seed);
    let mut facts = Facts {
        staff: vec![(2025, 66_000), (2026, 68_000)],
        parts: [("north", "Noord"), ("south", "Zuid"), ("west", "West")]
            .map(|(code, label)| (code.to_owned(), bellrope_figures::Label::new(label, label)))
            .to_vec(),
        ..Facts::default()
    };
    let begin = Day::from_date(2025, 1, 1).unwrap_or(Day::MIN);
    for _ in 0..cases {
        // Two fifths in the year before.
        let day = if dice.chance(40) {
            dice.below(365)
        } else {
            365 + dice.below(365)
        };
        facts.cases.push(case(dice, begin.plus(day)));
    }
    facts
}

fn case(dice: &mut Dice, received: Day) -> CaseFact {
    let identity_first: IdentityLevel = dice.word();
    let category = category(dice);
    let closed = dice.chance(85).then(|| received.plus(10 + dice.below(300)));
    let is_raw = dice.chance(3);
    CaseFact {
        received,
        acknowledged: dice.chance(96).then(|| received.plus(1 + dice.below(8))),
        acknowledge_by: (!is_raw).then(|| received.plus(7)),
        feedback: dice.chance(80).then(|| received.plus(20 + dice.below(80))),
        feedback_by: (!is_raw).then(|| received.plus(97)),
        closed,
        channel: if dice.chance(80) {
            Channel::Mailbox
        } else {
            dice.word()
        },
        kind: ContactKind::Report,
        identity_first,
        identity: if dice.chance(10) {
            IdentityLevel::Named
        } else {
            identity_first
        },
        category,
        original: (category == Category::Bn && dice.chance(60)).then(|| dice.word()),
        misstand: match dice.below(10) {
            0 => Some(Misstand::Yes(MisstandGround::ALL[0])),
            1..=6 => Some(Misstand::No),
            _ => None,
        },
        route: dice.chance(90).then(|| dice.word::<Route>()),
        outcome: closed.map(|_| dice.word::<Outcome>()),
        referred: dice.chance(7),
        spam: dice.chance(2),
        merged: dice.chance(1),
        aftercare: closed
            .filter(|_| dice.chance(20))
            .map(|day| vec![day.plus(90)])
            .unwrap_or_default(),
        wrote_again: dice.chance(45),
        part: dice
            .chance(70)
            .then(|| ["north", "south", "west"][dice.below(3) as usize].to_owned()),
    }
}

/// Six of ten about behaviour.
fn category(dice: &mut Dice) -> Category {
    let behaviour: Vec<Category> = Category::ALL
        .iter()
        .copied()
        .filter(|it| it.as_str().starts_with("OG"))
        .collect();
    if dice.chance(60) {
        let place = dice.below(11).min(dice.below(11));
        return behaviour[place as usize];
    }
    dice.word()
}
