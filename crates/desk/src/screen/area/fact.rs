//! What an entry of the trail tells, in words: the trail keeps codes, people read labels.

use bellrope_casework::body::Body;
use bellrope_casework::hearing::MinutesState;
use bellrope_casework::status::Status;
use bellrope_casework::template::TemplateKind;
use bellrope_casework::term::TermKind;
use bellrope_casework::vocabulary::{
    Category, Channel, ContactKind, IdentityLevel, MeasureState, Misstand, MisstandGround, Outcome,
    Route, Urgency, Word,
};
use bellrope_trail::{Act, Key, Kind};

use crate::case::misstand_code;
use crate::text::Texts;

/// Says the value of a fact. What no list has stands as it is kept.
pub(super) fn in_words(texts: &Texts, act: Act, key: Key, value: &str) -> String {
    label(texts, act, key, value).unwrap_or_else(|| value.to_owned())
}

fn label(texts: &Texts, act: Act, key: Key, value: &str) -> Option<String> {
    let own = |prefix: &str| texts.find(&format!("{prefix}-{value}"), &[]);
    match key {
        // The trail keeps codes in small letters.
        Key::Category => word::<Category>(texts, &value.to_uppercase()),
        Key::Route => word::<Route>(texts, value),
        Key::Outcome => word::<Outcome>(texts, value),
        Key::Urgency => word::<Urgency>(texts, value),
        Key::Channel => word::<Channel>(texts, value),
        Key::Term => word::<TermKind>(texts, value),
        Key::Misstand => misstand(texts, value),
        Key::Status => word::<Status>(texts, value).or_else(|| own("status")),
        Key::Role => own("role"),
        Key::Ground => own("ground").or_else(|| own("fact-ground")),
        Key::To => own("to")
            .or_else(|| word::<Body>(texts, value))
            .or_else(|| own("fact-to")),
        Key::What => match act {
            Act::MeasureMoved => word::<MeasureState>(texts, value),
            _ => own("plan").or_else(|| own("fact-what")),
        },
        Key::Sort => match act {
            Act::TaskSet => own("task-sort"),
            Act::Linked | Act::Unlinked => own("link"),
            Act::ReplyDrafted | Act::ReplySent => {
                word::<TemplateKind>(texts, value).or_else(|| own("fact-sort"))
            }
            Act::Classified => {
                word::<ContactKind>(texts, value).or_else(|| word::<IdentityLevel>(texts, value))
            }
            _ => word::<MinutesState>(texts, value).or_else(|| own("fact-sort")),
        },
        _ if key.kind() == Kind::Day => value.parse().ok().map(|day| texts.day(day)),
        _ => None,
    }
}

fn word<W: Word>(texts: &Texts, code: &str) -> Option<String> {
    let word = W::of_code(code).ok()?;
    Some(word.label(texts.lang()).to_owned())
}

fn misstand(texts: &Texts, code: &str) -> Option<String> {
    let grounds = MisstandGround::ALL.iter().copied().map(Misstand::Yes);
    let mut flags = [Misstand::NotYet, Misstand::No].into_iter().chain(grounds);
    let flag = flags.find(|flag| misstand_code(*flag) == code)?;
    Some(flag.label(texts.lang()))
}

#[cfg(test)]
mod tests {
    use bellrope_casework::vocabulary::Lang;

    use super::*;

    fn dutch(act: Act, key: Key, value: &str) -> String {
        in_words(&Texts::new(Lang::Dutch), act, key, value)
    }

    fn check_list<W: Word>(act: Act, key: Key) {
        for word in W::ALL {
            let kept = word.as_str().to_lowercase();
            assert_eq!(dutch(act, key, &kept), word.label(Lang::Dutch), "{kept}");
        }
    }

    #[test]
    fn codes_of_lists_are_told_by_their_labels() {
        check_list::<Category>(Act::Classified, Key::Category);
        check_list::<Route>(Act::Classified, Key::Route);
        check_list::<Outcome>(Act::Classified, Key::Outcome);
        check_list::<Urgency>(Act::Classified, Key::Urgency);
        check_list::<Status>(Act::StatusSet, Key::Status);
        check_list::<TermKind>(Act::TermSet, Key::Term);
        check_list::<Body>(Act::HandedOver, Key::To);
        check_list::<MeasureState>(Act::MeasureMoved, Key::What);
        check_list::<TemplateKind>(Act::ReplySent, Key::Sort);
        check_list::<ContactKind>(Act::Classified, Key::Sort);
        check_list::<MinutesState>(Act::NoteAdded, Key::Sort);
        assert_eq!(
            dutch(Act::Classified, Key::Misstand, "not-yet"),
            "Nog niet beoordeeld"
        );
    }

    #[test]
    fn days_are_written_in_words_and_numbers_stay() {
        assert_eq!(
            dutch(Act::TermSet, Key::Due, "2026-12-14"),
            "14 december 2026"
        );
        assert_eq!(dutch(Act::ReplySent, Key::Count, "12"), "12");
    }

    #[test]
    fn same_code_is_told_by_what_was_done() {
        assert_eq!(dutch(Act::TaskSet, Key::Sort, "other"), "anders");
        assert_eq!(dutch(Act::NoteAdded, Key::Sort, "handover"), "overdracht");
        assert_eq!(
            dutch(Act::Proposed, Key::What, "joining"),
            "Iemand in het team toelaten"
        );
    }

    #[test]
    fn code_of_a_later_version_stands_as_it_is_kept() {
        assert_eq!(dutch(Act::Classified, Key::Route, "a-new-one"), "a-new-one");
    }
}
