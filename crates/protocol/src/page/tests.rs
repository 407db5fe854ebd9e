use serde_json::{Value, json};

use super::*;
use crate::base::Base;
use crate::card::{Ed25519PublicKey, sign_succession};
use crate::case_code::Language;
use crate::key::FoundingRoot;
use crate::note::{KeyName, SignedNote, SignerKey};

fn base(desk: &str) -> Base {
    Base::new("relay.example".parse().unwrap(), desk.parse().unwrap())
}

fn root(desk: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(base(desk).root_key_name(), &[seed; 32])
}

fn both(nl: &str, en: &str) -> Both {
    Both {
        nl: nl.to_owned(),
        en: en.to_owned(),
    }
}

fn a_desk(desk: &str, seed: u8) -> PageDesk {
    PageDesk {
        desk: desk.parse().unwrap(),
        founding: FoundingRoot::from_bytes(*root(desk, seed).verifier().public()),
        succession: Vec::new(),
        name: both("Meldpunt", "Desk"),
        about: both("Drie mensen lezen mee.", "Three people read this."),
        alternative: false,
        contact: Contact::default(),
    }
}

/// A configuration of the desks `mid` (root 1) and `extern` (root 2).
fn a_page() -> Page {
    let alternative = PageDesk {
        alternative: true,
        ..a_desk("extern", 2)
    };
    Page {
        version: 3,
        made: 1_795_392_000,
        build: [7; 32],
        host: "relay.example".parse().unwrap(),
        relays: vec!["https://relay.example".to_owned()],
        title: both("Informatie", "Information"),
        icon: Icon::Plain,
        exit: "https://www.example.org/".to_owned(),
        desks: vec![a_desk("mid", 1), alternative],
        emergency: vec![HelpLine {
            need: both("Gevaar", "Danger"),
            name: both("Alarmnummer", "Emergency services"),
            phone: "112".to_owned(),
            link: None,
        }],
        landscape: vec![Body {
            group: Group::Advice,
            name: both("Vertrouwenspersoon", "Confidential adviser"),
            about: both("Luistert.", "Listens."),
            phone: Some("+31 (0)70 123 45 67".to_owned()),
            link: Some("https://example.org/a?b=c&d#e".to_owned()),
            checked: "2026-11-23".parse().unwrap(),
        }],
        categories: vec![Category {
            code: "ZS1".to_owned(),
            family: "ZS".to_owned(),
            name: both("Voertuigen", "Vehicles"),
            about: None,
            rules: None,
            referral: None,
        }],
        retention: both("Twee jaar.", "Two years."),
        law_checked: None,
        cover: Cover::ON,
        clients: Vec::new(),
        security: None,
        texts: Overrides::default(),
    }
}

fn a_signed_page() -> SignedPage {
    let signed = SignedPage::sign(a_page(), &root("mid", 1)).unwrap();
    signed.add_signature(&root("extern", 2)).unwrap()
}

fn rule(change: impl FnOnce(&mut Page)) -> PageFormError {
    let mut page = a_page();
    change(&mut page);
    page.check().unwrap_err()
}

#[test]
fn verify_accepts_what_every_desk_signed() {
    let signed = a_signed_page();
    let parsed = SignedPage::parse(&signed.to_bytes()).unwrap();
    assert_eq!(parsed, signed);
    let page = parsed.verify().unwrap();
    assert_eq!(page.page(), &a_page());
    assert_eq!(page.as_bytes(), signed.to_bytes());
    assert_eq!(page.page().title.text(Language::Dutch), "Informatie");
    assert_eq!(page.page().title.text(Language::English), "Information");
}

#[test]
fn verify_names_the_desk_that_did_not_sign() {
    let signed = SignedPage::sign(a_page(), &root("mid", 1)).unwrap();
    let missing = signed.unsigned_desks();
    assert_eq!(missing, [&"extern".parse().unwrap()]);
    assert_eq!(
        signed.verify(),
        Err(VerifyPageError::Unsigned {
            desk: "extern".parse().unwrap()
        })
    );
    assert!(a_signed_page().unsigned_desks().is_empty());
}

#[test]
fn verify_refuses_what_was_changed_after_signing() {
    let bytes = a_signed_page().to_bytes();
    let text = String::from_utf8(bytes.clone()).unwrap();
    for (from, to) in [
        (r#""version":3"#, r#""version":4"#),
        (r#""phone":"112""#, r#""phone":"113""#),
        ("https://www.example.org/", "https://www.example.com/"),
        ("Drie mensen", "Tien mensen"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        let page = SignedPage::parse(changed.as_bytes()).unwrap();
        assert!(matches!(page.verify(), Err(VerifyPageError::Signature(_))));
    }
    // Whatever single byte is changed: refused, here or there.
    for index in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[index] ^= 1;
        let parsed = SignedPage::parse(&changed);
        assert!(
            parsed.is_err() || parsed.unwrap().verify().is_err(),
            "byte {index}"
        );
    }
}

#[test]
fn verify_refuses_a_signature_of_nobody_on_the_page() {
    let mut note = SignedNote::parse(&a_signed_page().to_bytes(), PAGE_MAX_LEN).unwrap();
    let stranger = SignerKey::from_seed(KeyName::new("stranger").unwrap(), &[9; 32]);
    note.add(stranger.sign(note.unverified_text())).unwrap();
    let page = SignedPage::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(
        page.verify(),
        Err(VerifyPageError::Signatures {
            count: 3,
            expected: 2
        })
    );
}

#[test]
fn sign_and_add_refuse_a_root_that_is_not_on_the_page() {
    for stranger in [root("mid", 2), root("other", 1), root("extern", 1)] {
        let refused = SignedPage::sign(a_page(), &stranger);
        assert_eq!(refused, Err(SignPageError::Root));
        assert_eq!(
            a_signed_page().add_signature(&stranger),
            Err(SignPageError::Root)
        );
    }
}

#[test]
fn add_keeps_one_signature_for_each_desk() {
    let again = a_signed_page().add_signature(&root("mid", 1)).unwrap();
    assert_eq!(again, a_signed_page());
}

#[test]
fn roots_follow_the_succession_of_a_desk() {
    let mut page = a_page();
    let next = Ed25519PublicKey::of(&root("mid", 5));
    let step = sign_succession(&base("mid"), &root("mid", 1), &next).unwrap();
    page.desks[0].succession = vec![step.to_string()];
    let left_behind = SignedPage::sign(page.clone(), &root("mid", 1));
    assert_eq!(left_behind, Err(SignPageError::Root));
    let signed = SignedPage::sign(page, &root("mid", 5)).unwrap();
    assert!(
        signed
            .add_signature(&root("extern", 2))
            .unwrap()
            .verify()
            .is_ok()
    );
}

#[test]
fn parse_refuses_members_that_are_unknown_missing_or_repeated() {
    let refused = |object: String| {
        let text = format!("bellrope/1 page\n{object}\n");
        let note = SignedNote::sign(text, &root("mid", 1)).unwrap();
        let refused = SignedPage::parse(note.to_string().as_bytes()).unwrap_err();
        matches!(refused, ParsePageError::Object { .. })
    };
    let object = serde_json::to_value(a_page()).unwrap();
    let changed = |change: fn(&mut Value)| {
        let mut object = object.clone();
        change(&mut object);
        object.to_string()
    };
    assert!(SignedPage::parse(&a_signed_page().to_bytes()).is_ok());
    assert!(refused(changed(|page| page["covers"] = json!(true))));
    assert!(refused(changed(
        |page| page["desks"][0]["alternatief"] = json!(true)
    )));
    assert!(refused(changed(|page| page["title"]["de"] = json!("x"))));
    assert!(refused(changed(|page| page["build"] = json!("00"))));
    assert!(refused(changed(|page| drop(
        page.as_object_mut().unwrap().remove("exit")
    ))));
    assert!(refused(object.to_string().replacen(
        '{',
        r#"{"version":9,"#,
        1
    )));
}

#[test]
fn check_refuses_lists_out_of_bounds() {
    let count = |field, count, least, most| PageFormError::Count {
        field,
        count,
        least,
        most,
    };
    assert_eq!(rule(|page| page.desks.clear()), count("desks", 0, 1, 16));
    assert_eq!(
        rule(|page| page.emergency.clear()),
        count("emergency", 0, 1, 64)
    );
    assert_eq!(
        rule(|page| page.categories.clear()),
        count("categories", 0, 1, 64)
    );
    assert_eq!(
        rule(|page| page.desks = vec![a_desk("mid", 1); 17]),
        count("desks", 17, 1, 16)
    );
    assert_eq!(
        rule(|page| page.relays = vec!["https://a.example".to_owned(); 65]),
        count("relays", 65, 0, 64)
    );
}

#[test]
fn check_refuses_the_same_desk_root_or_code_twice() {
    let desks = PageFormError::Repeated { field: "desks" };
    assert_eq!(rule(|page| page.desks[1] = a_desk("mid", 2)), desks);
    let same_root = |page: &mut Page| page.desks[1].founding = page.desks[0].founding;
    assert_eq!(rule(same_root), desks);
    let field = "categories";
    assert_eq!(
        rule(|page| page.categories.push(page.categories[0].clone())),
        PageFormError::Repeated { field }
    );
}

#[test]
fn check_refuses_texts_that_say_nothing_or_too_much() {
    let field = "title";
    assert_eq!(
        rule(|page| page.title.en = " \n".to_owned()),
        PageFormError::Empty { field }
    );
    let (len, max) = (NAME_MAX_LEN + 1, NAME_MAX_LEN);
    assert_eq!(
        rule(|page| page.title.nl = "a".repeat(len)),
        PageFormError::TooLong { field, len, max }
    );
    for hidden in ["a\tb", "a\u{202e}b", "a\u{0}b", "a\u{85}b", "a\u{2067}b"] {
        let refused = rule(|page| page.title.nl = hidden.to_owned());
        assert_eq!(refused, PageFormError::Character { field });
    }
    let mut page = a_page();
    page.retention.nl = "Twee jaar.\n\nDaarna wissen wij alles.".to_owned();
    assert_eq!(page.check(), Ok(()));
}

#[test]
fn check_refuses_addresses_that_may_not_stand_there() {
    for address in [
        "http://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "https://",
        "https:///x",
        "https://example.org/\"onclick=",
        "https://example.org/a b",
        "https://example.org/<",
        "https://example.org/\\",
        "https://example.org/é",
        "HTTPS://example.org/",
    ] {
        let field = "exit";
        let refused = rule(|page| page.exit = address.to_owned());
        assert_eq!(refused, PageFormError::Link { field }, "{address}");
    }
    let mut page = a_page();
    page.relays = vec!["http://bellropeexample.onion".to_owned()];
    assert_eq!(page.check(), Ok(()));
    let field = "security.contact";
    let security = |contact: &str| Security {
        contact: vec![contact.to_owned()],
        policy: None,
        expires: "2027-11-23".parse().unwrap(),
    };
    assert_eq!(
        rule(|page| page.security = Some(security("tel:112"))),
        PageFormError::Link { field }
    );
    page.security = Some(security("mailto:security@example.org"));
    assert_eq!(page.check(), Ok(()));
}

#[test]
fn check_refuses_what_is_no_number_address_code_or_id() {
    for number in ["12", "call 112", "112;113", "１１２"] {
        let field = "emergency.phone";
        let refused = rule(|page| page.emergency[0].phone = number.to_owned());
        assert_eq!(refused, PageFormError::Phone { field }, "{number}");
    }
    for address in ["a", "@example.org", "a@", "a@b@c", "a b@c", "<a@b>"] {
        let field = "contact.emails";
        let refused = rule(|page| page.desks[0].contact.emails = vec![address.to_owned()]);
        assert_eq!(refused, PageFormError::Email { field }, "{address}");
    }
    for code in ["", "zs1", "1ZS", "ZS1234567", "ZS-1"] {
        let refused = rule(|page| page.categories[0].code = code.to_owned());
        assert_eq!(refused, PageFormError::Code, "{code}");
    }
    let family = |page: &mut Page| page.categories[0].family = "BN".to_owned();
    assert_eq!(rule(family), PageFormError::Family);
    for id in ["", "Start", "1", "a_b", "a.b"] {
        let refused = rule(|page| drop(page.texts.nl.insert(id.to_owned(), "x".to_owned())));
        assert_eq!(refused, PageFormError::TextId, "{id}");
    }
}

#[test]
fn check_refuses_cover_that_cannot_be_kept() {
    let spans: [fn(&mut Cover); 6] = [
        |cover| cover.first_secs = [0, 10],
        |cover| cover.first_secs = [20, 10],
        |cover| cover.every_secs = [900, 3_601],
        |cover| cover.every_secs = [900, 300],
        |cover| cover.max = 0,
        |cover| cover.max = 13,
    ];
    for change in spans {
        assert_eq!(rule(|page| change(&mut page.cover)), PageFormError::Cover);
    }
}

#[test]
fn cover_left_unsaid_has_the_pace_of_the_design() {
    let cover: Cover = serde_json::from_str(r#"{"on":true}"#).unwrap();
    assert_eq!(cover, Cover::ON);
    assert_eq!(cover.first_secs, [30, 180]);
    assert_eq!(cover.every_secs, [300, 900]);
    assert_eq!(cover.max, 12);
}

#[test]
fn a_page_of_all_lists_fits_and_a_longer_one_is_refused() {
    let mut page = a_page();
    let body = page.landscape[0].clone();
    page.landscape = vec![body; 64];
    page.landscape
        .iter_mut()
        .for_each(|body| body.about.nl = "woord ".repeat(80));
    let signed = SignedPage::sign(page.clone(), &root("mid", 1)).unwrap();
    assert!(signed.to_bytes().len() < PAGE_MAX_LEN / 2);
    page.landscape
        .iter_mut()
        .for_each(|body| body.about.nl = "woord ".repeat(500));
    let refused = SignedPage::sign(page, &root("mid", 1));
    assert!(matches!(refused, Err(SignPageError::TooLong { .. })));
}
