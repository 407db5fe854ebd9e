//! Recovery: shares of a key that open the vault together; making them, trying them (R193–R199).

use bellrope_shares::Share;
use maud::{Markup, html};

use super::{keys, proposal as proposals};
use crate::key::Desk;
use crate::proposal::{self, ProposalId, Proposed};
use crate::recovery::{self, MadeShares, MakeShares, RecoveryError, Standing};
use crate::said::Say as _;
use crate::screen::component::{
    Errors, Field, Tone, button, definitions, field, link_button, note, textarea,
};
use crate::screen::context::sentence;
use crate::screen::{Answer, Context, Nav, Page, PrintLabel, Refusal, Route};
use crate::term;
use crate::text::Value;

/// Months from a drill to the next (R196).
const DRILL_MONTHS: u32 = 12;

pub(super) const ROUTES: &[Route] = &[
    Route::get("/recovery", show),
    Route::post("/recovery", make),
    Route::post("/recovery/approved/{proposal}", make_approved),
    Route::get("/recovery/drill", show_drill),
    Route::post("/recovery/drill", drill),
];

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    page(context, &Errors::default())
}

fn page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let standing = recovery::standing(&context.session.vault)?;
    let texts = context.texts();
    let body = html! {
        p .lead { (texts.get("recovery-lead")) }
        @match &standing {
            Some(standing) => { (stands(context, standing)) }
            None => { (note(Tone::Warn, html! { p { (texts.get("recovery-none")) } })) }
        }
        h2 { (texts.get("recovery-new")) }
        (form(context, errors))
    };
    let page = Page::new(Nav::Keys, texts.get("recovery-title"), body).errors(errors, texts);
    Ok(context.show(page))
}

fn stands(context: &Context<'_>, standing: &Standing) -> Markup {
    let texts = context.texts();
    let tried = match standing.tried {
        Some(day) => texts.day(day),
        None => texts.get("recovery-never"),
    };
    let shares = [
        ("need", Value::from(standing.plan.need())),
        ("of", Value::from(standing.plan.of())),
    ];
    let missing = [("count", Value::from(standing.missing))];
    html! {
        (definitions(&[
            (texts.get("recovery-shares"), html! { (texts.with("recovery-need-of", &shares)) }),
            (texts.get("recovery-made-on"), html! { (texts.day(standing.made)) }),
            (texts.get("recovery-set"), html! { (standing.set) }),
            (texts.get("recovery-last"), html! { (tried) }),
        ]))
        @if standing.missing > 0 {
            (note(Tone::Warn, html! { p { (texts.with("recovery-missing", &missing)) } }))
        }
        div .actions { (link_button("/recovery/drill", &texts.get("recovery-drill"))) }
    }
}

fn form(context: &Context<'_>, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let number = |id: &str, label: &str, first: &str| {
        let value = if sent.has(id) { sent.text(id) } else { first };
        field(
            &Field {
                id,
                label: &texts.get(label),
                value,
                kind: "number",
                required: true,
                ..Field::default()
            },
            errors,
        )
    };
    context.frame.form(
        "/recovery",
        html! {
            p { (texts.get("recovery-how")) }
            (number("of", "recovery-of", "5"))
            (number("need", "recovery-needed", "3"))
            (textarea(&Field {
                id: "reason",
                label: &texts.get("proposal-why"),
                value: sent.text("reason"),
                required: true,
                ..Field::default()
            }, 2, errors))
            (proposals::witness_field(context, errors))
            div .actions {
                (button(&texts.get("recovery-make")))
                (link_button(keys::PATH, &texts.get("ui-no-back")))
            }
        },
    )
}

/// Reads how many shares are wanted.
fn wanted(context: &Context<'_>, errors: &mut Errors) -> Option<MakeShares> {
    let form = context.request.form();
    let numbers = [form.text("need").parse(), form.text("of").parse()];
    let [Ok(need), Ok(of)] = numbers else {
        errors.add("of", context.text("recovery-no-number"));
        return None;
    };
    if let Err(err) = bellrope_shares::Plan::new(need, of) {
        let said = RecoveryError::Plan(err).said().text(context.texts());
        errors.add("of", sentence(&said));
        return None;
    }
    Some(MakeShares { need, of })
}

fn make(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let mut errors = Errors::default();
    let plan = wanted(context, &mut errors);
    let reason = context.request.form().text("reason").trim().to_owned();
    if reason.is_empty() {
        errors.add("reason", context.text("recovery-no-reason"));
    }
    let witness = proposals::witness(context, &mut errors)?;
    let (Some(plan), true) = (plan, errors.is_empty()) else {
        return page(context, &errors);
    };
    let (vault, now) = (&mut context.session.vault, context.now);
    if let Some(witness) = witness {
        let made = proposal::together(vault, &plan, &reason, &witness, now, context.rng)?;
        return cards(context, &made);
    }
    match proposal::propose(vault, &plan, &reason, now, context.rng)? {
        Proposed::Done(_, made) => cards(context, &made),
        Proposed::Waits(id) => {
            context.flash(Tone::Info, context.text("proposal-waits"));
            Ok(context.see(proposals::path_of(id)))
        }
    }
}

/// Makes the shares that somebody approved.
fn make_approved(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id: ProposalId = context
        .place("proposal")
        .parse()
        .map_err(|_| Refusal::absent())?;
    let (vault, now) = (&mut context.session.vault, context.now);
    let made = proposal::carry_out::<MakeShares>(vault, id, now, context.rng)?;
    cards(context, &made)
}

/// Shows the cards, this once: they are kept nowhere. On paper each has a sheet of its own.
fn cards(context: &mut Context<'_>, made: &MadeShares) -> Result<Answer, Refusal> {
    let desk = Desk::load(&context.session.vault.read()?)?;
    let fingerprint = desk.founding().fingerprint().to_string();
    let texts = context.texts();
    let today = term::local_day(context.now);
    let body = html! {
        div .no-print {
            (note(Tone::Warn, html! {
                p { strong { (texts.get("recovery-once")) } }
                p { (texts.get("recovery-next-steps")) }
            }))
        }
        @for share in made.shares() { (card(context, share, &fingerprint, &texts.day(today))) }
        div .actions { (link_button("/recovery", &texts.get("recovery-printed"))) }
    };
    let label = PrintLabel {
        subject: texts.get("recovery-title"),
        label: texts.get("recovery-secret"),
        day: today,
        copy: 1,
    };
    let page = Page::new(Nav::Keys, texts.get("recovery-cards"), body).print(label);
    Ok(context.show(page))
}

fn card(context: &Context<'_>, share: &Share, fingerprint: &str, day: &str) -> Markup {
    let texts = context.texts();
    let plan = share.plan();
    let values = [
        ("number", Value::from(share.number())),
        ("of", Value::from(plan.of())),
        ("need", Value::from(plan.need())),
        ("day", Value::from(day)),
        ("set", Value::from(share.set().to_string())),
        ("fingerprint", Value::from(fingerprint)),
    ];
    html! {
        section .share {
            h2 { (texts.with("recovery-card", &values)) }
            p { (texts.with("share-card", &values)) }
            p .fingerprint { (texts.with("share-card-desk", &values)) }
            p .groups { @for group in share.groups() { span { (group) } " " } }
            p { (texts.with("share-card-keep", &values)) }
        }
    }
}

fn show_drill(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    drill_page(context, &Errors::default())
}

fn drill_page(context: &mut Context<'_>, errors: &Errors) -> Result<Answer, Refusal> {
    let standing = recovery::standing(&context.session.vault)?;
    let standing = standing.ok_or(RecoveryError::NotMade)?;
    let texts = context.texts();
    let fields = html! {
        @for number in 1..=standing.plan.need() {
            @let id = format!("share-{number}");
            // What was typed is a secret: it is not sent back.
            (textarea(&Field {
                id: &id,
                label: &texts.with("recovery-share", &[("number", Value::from(number))]),
                hint: Some(&texts.get("recovery-share-hint")),
                required: true,
                ..Field::default()
            }, 3, errors))
        }
        div .actions {
            (button(&texts.get("recovery-try")))
            (link_button("/recovery", &texts.get("ui-no-back")))
        }
    };
    let body = html! {
        p .lead { (texts.get("recovery-drill-lead")) }
        (context.frame.form("/recovery/drill", fields))
    };
    let page = Page::new(Nav::Keys, texts.get("recovery-drill"), body).errors(errors, texts);
    Ok(context.show(page))
}

fn drill(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let standing = recovery::standing(&context.session.vault)?;
    let standing = standing.ok_or(RecoveryError::NotMade)?;
    let mut errors = Errors::default();
    let mut shares = Vec::new();
    for number in 1..=standing.plan.need() {
        let id = format!("share-{number}");
        match Share::parse(context.request.form().text(&id)) {
            Ok(share) => shares.push(share),
            Err(err) => {
                let said = recovery::said_of_typing(err).text(context.texts());
                errors.add(&id, sentence(&said));
            }
        }
    }
    if !errors.is_empty() {
        return drill_page(context, &errors);
    }
    let vault = &mut context.session.vault;
    match recovery::drill(vault, &shares, context.now, context.rng) {
        Err(err @ RecoveryError::Vault(_)) => Err(err.into()),
        Err(err) => Ok(failed(context, &err)),
        Ok(()) => came_through(context, &shares),
    }
}

/// Shows what the drill showed, to be printed and kept.
fn came_through(context: &mut Context<'_>, shares: &[Share]) -> Result<Answer, Refusal> {
    let standing = recovery::standing(&context.session.vault)?;
    let standing = standing.ok_or(RecoveryError::NotMade)?;
    let today = term::local_day(context.now);
    let texts = context.texts();
    let mut numbers: Vec<u8> = shares.iter().map(Share::number).collect();
    numbers.sort_unstable();
    let numbers: Vec<String> = numbers.iter().map(u8::to_string).collect();
    let missing = [("count", Value::from(standing.missing))];
    let again = today.plus_months(DRILL_MONTHS);
    let body = html! {
        (note(Tone::Good, html! { p { strong { (texts.get("recovery-drilled")) } } }))
        (definitions(&[
            (texts.get("recovery-drill-on"), html! { (texts.day(today)) }),
            (texts.get("recovery-drill-with"), html! { (numbers.join(", ")) }),
            (texts.get("recovery-set"), html! { (standing.set) }),
            (texts.get("recovery-drill-reach"), html! {
                @if standing.missing == 0 { (texts.get("recovery-drill-all")) }
                @else { (texts.with("recovery-missing", &missing)) }
            }),
            (texts.get("recovery-drill-again"), html! { (texts.day(again)) }),
        ]))
        p { (texts.get("recovery-drill-untried")) }
        div .actions { (link_button("/recovery", &texts.get("write-back"))) }
    };
    let label = PrintLabel {
        subject: texts.get("recovery-drill-result"),
        label: texts.get("paper-label"),
        day: today,
        copy: 1,
    };
    let page = Page::new(Nav::Keys, texts.get("recovery-drill-result"), body).print(label);
    Ok(context.show(page))
}

/// Says that the shares do not open the vault, and why.
fn failed(context: &mut Context<'_>, err: &RecoveryError) -> Answer {
    let texts = context.texts();
    let body = html! {
        (note(Tone::Bad, html! {
            p { strong { (texts.get("recovery-drill-failed")) } }
            p { (sentence(&err.said().text(texts))) }
        }))
        p { (texts.get("recovery-drill-failed-next")) }
        div .actions {
            (link_button("/recovery/drill", &texts.get("recovery-drill-retry")))
            (link_button("/recovery", &texts.get("write-back")))
        }
    };
    context.show(Page::new(
        Nav::Keys,
        texts.get("recovery-drill-result"),
        body,
    ))
}
