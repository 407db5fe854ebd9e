//! The table of rights: in one place, and as docs/desk.md has it.

#![allow(clippy::unwrap_used, reason = "a failing helper fails the test")]

use std::collections::BTreeSet;
use std::path::Path;

use bellrope_desk::person::Role;
use bellrope_desk::proposal::What;
use bellrope_desk::right::{ROLES_OF, Right};
use bellrope_desk::text::{Lang, Texts};
use proptest::prelude::*;

const BEGIN: &str = "<!-- rights -->\n";
const END: &str = "<!-- /rights -->";

fn table() -> String {
    let texts = Texts::new(Lang::English);
    let mut lines = vec!["| right |".to_owned(), "|---|".to_owned()];
    for role in Role::ALL {
        lines[0] += &format!(" {} |", role.as_str());
        lines[1] += "---|";
    }
    for (right, roles) in ROLES_OF {
        let mut line = format!("| {} |", texts.get(&format!("right-{}", right.code())));
        for role in Role::ALL {
            line += if roles.contains(&role) {
                " yes |"
            } else {
                " – |"
            };
        }
        lines.push(line);
    }
    lines.join("\n") + "\n"
}

#[test]
fn document_has_the_table_of_rights() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/desk.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let begin = text.find(BEGIN).unwrap() + BEGIN.len();
    let end = begin + text[begin..].find(END).unwrap();
    if std::env::var_os("BELLROPE_BLESS").is_some() {
        let text = format!("{}{}{}", &text[..begin], table(), &text[end..]);
        std::fs::write(&path, text).unwrap();
        return;
    }
    assert_eq!(&text[begin..end], table(), "run with BELLROPE_BLESS=1");
}

#[test]
fn every_role_and_right_and_act_of_two_has_its_text() {
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        let rights = Right::ALL.map(|it| format!("right-{}", it.code()));
        let whats = What::ALL.map(|it| format!("what-{}", it.code()));
        let roles = Role::ALL.map(|it| format!("role-{}", it.as_str()));
        for id in rights.iter().chain(&whats).chain(&roles) {
            assert!(texts.find(id, &[]).is_some(), "{id}");
        }
    }
}

#[test]
fn analyst_and_custodian_handle_no_case() {
    for role in [Role::Analyst, Role::Custodian] {
        for right in [
            Right::Handle,
            Right::Assign,
            Right::SecondCase,
            Right::Delete,
            Right::AskIdentity,
        ] {
            assert!(!right.roles().contains(&role), "{role:?} {right:?}");
        }
    }
    assert_eq!(Right::KeepIdentities.roles(), [Role::Custodian]);
}

proptest! {
    /// Roles add up and never take away: more roles, no fewer rights.
    #[test]
    fn more_roles_give_no_fewer_rights(
        few in proptest::sample::subsequence(Role::ALL.to_vec(), 0..=4),
        more in proptest::sample::subsequence(Role::ALL.to_vec(), 0..=4),
    ) {
        let has = |roles: &BTreeSet<Role>, right: Right| roles.iter().any(|it| right.roles().contains(it));
        let few: BTreeSet<Role> = few.into_iter().collect();
        let all: BTreeSet<Role> = few.iter().copied().chain(more).collect();
        for right in Right::ALL {
            prop_assert!(!has(&few, right) || has(&all, right));
        }
    }

    /// Whoever may propose what reaches into a case handles cases, or leads.
    #[test]
    fn nobody_acts_in_a_case_without_a_role_in_it(at in 0..What::ALL.len()) {
        let what = What::ALL[at];
        if what.takes_reading() {
            for role in what.first().roles().iter().chain(what.second().roles()) {
                prop_assert!(Right::Handle.roles().contains(role));
            }
        }
    }
}
