//! Vectors of the page's configuration.

use bellrope_protocol::base::Base;
use bellrope_protocol::card::{Ed25519PublicKey, sign_succession};
use bellrope_protocol::key::FoundingRoot;
use bellrope_protocol::note::{KeyName, SignedNote, SignerKey};
use bellrope_protocol::page::{
    Body, Both, Category, Client, Contact, Cover, Group, HelpLine, Icon, Overrides, Page, PageDesk,
    Referral, Security, SignedPage,
};
use serde_json::{Value, json};

use crate::case::{MONDAY, base, founding, root};
use crate::vector::Input;
use crate::{Named, bad, good, input};

fn both(nl: &str, en: &str) -> Both {
    Both {
        nl: nl.to_owned(),
        en: en.to_owned(),
    }
}

/// The root of the second desk, `extern`.
fn other_root(seed: u8) -> SignerKey {
    let base = Base::new(base().host, "extern".parse().unwrap());
    SignerKey::from_seed(base.root_key_name(), &[seed; 32])
}

fn desk(name: &str, founding: FoundingRoot) -> PageDesk {
    PageDesk {
        desk: name.parse().unwrap(),
        founding,
        succession: Vec::new(),
        name: both("Meldpunt", "Desk"),
        about: both("Drie mensen lezen mee.", "Three people read this."),
        alternative: false,
        contact: Contact::default(),
    }
}

/// The least that a configuration says.
fn page() -> Page {
    Page {
        version: 1,
        made: MONDAY,
        build: [7; 32],
        host: base().host,
        relays: Vec::new(),
        title: both("Informatie", "Information"),
        icon: Icon::Plain,
        exit: "https://www.example.org/".to_owned(),
        desks: vec![desk("mid", founding())],
        emergency: vec![HelpLine {
            need: both("Gevaar", "Danger"),
            name: both("Alarmnummer", "Emergency services"),
            phone: "112".to_owned(),
            link: None,
        }],
        landscape: Vec::new(),
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
        cover: Cover::OFF,
        clients: Vec::new(),
        security: None,
        texts: Overrides::default(),
    }
}

/// Everything a configuration can say, for two desks.
fn full() -> Page {
    let link = || Some("https://example.org/a?b=c&d#e".to_owned());
    let mut page = page();
    page.version = 4;
    page.relays = vec![
        "https://relay.example".to_owned(),
        "http://bellropeexample.onion".to_owned(),
    ];
    page.icon = Icon::Bell;
    page.desks[0].contact = Contact {
        phones: vec!["+31 (0)70 123 45 67".to_owned()],
        emails: vec!["meldpunt@example.org".to_owned()],
        post: vec!["Postbus 1".to_owned(), "1234 AB Plaats".to_owned()],
        hours: Some(both("Op werkdagen.", "On working days.")),
    };
    page.desks.push(PageDesk {
        alternative: true,
        ..desk(
            "extern",
            FoundingRoot::from_bytes(*other_root(2).verifier().public()),
        )
    });
    page.emergency[0].link = link();
    page.landscape = vec![Body {
        group: Group::Advice,
        name: both("Vertrouwenspersoon", "Confidential adviser"),
        about: both("Luistert.\nVraag ernaar.", "Listens.\nAsk for one."),
        phone: Some("113".to_owned()),
        link: link(),
        checked: "2026-11-23".parse().unwrap(),
    }];
    page.categories.push(Category {
        code: "FV".to_owned(),
        family: "XX".to_owned(),
        name: both("Onveilige situatie", "Unsafe situation"),
        about: Some(both(
            "Werk, voertuigen, munitie.",
            "Work, vehicles, ammunition.",
        )),
        rules: link(),
        referral: Some(Referral {
            text: both("Bel eerst uw commandant.", "First call your commander."),
            phone: Some("112".to_owned()),
            link: link(),
        }),
    });
    page.law_checked = Some("2026-11-01".parse().unwrap());
    page.cover = Cover {
        on: true,
        first_secs: [1, 2],
        every_secs: [3, 3_600],
        max: 1,
    };
    page.clients = vec![Client {
        system: "Linux (x86-64)".to_owned(),
        url: "https://example.org/bellrope".to_owned(),
        sha256: [0xab; 32],
    }];
    page.security = Some(Security {
        contact: vec!["mailto:security@example.org".to_owned()],
        policy: link(),
        expires: "2027-11-23".parse().unwrap(),
    });
    page.texts
        .nl
        .insert("start-title".to_owned(), "Welkom".to_owned());
    page.texts
        .en
        .insert("start-title".to_owned(), "Welcome".to_owned());
    page
}

fn noted(note: &str) -> Input {
    input([("page", note.to_owned())])
}

fn text(signed: &SignedPage) -> String {
    String::from_utf8(signed.to_bytes()).unwrap()
}

fn accepted(name: &str, about: &str, signed: &SignedPage) -> Named {
    let page = signed.unverified_page();
    let desks: Vec<String> = page
        .desks
        .iter()
        .map(|desk| format!("{} {}", page.base(desk), desk.fingerprint()))
        .collect();
    let outcome = format!("version {} of {}", page.version, desks.join(", "));
    good(name, about, noted(&text(signed)), outcome)
}

/// A configuration whose object was changed before its root signed it.
fn changed(name: &str, about: &str, change: impl Fn(&mut Value), error: &str) -> Named {
    let mut object = serde_json::to_value(page()).unwrap();
    change(&mut object);
    let note = SignedNote::sign(format!("bellrope/1 page\n{object}\n"), &root(1)).unwrap();
    bad(name, about, noted(&note.to_string()), error)
}

fn broken(rule: &str) -> String {
    format!("page breaks a rule of its form: {rule}")
}

/// The end of the object is where a reader learns that a member is missing.
fn cut_short(without: &str) -> String {
    let mut object = serde_json::to_value(page()).unwrap();
    object.as_object_mut().unwrap().remove(without);
    let len = object.to_string().len();
    format!("page is malformed at byte {len} of its object")
}

pub(crate) fn vectors() -> Vec<Named> {
    let mut vectors = accepted_ones();
    vectors.extend(wrongly_signed());
    vectors.extend(malformed());
    vectors.extend(rule_breaking());
    vectors
}

fn accepted_ones() -> Vec<Named> {
    let step = sign_succession(&base(), &root(1), &Ed25519PublicKey::of(&root(5))).unwrap();
    let mut succeeded = page();
    succeeded.desks[0].succession = vec![step.to_string()];
    let least = SignedPage::sign(page(), &root(1)).unwrap();
    let whole = SignedPage::sign(full(), &root(1)).unwrap();
    let whole = whole.add_signature(&other_root(2)).unwrap();
    let succeeded = SignedPage::sign(succeeded, &root(5)).unwrap();
    vec![
        accepted("good", "the least that a configuration says", &least),
        accepted("good-full", "everything, signed by two desks", &whole),
        accepted("good-succession", "a desk with its second root", &succeeded),
    ]
}

fn wrongly_signed() -> Vec<Named> {
    let one = SignedPage::sign(full(), &root(1)).unwrap();
    let mut further = SignedNote::parse(&one.to_bytes(), 131_072).unwrap();
    let stranger = SignerKey::from_seed(KeyName::new("stranger").unwrap(), &[9; 32]);
    further
        .add(other_root(2).sign(further.unverified_text()))
        .unwrap();
    further
        .add(stranger.sign(further.unverified_text()))
        .unwrap();
    let least = text(&SignedPage::sign(page(), &root(1)).unwrap());
    let by_another = SignedNote::sign(
        least.split_once("\n\n").unwrap().0.to_owned() + "\n",
        &root(2),
    );
    let step = sign_succession(&base(), &root(2), &Ed25519PublicKey::of(&root(5))).unwrap();
    let refused = "page is not signed by its desks";
    let id = root(1).verifier().id();
    vec![
        bad(
            "half-signed",
            "the second desk did not sign",
            noted(&text(&one)),
            "page is not signed by desk extern, which it lists",
        ),
        bad(
            "further-signature",
            "a signature of nobody on the page",
            noted(&further.to_string()),
            "page has 3 signatures, expected 2",
        ),
        bad(
            "by-another-root",
            "signed by a key that is not the desk's root",
            noted(&by_another.unwrap().to_string()),
            format!("{refused}: note is not signed by a trusted key"),
        ),
        bad(
            "changed",
            "the exit was changed after signing",
            noted(&least.replace("www.example.org", "www.example.com")),
            format!(
                "{refused}: signature of {}/root ({id}) does not verify",
                base()
            ),
        ),
        changed(
            "succession-of-another",
            "a succession that does not begin at the founding root",
            |page| page["desks"][0]["succession"] = json!([step.to_string()]),
            "page has a desk with a broken succession of roots: \
             succession is not signed by the root before: \
             note is not signed by a trusted key",
        ),
    ]
}

fn malformed() -> Vec<Named> {
    let signed = |text: String| SignedNote::sign(text, &root(1)).unwrap().to_string();
    let object = serde_json::to_string(&page()).unwrap();
    let kind = signed(format!("bellrope/1 card\n{object}\n"));
    let further = signed(format!("bellrope/1 page\n{object}\nx\n"));
    let lines = "page does not have the two lines of one";
    vec![
        bad(
            "empty",
            "nothing",
            noted(""),
            "page is not a signed note: note is not a sequence of lines: note text does not end in a line feed",
        ),
        bad(
            "other-kind",
            "a note of another kind",
            noted(&kind),
            format!("{lines}: note is not a page note"),
        ),
        bad(
            "further-line",
            "a third line",
            noted(&further),
            format!("{lines}: note goes on at line 3, after its last field"),
        ),
        changed(
            "no-exit",
            "a member is missing",
            |page| drop(page.as_object_mut().unwrap().remove("exit")),
            &cut_short("exit"),
        ),
    ]
}

fn rule_breaking() -> Vec<Named> {
    vec![
        changed(
            "version-zero",
            "version 0",
            |page| page["version"] = json!(0),
            &broken("page has version 0, expected 1 or more"),
        ),
        changed(
            "no-desks",
            "no desks",
            |page| page["desks"] = json!([]),
            &broken("desks has 0 members, expected 1 to 16"),
        ),
        changed(
            "desk-twice",
            "the same desk twice",
            |page| page["desks"] = json!([page["desks"][0], page["desks"][0]]),
            &broken("desks has the same member twice"),
        ),
        changed(
            "exit-http",
            "an exit without TLS",
            |page| page["exit"] = json!("http://example.org/"),
            &broken("exit is not an address that may stand there"),
        ),
        changed(
            "link-quote",
            "an address that would end an attribute",
            |page| page["emergency"][0]["link"] = json!("https://example.org/\"onclick=\"x"),
            &broken("emergency.link is not an address that may stand there"),
        ),
        changed(
            "phone-letters",
            "a telephone number with letters",
            |page| page["emergency"][0]["phone"] = json!("bel 112"),
            &broken("emergency.phone is not a telephone number"),
        ),
        changed(
            "title-empty",
            "a title that says nothing",
            |page| page["title"]["en"] = json!(" "),
            &broken("title is empty"),
        ),
        changed(
            "title-turned",
            "a title that is read in another direction",
            |page| page["title"]["nl"] = json!("a\u{202e}b"),
            &broken("title has a character that is not shown"),
        ),
        changed(
            "family-unknown",
            "a family that no letter can name",
            |page| page["categories"][0]["family"] = json!("BN"),
            &broken("categories.family is not ZS, OG or XX"),
        ),
        changed(
            "cover-backwards",
            "a span of cover that ends before it begins",
            |page| page["cover"]["every_secs"] = json!([900, 300]),
            &broken("cover has no slots that can be kept"),
        ),
        changed(
            "text-id",
            "a text under a name that is no id",
            |page| page["texts"] = json!({"nl": {"Start": "x"}}),
            &broken("texts has a name that is no message id"),
        ),
    ]
}
