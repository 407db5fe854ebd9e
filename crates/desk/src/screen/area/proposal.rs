//! Proposals: what one person proposed and another decides (R090).

use maud::{Markup, html};
use zeroize::Zeroizing;

use super::listing::page_at;
use super::person::Names;
use super::token;
use crate::identity::{self, OpenName, Telling};
use crate::proposal::{self, Plan as _, Proposal, ProposalError, ProposalId, State, Substance};
use crate::recovery::MakeShares;
use crate::said::Say as _;
use crate::screen::component::{
    Cell, Errors, Field, Table, Tone, badge, button, danger_button, definitions, empty, field,
    link_button, note, pages, table, textarea, typed,
};
use crate::screen::context::sentence;
use crate::screen::{Answer, Context, Nav, Page, Refusal, Route};
use crate::text::{Texts, Value};
use crate::vault::{Passphrase, VaultError, Witness};

pub(super) const ROUTES: &[Route] = &[
    Route::get("/proposals", show),
    Route::get("/proposals/{proposal}", show_one),
    Route::post("/proposals/{proposal}/approve", approve),
    Route::post("/proposals/{proposal}/refuse", refuse),
    Route::post("/proposals/{proposal}/withdraw", withdraw),
];

/// Returns the path of a proposal.
pub(super) fn path_of(id: ProposalId) -> String {
    format!("/proposals/{id}")
}

fn show(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let mut proposals = proposal::all(&reading, context.now)?;
    let names = Names::of(&reading)?;
    drop(reading);
    // What somebody still has to decide stands on the first page, however old it is.
    proposals.sort_by_key(|it| !it.state.is_open());
    let texts = context.texts();
    let at = page_at(context, proposals.len());
    let shown = at.slice(&proposals).iter();
    let list = if proposals.is_empty() {
        empty(&texts.get("proposal-none"), None)
    } else {
        let heads = [
            "proposal-what",
            "trail-case",
            "proposal-by",
            "trail-when",
            "people-state",
        ];
        table(&Table {
            caption: &texts.get("proposal-title"),
            heads: &heads.map(|id| texts.get(id)),
            rows: shown.map(|it| row(texts, &names, it)).collect(),
        })
    };
    let body = html! {
        p .lead { (texts.get("proposal-lead")) }
        (list)
        (pages(&context.frame, at, "/proposals?page="))
    };
    Ok(context.show(Page::new(Nav::People, texts.get("proposal-title"), body)))
}

fn row(texts: &Texts, names: &Names, proposal: &Proposal) -> Vec<Cell> {
    let case = proposal.case.as_ref().map(ToString::to_string);
    vec![
        Cell::new(html! { a href=(path_of(proposal.id)) { (what(texts, proposal)) } }),
        Cell::new(case.unwrap_or_default()),
        Cell::new(names.of_text(&proposal.by.to_string())),
        Cell::new(texts.moment(proposal.at)),
        Cell::new(state(texts, proposal)),
    ]
}

/// Returns the words of what is proposed.
fn what(texts: &Texts, proposal: &Proposal) -> String {
    let exactly = texts.find(&format!("plan-{}", proposal.kind), &[]);
    exactly.unwrap_or_else(|| texts.get(&format!("what-{}", proposal.what.code())))
}

fn state(texts: &Texts, proposal: &Proposal) -> Markup {
    let tone = match proposal.state {
        State::Waiting | State::Approved { .. } => Tone::Warn,
        State::Done { .. } => Tone::Good,
        _ => Tone::Info,
    };
    let code = proposal.state.code();
    badge(tone, &texts.get(&format!("proposal-state-{code}")))
}

fn find(context: &Context<'_>) -> Result<Proposal, Refusal> {
    let id: ProposalId = context
        .place("proposal")
        .parse()
        .map_err(|_| Refusal::absent())?;
    Ok(proposal::find(
        &context.session.vault.read()?,
        id,
        context.now,
    )?)
}

fn show_one(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let proposal = find(context)?;
    one(context, &proposal, &Errors::default())
}

fn one(context: &mut Context<'_>, proposal: &Proposal, errors: &Errors) -> Result<Answer, Refusal> {
    let reading = context.session.vault.read()?;
    let names = Names::of(&reading)?;
    let substance = proposal::substance(&reading, proposal);
    drop(reading);
    let texts = context.texts();
    let name = |id: crate::vault::PersonId| names.of_text(&id.to_string());
    let mut pairs = vec![
        (texts.get("proposal-by"), html! { (name(proposal.by)) }),
        (
            texts.get("trail-when"),
            html! { (texts.moment(proposal.at)) },
        ),
        (texts.get("people-state"), state(texts, proposal)),
    ];
    if let Some(case) = &proposal.case {
        let link = html! { a href=(format!("/cases/{case}")) { (case) } };
        pairs.insert(0, (texts.get("trail-case"), link));
    }
    if let Some(about) = proposal.about {
        pairs.insert(0, (texts.get("proposal-about"), html! { (name(about)) }));
    }
    match substance {
        Ok(substance) => {
            pairs.push((texts.get("proposal-why"), typed(&substance.reason)));
            if let Some(telling) = telling(proposal, &substance) {
                pairs.push((texts.get("name-telling"), typed(&telling.text(texts))));
            }
            if let Some(answer) = &substance.answer {
                pairs.push((texts.get("proposal-answer"), typed(answer)));
            }
        }
        Err(err) => {
            let closed = sentence(&err.said().text(texts));
            pairs.push((texts.get("proposal-why"), html! { (closed) }));
        }
    }
    let body = html! {
        (definitions(&pairs))
        (decide(context, proposal, errors))
        div .actions { (link_button("/proposals", &texts.get("proposal-title"))) }
    };
    let title = what(texts, proposal);
    let page = Page::new(Nav::People, title, body).errors(errors, texts);
    Ok(context.show(page))
}

/// Returns what the reporter is told of the opening of their name: it is part of what is approved.
fn telling(proposal: &Proposal, substance: &Substance) -> Option<Telling> {
    let is_name = proposal.kind == OpenName::KIND;
    let plan = is_name.then(|| substance.plan::<OpenName>())?;
    Some(plan.ok()?.telling)
}

/// Draws what whoever has the vault open can do with a proposal, alone or with a colleague beside
/// them.
fn decide(context: &Context<'_>, proposal: &Proposal, errors: &Errors) -> Markup {
    let texts = context.texts();
    let path = path_of(proposal.id);
    let mine = context.session.vault.me().ok() == Some(proposal.by);
    if !proposal.state.is_open() {
        return html! {};
    }
    let answer = context.request.form().text("answer");
    let how = match (mine, proposal.kind == OpenName::KIND) {
        (true, true) => "name-custodian-beside",
        (true, false) => "proposal-beside",
        (false, _) => "proposal-weigh",
    };
    html! {
        @if proposal.state == State::Waiting {
            h2 { (texts.get("proposal-approve")) }
            (note(Tone::Info, html! { p { (texts.get(how)) } }))
            (context.frame.form(&format!("{path}/approve"), html! {
                @if mine { (witness_field(context, errors)) }
                div .actions { (button(&texts.get("proposal-approve"))) }
            }))
        }
        @if mine && matches!(proposal.state, State::Approved { .. }) {
            (to_carry_out(context, proposal))
        }
        @if mine {
            (context.frame.form(&format!("{path}/withdraw"), html! {
                div .actions { (danger_button(&texts.get("proposal-withdraw"))) }
            }))
        } @else {
            h2 { (texts.get("proposal-refuse")) }
            (context.frame.form(&format!("{path}/refuse"), html! {
                (textarea(&Field {
                    id: "answer",
                    label: &texts.get("proposal-answer"),
                    value: answer,
                    required: true,
                    ..Field::default()
                }, 3, errors))
                div .actions { (danger_button(&texts.get("proposal-refuse"))) }
            }))
        }
    }
}

/// Draws the way to do what was approved, for plans that their proposer carries out.
fn to_carry_out(context: &Context<'_>, proposal: &Proposal) -> Markup {
    let action = match proposal.kind.as_str() {
        MakeShares::KIND => format!("/recovery/approved/{}", proposal.id),
        _ => return html! {},
    };
    context.frame.form(
        &action,
        html! { div .actions { (button(&context.text("proposal-carry-out"))) } },
    )
}

/// Draws the field in which a colleague types their passphrase, beside whoever has the vault open; and
/// the PIN of their token, if anybody has one.
pub(super) fn witness_field(context: &Context<'_>, errors: &Errors) -> Markup {
    let texts = context.texts();
    let passphrase = field(
        &Field {
            id: "witness",
            label: &texts.get("proposal-witness"),
            hint: Some(&texts.get("proposal-witness-hint")),
            kind: "password",
            autocomplete: "off",
            ..Field::default()
        },
        errors,
    );
    html! {
        (passphrase)
        @if context.session.vault.has_tokens() { (token::pin_field(texts, errors)) }
    }
}

/// Reads who is there besides, by what they typed; `None` if nobody typed anything.
pub(super) fn witness(
    context: &Context<'_>,
    errors: &mut Errors,
) -> Result<Option<Witness>, Refusal> {
    let typed = context.request.form().text("witness");
    if typed.is_empty() {
        return Ok(None);
    }
    let passphrase = Passphrase::new(Zeroizing::new(typed.to_owned()));
    match context.session.vault.witness(&passphrase) {
        Ok(witness) => Ok(Some(witness)),
        Err(err @ (VaultError::WrongPassphrase | VaultError::Token(_))) => {
            let said = err.said().text(context.texts());
            errors.add("witness", sentence(&said));
            Ok(None)
        }
        Err(err) => Err(err.into()),
    }
}

fn approve(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let proposal = find(context)?;
    let typed = context.request.form().text("witness").to_owned();
    let passphrase = Passphrase::new(Zeroizing::new(typed));
    let (id, now) = (proposal.id, context.now);
    let mine = context.session.vault.me().ok() == Some(proposal.by);
    let vault = &mut context.session.vault;
    let is_beside = !context.request.form().text("witness").is_empty();
    let approved = match (is_beside, mine) {
        (true, _) => identity::approve_beside(vault, id, &passphrase, now, context.rng),
        (false, false) => proposal::approve_any(vault, id, None, now, context.rng),
        (false, true) => {
            let mut errors = Errors::default();
            errors.add("witness", context.text("proposal-no-witness"));
            return one(context, &proposal, &errors);
        }
    };
    let typed =
        |err: &VaultError| matches!(err, VaultError::WrongPassphrase | VaultError::Token(_));
    if let Err(ProposalError::Vault(err)) = &approved
        && typed(err)
    {
        let mut errors = Errors::default();
        errors.add("witness", sentence(&err.said().text(context.texts())));
        return one(context, &proposal, &errors);
    }
    approved?;
    context.flash(Tone::Good, context.text("proposal-approved-said"));
    match &proposal.case {
        Some(case) if mine && proposal.kind == OpenName::KIND => {
            Ok(context.see(format!("/cases/{case}/name")))
        }
        _ => Ok(context.see(path_of(proposal.id))),
    }
}

fn refuse(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let proposal = find(context)?;
    let answer = context.request.form().text("answer").to_owned();
    if answer.trim().is_empty() {
        let mut errors = Errors::default();
        errors.add("answer", context.text("proposal-no-answer"));
        return one(context, &proposal, &errors);
    }
    let vault = &mut context.session.vault;
    proposal::refuse(vault, proposal.id, &answer, None, context.now, context.rng)?;
    context.flash(Tone::Good, context.text("proposal-refused-said"));
    Ok(context.see(path_of(proposal.id)))
}

fn withdraw(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let proposal = find(context)?;
    let vault = &mut context.session.vault;
    proposal::withdraw(vault, proposal.id, context.now, context.rng)?;
    context.flash(Tone::Good, context.text("proposal-withdrawn-said"));
    Ok(context.see(path_of(proposal.id)))
}

/// Counts the proposals that wait for somebody else than whoever has the vault open.
pub(super) fn waiting(context: &Context<'_>) -> Result<usize, VaultError> {
    let me = context.session.vault.me().ok();
    let all = proposal::all(&context.session.vault.read()?, context.now)?;
    let waits = |it: &&Proposal| it.state == State::Waiting && Some(it.by) != me;
    Ok(all.iter().filter(waits).count())
}

/// Says how many proposals wait, above a list.
pub(super) fn waiting_note(context: &Context<'_>) -> Result<Markup, VaultError> {
    let count = waiting(context)?;
    let said = context.text_with("proposal-waiting", &[("count", Value::from(count))]);
    let granted = identity::granted(&context.session.vault.read()?, context.now)?;
    Ok(html! {
        @if count > 0 { (note(Tone::Info, html! { p { a href="/proposals" { (said) } } })) }
        @for number in &granted {
            @let value = [("number", Value::from(number.to_string()))];
            (note(Tone::Good, html! {
                p {
                    a href=(format!("/cases/{number}/name")) {
                        (context.text_with("name-granted-one", &value))
                    }
                }
            }))
        }
    })
}
