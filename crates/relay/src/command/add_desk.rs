//! `bellrope-relay desk`.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;

use bellrope_protocol::encoding::encode_hex;
use rand::rngs::{StdRng, SysRng};
use rand::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::AddDesk;
use super::error::CommandError;
use crate::config::{self, Config, DeskConfig, DeskNames};
use crate::durable;

/// Adds the desk's section to `relay.toml`, with the hash of a fresh token.
pub(super) fn add_desk(args: &AddDesk) -> Result<(), CommandError> {
    let config = Config::load(&args.folder)?;
    if config.desks.iter().any(|desk| desk.desk == args.desk) {
        return Err(CommandError::DeskExists {
            desk: args.desk.to_string(),
        });
    }
    let is_there = args.token_out.try_exists();
    if is_there.map_err(CommandError::make(&args.token_out))? {
        return Err(CommandError::Exists {
            path: args.token_out.clone(),
        });
    }
    let token = draw_token()?;
    let section = DeskConfig {
        desk: args.desk.clone(),
        names: DeskNames {
            nl: args.name_nl.clone(),
            en: args.name_en.clone(),
        },
        fingerprint: encode_hex(args.fingerprint.as_bytes()),
        courier_token_sha256: vec![encode_hex(&Sha256::digest(token.as_bytes()))],
    }
    .section();
    // The token first: one that opens nothing is harmless, a desk without its token is not.
    let line = Zeroizing::new(format!("{}\n", *token));
    durable::write_new(&args.token_out, line.as_bytes())
        .map_err(CommandError::make(&args.token_out))?;
    append(args, &section)?;
    eprintln!("bellrope-relay: added desk {}", args.desk);
    eprintln!(
        "bellrope-relay: hint: hand {} to the courier; a running relay must be restarted",
        args.token_out.display()
    );
    Ok(())
}

fn append(args: &AddDesk, section: &str) -> Result<(), CommandError> {
    let path = args.folder.join(config::FILE_NAME);
    let mut text = fs::read_to_string(&path)?;
    text.push_str(section);
    // Whole and renamed: half a section would keep the relay from starting.
    let new = path.with_extension("toml.new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(durable::rename(&new, &path)?)
}

/// Draws a token: 64 hex digits.
fn draw_token() -> Result<Zeroizing<String>, CommandError> {
    let mut rng = StdRng::try_from_rng(&mut SysRng).map_err(std::io::Error::other)?;
    let mut bytes = Zeroizing::new([0; 32]);
    rng.fill_bytes(bytes.as_mut_slice());
    Ok(Zeroizing::new(encode_hex(bytes.as_slice())))
}
