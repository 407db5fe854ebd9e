//! What is in a vault, as whoever has it open sees it.

use bellrope_desk::case::{self, Entry};
use bellrope_desk::key::Desk;
use bellrope_desk::trail;
use bellrope_desk::vault::Vault;
use bellrope_trail::{Act, Trail, Untrusted};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

/// All that is in the cases, as a caseworker sees it.
pub(crate) fn everything(vault: &Vault) -> Vec<String> {
    let mut all = Vec::new();
    for summary in case::summaries(vault).unwrap() {
        all.push(format!("{summary:?}"));
        // Nothing of a case shows to whom it is closed, or who declared nothing yet.
        let Ok(view) = case::show(vault, &summary.number) else {
            continue;
        };
        for past in &view.history {
            let why = past.reason.as_ref().map(|why| why.as_str());
            all.push(format!("{} {} {why:?}", past.day, past.status));
        }
        all.push(format!("{} tasks", view.tasks.len()));
        all.extend(view.notes.iter().map(|note| note.text.clone()));
        for entry in view.entries {
            all.push(match entry {
                Entry::Letter { day, content, .. } => {
                    format!("{day} {}", serde_json::to_string(&content).unwrap())
                }
                Entry::Raw { day, text } | Entry::Told { day, text } => format!("{day} {text}"),
                Entry::Reply { day, text, .. } => format!("{day} {text}"),
                Entry::Status { day, code } => format!("{day} {}", code.as_str()),
            });
        }
    }
    all
}

/// Exports the trail, and reads it as an auditor does.
pub(crate) fn verified_trail(vault: &mut Vault, now: u64) -> Trail {
    let rng = &mut StdRng::seed_from_u64(1);
    let file = trail::export(vault, now, rng).unwrap();
    let founding = Desk::load(&vault.read().unwrap()).unwrap().founding();
    let untrusted = Untrusted::parse(file.as_bytes()).unwrap();
    untrusted.verify(&founding.fingerprint()).unwrap()
}

pub(crate) fn acts(trail: &Trail) -> Vec<Act> {
    trail.entries().iter().map(|it| it.entry.act).collect()
}
