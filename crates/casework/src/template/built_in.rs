//! The texts of version 1.

use super::TemplateKind;
use crate::vocabulary::Lang;

/// Returns the text of version 1.
pub(super) const fn text(kind: TemplateKind, lang: Lang) -> &'static str {
    match lang {
        Lang::Dutch => dutch(kind),
        Lang::English => english(kind),
    }
}

const fn dutch(kind: TemplateKind) -> &'static str {
    match kind {
        TemplateKind::Acknowledgement => concat!(
            "Dank u wel voor uw melding. Wij hebben die op {received} gekregen. ",
            "Het nummer is {number}. Wij lezen uw melding en beoordelen wat er nodig is. ",
            "U hoort van ons vóór {feedback-by}. Eerder als dat kan. ",
            "Kijk daarom af en toe met uw meldcode.\n\n",
            "Heeft u nu hulp nodig? {help-lines}.\n\n",
            "U mag ook advies vragen aan het Huis voor Klokkenluiders.",
        ),
        TemplateKind::Request => concat!(
            "Wij hebben een vraag over uw melding. {question}. U hoeft niet te antwoorden. ",
            "Schrijf niets op waaraan iemand u kan herkennen. ",
            "Antwoord als u kunt vóór {answer-by}. ",
            "Zonder antwoord gaan wij verder met wat wij weten.",
        ),
        TemplateKind::Interim => concat!(
            "Wij zijn nog bezig met uw melding. Dit is er gedaan: {step-done}. ",
            "Dit gaan wij nog doen: {step-next}.",
        ),
        TemplateKind::Feedback => concat!(
            "Onze beoordeling: {assessment}. ",
            "Wat er is gedaan of gaat gebeuren: {follow-up}. De reden is {reason}. ",
            "[Niet alles mogen wij vertellen, omdat {ground}.] Wat vindt u hiervan?",
        ),
        TemplateKind::Referral => concat!(
            "Uw melding past beter bij {body}. Zij kunnen {offers}. ",
            "U kunt daar zelf heen via {contact}. Wij geven niets door zonder uw toestemming.",
        ),
        TemplateKind::PlannedTransfer => concat!(
            "Wij willen uw melding overdragen aan {body}, omdat {reason}. ",
            "Wij sturen alleen {part}. Heeft u bezwaar? Laat het weten vóór {object-by}.",
        ),
        TemplateKind::Closure => concat!(
            "Wij sluiten uw melding. De uitkomst is {outcome}. ",
            "[Wij hebben dit geleerd: {learning-point}.] ",
            "U kunt nog tot {messages-until} berichten sturen. ",
            "Bent u het niet eens? Dan kunt u naar {appeal}.",
        ),
        TemplateKind::Aftercare => concat!(
            "Het is nu {months} geleden. Heeft u last gekregen door uw melding? ",
            "Dat mag niet. Vertel het ons, dan helpen wij.",
        ),
        TemplateKind::NotTakenUp => concat!(
            "Wij kunnen niets doen met deze melding, omdat {reason}. ",
            "Weet u meer? Schrijf ons gerust.",
        ),
        TemplateKind::Disclosure => concat!(
            "Een wet verplicht ons uw naam te geven aan {body}. De reden is {reason}. ",
            "Wij doen dit op {disclosed-on}.",
        ),
    }
}

const fn english(kind: TemplateKind) -> &'static str {
    match kind {
        TemplateKind::Acknowledgement => concat!(
            "Thank you for your report. We received it on {received}. ",
            "The number is {number}. We read your report and decide what is needed. ",
            "You will hear from us before {feedback-by}. Sooner if we can. ",
            "So please look now and then with your report code.\n\n",
            "Do you need help now? {help-lines}.\n\n",
            "You may also ask the Huis voor Klokkenluiders (Whistleblowers Authority) for advice.",
        ),
        TemplateKind::Request => concat!(
            "We have a question about your report. {question}. You do not have to answer. ",
            "Do not write down anything by which someone could recognise you. ",
            "If you can, answer before {answer-by}. ",
            "Without an answer we go on with what we know.",
        ),
        TemplateKind::Interim => concat!(
            "We are still working on your report. This has been done: {step-done}. ",
            "This is what we will do next: {step-next}.",
        ),
        TemplateKind::Feedback => concat!(
            "Our assessment: {assessment}. ",
            "What has been done or will be done: {follow-up}. The reason is {reason}. ",
            "[We may not tell you everything, because {ground}.] What do you think of this?",
        ),
        TemplateKind::Referral => concat!(
            "Your report fits better with {body}. They can {offers}. ",
            "You can go there yourself through {contact}. ",
            "We pass nothing on without your consent.",
        ),
        TemplateKind::PlannedTransfer => concat!(
            "We want to hand your report over to {body}, because {reason}. ",
            "We only send {part}. Do you object? Let us know before {object-by}.",
        ),
        TemplateKind::Closure => concat!(
            "We are closing your report. The outcome is {outcome}. ",
            "[We have learnt this: {learning-point}.] ",
            "You can send messages until {messages-until}. ",
            "Do you not agree? Then you can go to {appeal}.",
        ),
        TemplateKind::Aftercare => concat!(
            "It is now {months} ago. Have you had trouble because of your report? ",
            "That is not allowed. Tell us, and we will help.",
        ),
        TemplateKind::NotTakenUp => concat!(
            "We can do nothing with this report, because {reason}. ",
            "Do you know more? Feel free to write to us.",
        ),
        TemplateKind::Disclosure => concat!(
            "A law requires us to pass your name on to {body}. The reason is {reason}. ",
            "We will do this on {disclosed-on}.",
        ),
    }
}
