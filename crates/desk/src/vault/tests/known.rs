//! Records that stay opened.

use std::sync::Arc;

use super::super::Known;
use super::*;

fn known(vault: &Vault) -> Arc<Known<Story>> {
    vault.read().unwrap().known().unwrap()
}

fn put(vault: &mut Vault, name: &str, words: &str, rng: &mut StdRng) {
    vault
        .change(|change| change.put(name, &story(words), rng))
        .unwrap();
}

#[test]
fn known_is_what_there_is_after_every_change() {
    let mut bench = Bench::new();
    let mut vault = bench.found();
    assert_eq!(known(&vault).iter().count(), 0);
    put(&mut vault, "one", "de kwartel vloog op", &mut bench.rng);
    put(&mut vault, "two", "en kwam terug", &mut bench.rng);
    let before = known(&vault);
    assert_eq!(before.iter().count(), 2);
    put(&mut vault, "one", "de kwartel bleef", &mut bench.rng);
    let after = known(&vault);
    assert_eq!(after.find(&vault, "one"), Some(&story("de kwartel bleef")));
    assert_eq!(
        before.find(&vault, "one"),
        Some(&story("de kwartel vloog op")),
        "who looked before keeps what they saw"
    );
    vault
        .change(|change| change.remove::<Story>("one"))
        .unwrap();
    assert_eq!(known(&vault).find(&vault, "one"), None);
    assert_eq!(known(&vault).iter().count(), 1);
}

#[test]
fn known_opens_again_only_what_was_written() {
    let mut bench = Bench::new();
    let mut vault = bench.found();
    put(&mut vault, "one", "de kwartel vloog op", &mut bench.rng);
    put(&mut vault, "two", "en kwam terug", &mut bench.rng);
    let before = known(&vault);
    put(&mut vault, "two", "en kwam terug", &mut bench.rng);
    let after = known(&vault);
    let is_same = |name| {
        let [a, b] = [&before, &after].map(|it| it.find(&vault, name).unwrap());
        std::ptr::eq(a, b)
    };
    assert!(is_same("one") && !is_same("two"));
}

#[test]
fn known_forgets_what_was_not_committed() {
    let mut bench = Bench::new();
    let mut vault = bench.found();
    put(&mut vault, "one", "de kwartel vloog op", &mut bench.rng);
    let rng = &mut bench.rng;
    let given_up: Result<(), VaultError> = vault.change(|change| {
        change.put("one", &story("de kwartel bleef"), rng)?;
        change.put("two", &story("er waren er twee"), rng)?;
        let within = change.known::<Story>()?;
        assert_eq!(within.iter().count(), 2);
        assert_eq!(
            within.find(change.vault(), "one"),
            Some(&story("de kwartel bleef"))
        );
        Err(VaultError::Nobody)
    });
    assert!(given_up.is_err());
    let after = known(&vault);
    assert_eq!(after.iter().count(), 1);
    assert_eq!(
        after.find(&vault, "one"),
        Some(&story("de kwartel vloog op"))
    );
}
