//! English words and sentences of practice reports. Nobody in them exists.

use super::story::{Assessments, Elsewhere, Subject, Words};
use crate::case::Body;

pub(super) const WORDS: Words = Words {
    openings: &[
        "I am reporting this because it keeps me awake.",
        "I have worked at {unit} since {since} and something is wrong there.",
        "It took me a long time to decide to write this.",
        "This is about {who} at {unit}.",
        "I am posted here from abroad, please excuse my language.",
        "I do not know if this is the right place.",
    ],
    events: &[
        (
            Subject::Property,
            &[
                "{who} uses {vehicle} to move furniture at weekends.",
                "Tools leave {place} and never come back.",
                "The fuel card of {vehicle} was used on a Sunday.",
            ],
        ),
        (
            Subject::Favour,
            &[
                "The post was promised to a friend of {who} before it was open.",
                "The supplier of {place} is family of {who}.",
            ],
        ),
        (
            Subject::Power,
            &[
                "{who} told me to change my statement.",
                "Leave is cancelled if you do not do what {who} wants.",
            ],
        ),
        (
            Subject::Money,
            &[
                "{amount} was claimed for nights that nobody stayed.",
                "{who} signs invoices of {amount} and nothing is delivered.",
            ],
        ),
        (
            Subject::Information,
            &[
                "A medical file was on the shared drive.",
                "{who} sent a personnel file to a private address.",
            ],
        ),
        (
            Subject::Rules,
            &[
                "There was drinking during the exercise near {place}, drivers too.",
                "The safety check of {place} was signed without anybody looking.",
            ],
        ),
        (
            Subject::Bullying,
            &[
                "{who} calls me a failure in front of everybody.",
                "When I come in they stand up and leave.",
                "They filmed me and sent it round.",
            ],
        ),
        (
            Subject::Sexual,
            &[
                "{who} keeps commenting on my body.",
                "I get messages from {who} at night that have nothing to do with work.",
            ],
        ),
        (
            Subject::Discrimination,
            &[
                "There are jokes about where I come from every day.",
                "{who} said that women do not belong at {unit}.",
            ],
        ),
        (
            Subject::Violence,
            &[
                "{who} pushed a trainee against the wall.",
                "He said: I know where you live.",
            ],
        ),
        (
            Subject::Detriment,
            &[
                "Since my first report I only get night shifts.",
                "My contract was not renewed and they told me why.",
            ],
        ),
        (
            Subject::Unsafe,
            &[
                "The emergency exit of {place} has been locked for weeks.",
                "The brakes of {vehicle} failed the check and it is still driven.",
            ],
        ),
        (
            Subject::Other,
            &[
                "I am worried about how things are done at {unit}.",
                "Something is not right at {place}.",
            ],
        ),
    ],
    fillers: &[
        "It happened {times}.",
        "The last time was {since}.",
        "{count} people were there.",
        "I told my manager, who said not to make a fuss.",
        "After that it got worse.",
        "I kept notes.",
        "I do not want my name to be known.",
        "It usually happens after {hour}.",
        "I saw it myself.",
        "Part of it I heard from a colleague who dares not report.",
        "{who} knows and does nothing.",
        "Two people left because of this.",
        "I sleep badly.",
        "On paper everything looks fine.",
        "I check every week in case you have questions.",
    ],
    closings: &[
        "I hope something is done about it.",
        "Please let me know what you do with this.",
        "I want to stay anonymous.",
        "Mostly I want it to stop.",
    ],
    follow_ups: &[
        "It happened again, now at {place}.",
        "Is there any news about my report?",
        "I would like to add that {who} spoke to me about it afterwards.",
        "I am afraid they know it was me.",
        "{filler} {filler}",
    ],
    answers: &[
        "To answer your question: {count} people were there.",
        "Thank you for your message. I am willing to talk, not at work.",
        "The answer is no. {filler}",
    ],
    withdrawals: &["I withdraw my report. We talked it over.", ""],
    raws: &["no internet at the barracks so like this. look at {vehicle} at {place}."],
    evidence: &[
        "Photos",
        "E-mails of {since}",
        "The trip log",
        "Nothing on paper",
    ],
    unsafe_detail: &[
        "I am the only one with this shift.",
        "I was the only one there that day.",
    ],
    who: &[
        "my team leader",
        "the sergeant-major",
        "a warrant officer",
        "my manager",
        "the deputy",
        "an instructor",
        "the head of section",
    ],
    units: &[
        "Maintenance Company Zandhoek",
        "Training Centre Duinrand",
        "Transport Section East",
        "Purchasing Office 4",
        "Signals Detachment Veenlo",
    ],
    places: &[
        "shed 7",
        "the depot",
        "the workshop",
        "building C",
        "the canteen",
        "the training area",
    ],
    vehicles: &[
        "the van with the trailer",
        "a service car",
        "the fork-lift",
        "a field car",
    ],
    amounts: &[
        "340 euros",
        "over 2,000 euros",
        "€ 85.50",
        "nearly 12,000 euros",
    ],
    since: &[
        "January",
        "the summer",
        "last week",
        "October",
        "the reorganisation",
        "last month",
        "9 March",
    ],
    times: &["once", "twice", "five times at least", "every week"],
    counts: &["Two", "Three", "About six", "Ten"],
    hours: &["four o'clock", "half past five", "the evening shift"],
    rough: &[
        ("I ", "i "),
        (". ", " "),
        ("receive", "recieve"),
        ("because", "becouse"),
        ("their", "there"),
    ],
    questions: &[
        "We have a question. When was the last time, and who was there? You need not give names.",
        "Would you talk to us about it, or rather write? Both are fine.",
    ],
    replies: &[
        "Thank you for your message. We have added it to your report.",
        "We understand that you are worried. We share nothing that points to you without asking you.",
    ],
    progress: &[
        "We are working on your report. It takes longer than we thought; we will keep you informed.",
    ],
    feedback: &[
        "We have looked into your report. Part of what you wrote could be established. Agreements were made with those in charge, and in three months we shall see whether they were kept. To protect others we cannot say more.",
        "We spoke with those concerned and read the papers. We could not establish what you wrote. That does not mean that we do not believe you. There will be more supervision.",
    ],
    assessments: Assessments {
        found: "we could establish what you wrote",
        partly: "we could establish part of what you wrote",
        not_found: "we could not establish what you wrote; that does not mean that we do not believe you",
        not_ours: "this is nothing that we investigate, and we looked with you at what can be done",
    },
    follow_up_steps: &[
        "there was a conversation, and agreements were made",
        "the rules of the depot were changed",
        "there will be more supervision, and in three months we look again",
    ],
    grounds: &[
        "that it stops soonest this way",
        "that more people reported the same",
        "that too little was on paper for an investigation",
    ],
    follow_up_elsewhere: "you know where to go now, and may write to us whenever you like",
    ground_elsewhere: "that others can do more about it than we can",
    elsewhere: &[
        Elsewhere {
            body: Body::Commander,
            name: "the commander of the unit",
            offers: "talk about it with the team and make agreements",
            contact: "the commander's office",
        },
        Elsewhere {
            body: Body::Committee,
            name: "the committee for undesirable behaviour",
            offers: "investigate a complaint and judge it",
            contact: "the committee's secretary",
        },
        Elsewhere {
            body: Body::Police,
            name: "the military police",
            offers: "investigate a criminal offence",
            contact: "a brigade near you",
        },
        Elsewhere {
            body: Body::Huis,
            name: "the Huis voor Klokkenluiders",
            offers: "give advice and investigate detriment",
            contact: "its advice department",
        },
        Elsewhere {
            body: Body::Authority,
            name: "the Netherlands Labour Authority",
            offers: "check whether a workplace is safe",
            contact: "its contact point",
        },
    ],
    transfer_reason: "only they may investigate this",
    transfer_part: "a summary in our own words, without your letters",
    appeal: "the Huis voor Klokkenluiders",
};
