//! A hardware token that is a folder, and its plugin of age: what the tests of tokens plug in and out.
//! `age-plugin-bellropetest make FOLDER` makes one and prints what stands for it; age calls the rest.
//!
//! | file in the folder | what |
//! |---|---|
//! | `key` | 32 bytes, the X25519 key; without it the token is unplugged |
//! | `pin` | the PIN that it asks; none asks nothing |
//! | `refuse` | it is not touched in time |
//! | `tries` | a byte for each PIN that was wrong |
//!
//! An identity is the folder's path, a recipient the public key.

#![allow(clippy::print_stdout, reason = "its output is what it makes")]

use std::collections::{HashMap, HashSet};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

use age_core::format::{FileKey, Stanza};
use age_core::secrecy::ExposeSecret as _;
use age_plugin::identity::{self, IdentityPluginV1};
use age_plugin::recipient::{self, RecipientPluginV1};
use age_plugin::{Callbacks, PluginHandler, print_new_identity, run_state_machine};
use bellrope_protocol::encoding::{decode_hex_array, encode_hex};
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use rand::RngExt as _;
use rand::rngs::SysRng;
use rand_core::UnwrapErr;
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};

const NAME: &str = "bellropetest";

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", folder] => make(Path::new(folder)),
        [flag] => match flag.strip_prefix("--age-plugin=") {
            Some(state_machine) => run_state_machine(state_machine, Handler),
            None => Err(io::ErrorKind::InvalidInput.into()),
        },
        _ => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// Makes a token, and prints the text that people enrol.
fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let folder = folder.canonicalize()?;
    let secret: [u8; 32] = UnwrapErr(SysRng).random();
    fs::write(folder.join("key"), secret)?;
    let public = PublicKey::from(&StaticSecret::from(secret));
    let place = folder.into_os_string().into_encoded_bytes();
    print_new_identity(NAME, &place, public.as_bytes());
    Ok(())
}

struct Handler;

impl PluginHandler for Handler {
    type RecipientV1 = Recipients;
    type IdentityV1 = Identities;

    fn recipient_v1(self) -> io::Result<Recipients> {
        Ok(Recipients::default())
    }

    fn identity_v1(self) -> io::Result<Identities> {
        Ok(Identities::default())
    }
}

#[derive(Default)]
struct Recipients(Vec<PublicKey>);

impl RecipientPluginV1 for Recipients {
    fn add_recipient(
        &mut self,
        index: usize,
        plugin_name: &str,
        bytes: &[u8],
    ) -> Result<(), recipient::Error> {
        match <[u8; 32]>::try_from(bytes) {
            Ok(public) if plugin_name == NAME => {
                self.0.push(PublicKey::from(public));
                Ok(())
            }
            _ => Err(recipient::Error::Recipient {
                index,
                message: "this is no recipient of a test token".to_owned(),
            }),
        }
    }

    fn add_identity(&mut self, index: usize, _: &str, _: &[u8]) -> Result<(), recipient::Error> {
        Err(recipient::Error::Identity {
            index,
            message: "sealing takes a recipient".to_owned(),
        })
    }

    fn labels(&mut self) -> HashSet<String> {
        HashSet::new()
    }

    fn wrap_file_keys(
        &mut self,
        file_keys: Vec<FileKey>,
        _callbacks: impl Callbacks<recipient::Error>,
    ) -> io::Result<Result<Vec<Vec<Stanza>>, Vec<recipient::Error>>> {
        let seal_to_all = |key: &FileKey| self.0.iter().map(|it| seal(it, key)).collect();
        Ok(Ok(file_keys.iter().map(seal_to_all).collect()))
    }
}

#[derive(Default)]
struct Identities(Vec<PathBuf>);

impl IdentityPluginV1 for Identities {
    fn add_identity(
        &mut self,
        index: usize,
        plugin_name: &str,
        bytes: &[u8],
    ) -> Result<(), identity::Error> {
        match String::from_utf8(bytes.to_vec()) {
            Ok(place) if plugin_name == NAME => {
                self.0.push(PathBuf::from(place));
                Ok(())
            }
            _ => Err(identity::Error::Identity {
                index,
                message: "this is no identity of a test token".to_owned(),
            }),
        }
    }

    fn unwrap_file_keys(
        &mut self,
        files: Vec<Vec<Stanza>>,
        mut callbacks: impl Callbacks<identity::Error>,
    ) -> io::Result<HashMap<usize, Result<FileKey, Vec<identity::Error>>>> {
        let mut found = HashMap::new();
        for (index, stanzas) in files.iter().enumerate() {
            for folder in &self.0 {
                match open(folder, stanzas, &mut callbacks)? {
                    Ok(Some(key)) => {
                        found.insert(index, Ok(key));
                    }
                    Ok(None) => {}
                    Err(message) => {
                        let error = identity::Error::Identity { index: 0, message };
                        found.insert(index, Err(vec![error]));
                    }
                }
            }
        }
        Ok(found)
    }
}

/// Opens the stanza that is for a token, as its owner lets it: `None` if none is.
fn open(
    folder: &Path,
    stanzas: &[Stanza],
    callbacks: &mut impl Callbacks<identity::Error>,
) -> io::Result<Result<Option<FileKey>, String>> {
    let Some(secret) = plugged_in(folder, callbacks)? else {
        return Ok(Err("the test token is not there".to_owned()));
    };
    let tag = encode_hex(PublicKey::from(&secret).as_bytes());
    let ours = stanzas
        .iter()
        .find(|it| it.tag == NAME && it.args.first() == Some(&tag));
    let Some(stanza) = ours else {
        return Ok(Ok(None));
    };
    if let Ok(pin) = fs::read_to_string(folder.join("pin")) {
        match callbacks.request_secret("PIN of the test token")? {
            Ok(typed) if typed.expose_secret() == pin => {}
            Ok(_) => {
                let tries = folder.join("tries");
                let mut file = fs::OpenOptions::new()
                    .append(true)
                    .create(true)
                    .open(tries)?;
                file.write_all(b"x")?;
                return Ok(Err("the PIN is wrong".to_owned()));
            }
            Err(_) => return Ok(Err("no PIN".to_owned())),
        }
    }
    let _ = callbacks.message("Touch the test token")?;
    if folder.join("refuse").exists() {
        return Ok(Err("the test token was not touched in time".to_owned()));
    }
    Ok(unseal(&secret, stanza).map(Some))
}

/// Reads the key; if the token is not there, asks once to plug it in.
fn plugged_in(
    folder: &Path,
    callbacks: &mut impl Callbacks<identity::Error>,
) -> io::Result<Option<StaticSecret>> {
    if let Some(secret) = read_key(folder) {
        return Ok(Some(secret));
    }
    match callbacks.confirm("Plug in the test token", "it is there", Some("skip"))? {
        Ok(true) => Ok(read_key(folder)),
        _ => Ok(None),
    }
}

fn read_key(folder: &Path) -> Option<StaticSecret> {
    let bytes: [u8; 32] = fs::read(folder.join("key")).ok()?.try_into().ok()?;
    Some(StaticSecret::from(bytes))
}

fn cipher(shared: &[u8; 32]) -> ChaCha20Poly1305 {
    let mut key = [0; 32];
    // 32 bytes are never too many.
    let _ = Hkdf::<Sha256>::new(None, shared).expand(NAME.as_bytes(), &mut key);
    ChaCha20Poly1305::new(&Key::from(key))
}

/// A stanza: whose it is, a fresh public key, and the file key under what both give.
fn seal(recipient: &PublicKey, file_key: &FileKey) -> Stanza {
    let fresh = StaticSecret::from(UnwrapErr(SysRng).random::<[u8; 32]>());
    let shared = fresh.diffie_hellman(recipient);
    let sealed = cipher(shared.as_bytes())
        .encrypt(&Nonce::default(), file_key.expose_secret().as_slice())
        .unwrap_or_default();
    Stanza {
        tag: NAME.to_owned(),
        args: vec![
            encode_hex(recipient.as_bytes()),
            encode_hex(PublicKey::from(&fresh).as_bytes()),
        ],
        body: sealed,
    }
}

fn unseal(secret: &StaticSecret, stanza: &Stanza) -> Result<FileKey, String> {
    let fresh = stanza.args.get(1).map(|hex| decode_hex_array::<32>(hex));
    let Some(Ok(fresh)) = fresh else {
        return Err("the stanza is malformed".to_owned());
    };
    let shared = secret.diffie_hellman(&PublicKey::from(fresh));
    let plain = cipher(shared.as_bytes()).decrypt(&Nonce::default(), stanza.body.as_slice());
    let plain: [u8; 16] = plain
        .ok()
        .and_then(|it| it.try_into().ok())
        .ok_or("the stanza does not open")?;
    Ok(FileKey::new(Box::new(plain)))
}
