//! What something leaves the vault for, and for whom: the fields of every export and print (R126).

use maud::{Markup, html};

use crate::errand::{Errand, ErrandError, Ground, Recipient};
use crate::screen::component::{Choice, Errors, Field, Option_, field, select};
use crate::screen::{Context, Refusal};

/// Draws the fields; nothing is chosen beforehand, but what `usual` says.
pub(super) fn fields(
    context: &Context<'_>,
    usual: Option<(Ground, Recipient)>,
    errors: &Errors,
) -> Markup {
    let texts = context.texts();
    let sent = context.request.form();
    let list = |id: &str, codes: Vec<&'static str>, usual: Option<&'static str>| {
        let kind = if id == "ground" { "ground" } else { "to" };
        let mut options = vec![Option_::new("", texts.get("ground-choose"))];
        let option = |code| Option_::new(code, texts.get(&format!("{kind}-{code}")));
        options.extend(codes.into_iter().map(option));
        let chosen = if sent.has(id) {
            sent.text(id)
        } else {
            usual.unwrap_or_default()
        };
        select(
            &Choice {
                id,
                label: &texts.get(&format!("errand-{id}")),
                hint: None,
                options: &options,
                chosen: &[chosen],
                many: false,
            },
            errors,
        )
    };
    // To publish is said of figures alone.
    let of_figures = usual.is_some_and(|(ground, to)| ground.is_of_figures() || to.is_of_figures());
    let grounds = Ground::ALL
        .iter()
        .filter(|it| of_figures || !it.is_of_figures());
    let grounds = grounds.map(|it| it.as_str()).collect();
    let recipients = Recipient::ALL
        .iter()
        .filter(|it| of_figures || !it.is_of_figures());
    let recipients = recipients.map(|it| it.as_str()).collect();
    html! {
        (list("ground", grounds, usual.map(|it| it.0.as_str())))
        (list("recipient", recipients, usual.map(|it| it.1.as_str())))
        (field(&Field {
            id: "explain",
            label: &texts.get("ground-words"),
            hint: Some(&texts.get("ground-words-hint")),
            value: sent.text("explain"),
            ..Field::default()
        }, errors))
    }
}

/// Reads the fields; what is wrong is added to the errors.
pub(super) fn read(context: &Context<'_>, errors: &mut Errors) -> Result<Option<Errand>, Refusal> {
    let form = context.request.form();
    let ground = Ground::of_code(form.text("ground"));
    let to = Recipient::of_code(form.text("recipient"));
    if ground.is_none() {
        errors.add("ground", context.text("ground-no-for"));
    }
    if to.is_none() {
        errors.add("recipient", context.text("ground-no-to"));
    }
    let (Some(ground), Some(to)) = (ground, to) else {
        return Ok(None);
    };
    match Errand::new(ground, to, form.text("explain")) {
        Ok(errand) => Ok(Some(errand)),
        Err(ErrandError::NoWords) => {
            errors.add("explain", context.text("err-ground-words"));
            Ok(None)
        }
        Err(ErrandError::TooLong) => {
            errors.add("explain", context.text("err-ground-long"));
            Ok(None)
        }
        Err(err) => Err(err.into()),
    }
}
