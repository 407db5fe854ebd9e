//! What a case was judged to be, and judging it: each answer stays when another follows (R096).

use bellrope_casework::vocabulary::{
    Category, CategorySet, ContactKind, IdentityLevel, Misstand, MisstandGround, Outcome, Route,
    Urgency, Word,
};
use maud::{Markup, html};

use super::course;
use super::head::Part as Tab;
use crate::case::{self, CaseView, ClassifyError, Judged, Judgement};
use crate::part::{self, NO_PART, Part};
use crate::screen::area::person::Names;
use crate::screen::component::{
    Choice, Errors, Field, Option_, Tone, button, choice, definitions, field, select, textarea,
};
use crate::screen::{Answer, Context, Refusal};
use crate::text::Value;

/// Draws every answer to every question, the newest first.
pub(super) fn judged(context: &Context<'_>, names: &Names, view: &CaseView) -> Markup {
    let (lang, class) = (context.frame.lang, &view.classification);
    let mut pairs = Vec::new();
    add(
        context,
        names,
        &mut pairs,
        "class-kind",
        &class.kind,
        |it| it.label(lang).to_owned(),
    );
    add(
        context,
        names,
        &mut pairs,
        "class-identity",
        &class.identity,
        |it| it.label(lang).to_owned(),
    );
    add(
        context,
        names,
        &mut pairs,
        "class-categories",
        &class.categories,
        |set| {
            let labels: Vec<&str> = set.iter().map(|category| category.label(lang)).collect();
            labels.join("; ")
        },
    );
    add(
        context,
        names,
        &mut pairs,
        "class-misstand",
        &class.misstand,
        |it| it.label(lang),
    );
    add(
        context,
        names,
        &mut pairs,
        "class-urgency",
        &class.urgency,
        |it| it.label(lang).to_owned(),
    );
    add(
        context,
        names,
        &mut pairs,
        "class-route",
        &class.route,
        |it| it.label(lang).to_owned(),
    );
    add(
        context,
        names,
        &mut pairs,
        "class-outcome",
        &class.outcome,
        |it| it.label(lang).to_owned(),
    );
    let parts = parts(context);
    add(
        context,
        names,
        &mut pairs,
        "class-part",
        &class.part,
        |it| {
            let found = parts.iter().find(|part| Some(&part.code) == it.as_ref());
            match (found, it) {
                (Some(part), _) => part.name(lang).to_owned(),
                (None, Some(code)) => code.to_string(),
                (None, None) => context.text("parts-no"),
            }
        },
    );
    if let Some(unit) = &class.unit {
        pairs.push((context.text("class-unit"), html! { (unit) }));
    }
    definitions(&pairs)
}

fn add<T>(
    context: &Context<'_>,
    names: &Names,
    pairs: &mut Vec<(String, Markup)>,
    question: &str,
    answers: &[Judged<T>],
    label: impl Fn(&T) -> String,
) {
    let texts = context.texts();
    if answers.is_empty() {
        return;
    }
    let who = |judged: &Judged<T>| match judged.by {
        Some(id) => names.of_text(&id.to_string()),
        None => texts.get("class-of-report"),
    };
    let drawn = html! {
        @for (at, judged) in answers.iter().rev().enumerate() {
            div .hint[at > 0] {
                (label(&judged.what)) " "
                span .hint { "(" (who(judged)) ", " (texts.day(judged.day)) ")" }
                @if let Some(reason) = &judged.reason { div .typed { (reason.as_str()) } }
            }
        }
    };
    pairs.push((texts.get(question), drawn));
}

/// Makes the options of a list of words.
pub(in crate::screen::area) fn options<W: Word>(context: &Context<'_>) -> Vec<Option_> {
    let lang = context.frame.lang;
    let option = |word: &W| Option_::new(word.as_str(), word.label(lang));
    W::ALL.iter().map(option).collect()
}

/// Makes the options of the flag of the law.
pub(in crate::screen::area) fn misstand_options(context: &Context<'_>) -> Vec<Option_> {
    let grounds = MisstandGround::ALL.iter().copied().map(Misstand::Yes);
    let all = [Misstand::NotYet, Misstand::No].into_iter().chain(grounds);
    let lang = context.frame.lang;
    all.map(|it| Option_::new(case::misstand_code(it), it.label(lang)))
        .collect()
}

/// Finds the flag of a code.
pub(in crate::screen::area) fn misstand_of(code: &str) -> Option<Misstand> {
    match code {
        "not-yet" => Some(Misstand::NotYet),
        "no" => Some(Misstand::No),
        ground => MisstandGround::of_code(ground).ok().map(Misstand::Yes),
    }
}

/// Returns the parts of the organisation; unsure, none.
fn parts(context: &Context<'_>) -> Vec<Part> {
    let reading = context.session.vault.read();
    let parts = reading.and_then(|reading| part::parts(&reading));
    parts.unwrap_or_default()
}

/// Draws the choice of a part of the organisation; nothing if the desk named none.
pub(in crate::screen::area) fn part_choice(context: &Context<'_>, errors: &Errors) -> Markup {
    let (texts, parts) = (context.texts(), parts(context));
    let given: Vec<&Part> = parts.iter().filter(|part| !part.is_retired).collect();
    if given.is_empty() {
        return html! {};
    }
    let mut options = vec![
        Option_::new("", texts.get("class-as-it-is")),
        Option_::new(NO_PART, texts.get("parts-no")),
    ];
    let option = |part: &&Part| Option_::new(part.code.as_str(), part.name(context.frame.lang));
    options.extend(given.iter().map(option));
    select(
        &Choice {
            id: "part",
            label: &texts.get("class-part"),
            hint: Some(&texts.get("class-part-hint")),
            options: &options,
            chosen: &[context.request.form().text("part")],
            many: false,
        },
        errors,
    )
}

/// Reads the part that was chosen.
pub(in crate::screen::area) fn part_of(context: &Context<'_>) -> Option<Judgement> {
    match context.request.form().text("part") {
        NO_PART => Some(Judgement::Part(None)),
        code => code.parse().ok().map(|code| Judgement::Part(Some(code))),
    }
}

/// Draws one question whose answer may stay as it is.
fn question<W: Word>(context: &Context<'_>, id: &str, errors: &Errors) -> Markup {
    let mut options = options::<W>(context);
    options.insert(0, Option_::new("", context.text("class-as-it-is")));
    one_of(context, id, &options, errors)
}

fn one_of(context: &Context<'_>, id: &str, options: &[Option_], errors: &Errors) -> Markup {
    select(
        &Choice {
            id,
            label: &context.text(&format!("class-{id}")),
            hint: None,
            options,
            chosen: &[context.request.form().text(id)],
            many: false,
        },
        errors,
    )
}

/// Draws the form in which a case is judged; what stays as it is, is not judged again.
pub(super) fn form(context: &Context<'_>, view: &CaseView, errors: &Errors) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let mut misstand = misstand_options(context);
    misstand.insert(0, Option_::new("", texts.get("class-as-it-is")));
    let also: Vec<&str> = sent.texts("also").collect();
    let fields = html! {
        (question::<ContactKind>(context, "kind", errors))
        (question::<IdentityLevel>(context, "identity", errors))
        (question::<Category>(context, "category", errors))
        details {
            summary { (texts.get("class-also")) }
            (choice(&Choice {
                id: "also",
                label: &texts.get("class-also"),
                hint: Some(&texts.get("class-also-hint")),
                options: &options::<Category>(context),
                chosen: &also,
                many: true,
            }, errors))
        }
        (one_of(context, "misstand", &misstand, errors))
        (question::<Urgency>(context, "urgency", errors))
        (question::<Route>(context, "route", errors))
        (question::<Outcome>(context, "outcome", errors))
        (part_choice(context, errors))
        (field(&Field {
            id: "unit",
            label: &texts.get("class-unit"),
            hint: Some(&texts.get("class-unit-hint")),
            value: sent.text("unit"),
            ..Field::default()
        }, errors))
        (textarea(&Field {
            id: "why",
            label: &texts.get("class-why"),
            hint: Some(&texts.get("class-why-hint")),
            value: sent.text("why"),
            ..Field::default()
        }, 3, errors))
        div .actions { (button(&texts.get("class-do"))) }
    };
    let path = format!("{}/class", super::path_of(&view.summary.number));
    html! {
        details open[!errors.is_empty()] {
            summary { (texts.get("class-change")) }
            (context.frame.form(&path, fields))
        }
    }
}

/// Reads the answers that were given.
fn judgements(context: &Context<'_>) -> Vec<Judgement> {
    fn word<W: Word>(code: &str, judge: impl Fn(W) -> Judgement) -> Option<Judgement> {
        W::of_code(code).ok().map(judge)
    }
    let form = context.request.form();
    let also = form
        .texts("also")
        .filter_map(|code| Category::of_code(code).ok());
    let categories = Category::of_code(form.text("category")).ok();
    let given = [
        word(form.text("kind"), Judgement::Kind),
        word(form.text("identity"), Judgement::Identity),
        categories.map(|main| Judgement::Categories(CategorySet::new(main, also))),
        misstand_of(form.text("misstand")).map(Judgement::Misstand),
        word(form.text("urgency"), Judgement::Urgency),
        word(form.text("route"), Judgement::Route),
        word(form.text("outcome"), Judgement::Outcome),
        part_of(context),
    ];
    given.into_iter().flatten().collect()
}

pub(super) fn judge(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let number = super::number_of(context)?;
    let mut errors = Errors::default();
    let why = course::reason_of(context, "why", &mut errors);
    let judgements = judgements(context);
    let unit = context.request.form().text("unit").trim().to_owned();
    if judgements.is_empty() && unit.is_empty() && errors.is_empty() {
        errors.add("kind", context.text("class-nothing"));
    }
    if why.is_none() && judgements.iter().any(Judgement::needs_reason) && errors.is_empty() {
        errors.add("why", context.text("class-no-why"));
    }
    if !errors.is_empty() {
        return course::page(context, &errors);
    }
    let (vault, now) = (&mut context.session.vault, context.now);
    if !judgements.is_empty() {
        case::classify(vault, &number, &judgements, why.as_ref(), now, context.rng)?;
    }
    if !unit.is_empty() {
        match case::set_unit(vault, &number, &unit, now, context.rng) {
            Err(ClassifyError::UnitTooLong { .. }) => {
                errors.add("unit", context.text("class-unit-long"));
                return course::page(context, &errors);
            }
            set => set?,
        }
    }
    let count = [("count", Value::from(judgements.len()))];
    let said = context.text_with("class-kept", &count);
    context.flash(Tone::Good, said);
    Ok(context.see(Tab::Course.path(&number)))
}
