//! Signing the page's configuration.

use std::fs;
use std::path::{Path, PathBuf};

use bellrope_bundle::durable;
use bellrope_desk::clock::Clock as _;
use bellrope_desk::page::{self, Draft};
use bellrope_desk::text::Value;
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::page::SignedPage;

use super::args::PageArgs;
use super::error::CliError;
use super::say;
use super::session::Session;

/// Signs a configuration, or adds this desk's signature to another desk's.
pub(crate) fn sign(session: &Session, args: &PageArgs) -> Result<(), CliError> {
    let read = |file: &PathBuf| fs::read(file).map_err(CliError::io(file));
    let config = fs::read_to_string(&args.config).map_err(CliError::io(&args.config))?;
    let manifest = read(&args.manifest)?;
    let cards = args.card.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let draft = Draft {
        config: &config,
        manifest: &manifest,
        cards: &cards,
    };
    let signed = match &args.with {
        Some(other) => page::add(&session.vault, draft, &read(other)?)?,
        None => page::sign(&session.vault, draft, session.clock.now())?,
    };
    durable::write_bytes(&args.to, &signed.to_bytes())?;
    say_signed(session, &signed, &args.to);
    Ok(())
}

fn say_signed(session: &Session, signed: &SignedPage, to: &Path) {
    let texts = &session.texts;
    let page = signed.unverified_page();
    let values = [
        ("version", Value::from(page.version.to_string())),
        ("file", Value::from(to.display().to_string())),
        ("build", Value::from(encode_hex(&page.build))),
    ];
    say(texts.with("page-written", &values));
    for desk in &page.desks {
        let values = [
            ("desk", Value::from(desk.desk.to_string())),
            ("fingerprint", Value::from(desk.fingerprint().to_string())),
        ];
        say(texts.with("page-desk", &values));
    }
    let missing = signed.unsigned_desks();
    if missing.is_empty() {
        say(texts.get("page-next"));
    }
    for desk in missing {
        let desk = Value::from(desk.to_string());
        say(texts.with("page-unsigned", &[("desk", desk)]));
    }
}
