//! The C2SP CCTV vectors of age (npm `cctv-age`): every file, its expectation inside it.
//!
//! Two readers are held against them. *Any reader* stands on the public parts of
//! [`bellrope_protocol::age`] (header, stanzas, MAC, chunks) and adds here what our formats leave
//! out: several stanzas, X25519, armour. It must decide every vector as the vector says. *Our
//! reader* is the strict one: it opens what is of our form and refuses the rest, sound or not.

use std::{collections::BTreeMap, fs};

use bellrope_protocol::{
    age::{
        FileKey, Header, Identity, Passphrase, Stanza, UnwrapError,
        stream::{Decryptor, NONCE_LEN, Position, SEALED_CHUNK_LEN},
    },
    encoding,
};
use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _};
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use x25519_dalek::{PublicKey, StaticSecret};

use crate::node::{self, arg};

/// One vector: its head, and the file that it is about.
struct Vector {
    name: String,
    head: Vec<(String, String)>,
    file: Vec<u8>,
}

/// What became of a file, in the words of the vectors; on success the SHA-256 of the plaintext.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Success(String),
    ArmorFailure,
    HeaderFailure,
    NoMatch,
    HmacFailure,
    PayloadFailure,
}

impl Vector {
    /// Writes all vectors out and lists the folder, so that none is forgotten.
    fn all() -> Vec<Self> {
        let folder = TempDir::new().unwrap();
        node::run("vectors.mjs", &[arg(folder.path())]);
        let mut vectors: Vec<Self> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| Self::read(&entry.unwrap()))
            .collect();
        vectors.sort_by(|a, b| a.name.cmp(&b.name));
        vectors
    }

    fn read(entry: &fs::DirEntry) -> Self {
        let bytes = fs::read(entry.path()).unwrap();
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
        let head = str::from_utf8(&bytes[..end]).unwrap();
        let head = head
            .lines()
            .map(|line| line.split_once(": ").unwrap())
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        Self {
            name: entry.file_name().into_string().unwrap(),
            head,
            file: bytes[end + 2..].to_vec(),
        }
    }

    fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.head
            .iter()
            .filter(move |(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    fn armored(&self) -> bool {
        self.values("armored").next() == Some("yes")
    }

    fn hybrid_identities(&self) -> Vec<Identity> {
        self.values("identity")
            .filter_map(|text| text.parse().ok())
            .collect()
    }

    fn passphrases(&self) -> Vec<Passphrase> {
        self.values("passphrase")
            .map(Passphrase::from_text)
            .collect()
    }

    fn x25519_identities(&self) -> Vec<StaticSecret> {
        self.values("identity")
            .filter_map(|text| encoding::decode_bech32("AGE-SECRET-KEY-", text).ok())
            .map(|bytes| StaticSecret::from(<[u8; 32]>::try_from(&bytes[..]).unwrap()))
            .collect()
    }

    fn expected(&self) -> Outcome {
        match self.values("expect").next().unwrap() {
            "success" => Outcome::Success(self.values("payload").next().unwrap().to_owned()),
            "armor failure" => Outcome::ArmorFailure,
            "header failure" => Outcome::HeaderFailure,
            "no match" => Outcome::NoMatch,
            "HMAC failure" => Outcome::HmacFailure,
            "payload failure" => Outcome::PayloadFailure,
            other => panic!("{}: unknown expectation {other}", self.name),
        }
    }
}

/// Reads a file as age.md says, with everything that the vector gives.
fn any_reader(vector: &Vector) -> Outcome {
    if vector.armored() {
        return match dearmor(&vector.file) {
            Some(file) => read_binary(vector, &file),
            None => Outcome::ArmorFailure,
        };
    }
    read_binary(vector, &vector.file)
}

fn read_binary(vector: &Vector, file: &[u8]) -> Outcome {
    let Ok(header) = Header::parse(file) else {
        return Outcome::HeaderFailure;
    };
    let Some((nonce, payload)) = file[header.len()..].split_first_chunk::<NONCE_LEN>() else {
        return Outcome::HeaderFailure;
    };
    let alone = header.only_stanza().is_some();
    if !alone
        && header
            .stanzas()
            .iter()
            .any(|stanza| stanza.args[0] == "scrypt")
    {
        return Outcome::HeaderFailure;
    }
    let file_key = match unwrap_any(vector, header.stanzas()) {
        Ok(file_key) => file_key,
        Err(UnwrapError::Malformed) => return Outcome::HeaderFailure,
        Err(_) => return Outcome::NoMatch,
    };
    if !header.verify(&file_key) {
        return Outcome::HmacFailure;
    }
    decrypt(&file_key, nonce, payload)
}

/// Tries every key on every stanza: one that opens wins, unless a malformed one came before.
fn unwrap_any(vector: &Vector, stanzas: &[Stanza<'_>]) -> Result<FileKey, UnwrapError> {
    let hybrids = vector.hybrid_identities();
    let passphrases = vector.passphrases();
    let x25519 = vector.x25519_identities();
    for stanza in stanzas {
        let tries = (hybrids.iter().map(|key| key.unwrap(stanza)))
            .chain(passphrases.iter().map(|key| key.unwrap(stanza)))
            .chain(x25519.iter().map(|key| unwrap_x25519(key, stanza)));
        for tried in tries {
            match tried {
                Err(UnwrapError::OtherType | UnwrapError::NotForUs) => {}
                decided => return decided,
            }
        }
    }
    Err(UnwrapError::NotForUs)
}

/// The X25519 stanza of age.md, which Bellrope never reads.
fn unwrap_x25519(key: &StaticSecret, stanza: &Stanza<'_>) -> Result<FileKey, UnwrapError> {
    let ["X25519", args @ ..] = stanza.args.as_slice() else {
        return Err(UnwrapError::OtherType);
    };
    let ([share], Ok(body)) = (args, <[u8; 32]>::try_from(&stanza.body[..])) else {
        return Err(UnwrapError::Malformed);
    };
    let share: [u8; 32] =
        encoding::decode_base64_unpadded_array(share).map_err(|_| UnwrapError::Malformed)?;
    let shared = key.diffie_hellman(&PublicKey::from(share));
    if !shared.was_contributory() {
        return Err(UnwrapError::Malformed);
    }
    let salt = [share, *PublicKey::from(key).as_bytes()].concat();
    let mut wrap_key = [0; 32];
    Hkdf::<Sha256>::new(Some(&salt), shared.as_bytes())
        .expand(b"age-encryption.org/v1/X25519", &mut wrap_key)
        .unwrap();
    let (mut file_key, tag) = (<[u8; 16]>::try_from(&body[..16]).unwrap(), &body[16..]);
    ChaCha20Poly1305::new(&wrap_key.into())
        .decrypt_inout_detached(
            &[0; 12].into(),
            &[],
            file_key.as_mut_slice().into(),
            tag.try_into().unwrap(),
        )
        .map_err(|_| UnwrapError::NotForUs)?;
    Ok(FileKey::from_bytes(&file_key))
}

fn decrypt(file_key: &FileKey, nonce: &[u8; NONCE_LEN], payload: &[u8]) -> Outcome {
    let mut decryptor = Decryptor::new(file_key, nonce);
    let mut hash = Sha256::new();
    let mut sealed = payload.chunks(SEALED_CHUNK_LEN).peekable();
    if sealed.peek().is_none() {
        return Outcome::PayloadFailure;
    }
    while let Some(chunk) = sealed.next() {
        let position = match sealed.peek() {
            Some(_) => Position::Inner,
            None => Position::Last,
        };
        let Some((chunk, tag)) = chunk.split_last_chunk() else {
            return Outcome::PayloadFailure;
        };
        let mut chunk = chunk.to_vec();
        if decryptor.open(&mut chunk, tag, position).is_err() {
            return Outcome::PayloadFailure;
        }
        hash.update(chunk);
    }
    Outcome::Success(encoding::encode_hex(&hash.finalize()))
}

/// The strict PEM of age.md: white space around it, LF or CRLF within, full lines but the last.
fn dearmor(file: &[u8]) -> Option<Vec<u8>> {
    let text = str::from_utf8(file)
        .ok()?
        .trim_ascii()
        .replace("\r\n", "\n");
    let body = text
        .strip_prefix("-----BEGIN AGE ENCRYPTED FILE-----\n")?
        .strip_suffix("-----END AGE ENCRYPTED FILE-----")?;
    if body.is_empty() {
        return Some(Vec::new());
    }
    let lines: Vec<&str> = body.strip_suffix('\n')?.split('\n').collect();
    let (last, full) = lines.split_last()?;
    let canonical = full.iter().all(|line| line.len() == 64) && (1..=64).contains(&last.len());
    canonical
        .then(|| encoding::decode_base64(&lines.concat()).ok())
        .flatten()
}

/// Reads a file as letters, parcels and replies are read: one stanza, and nothing but it.
fn our_reader(vector: &Vector) -> Option<Outcome> {
    let opened = (vector.hybrid_identities().iter())
        .map(|identity| identity.open_header(&vector.file))
        .chain((vector.passphrases().iter()).map(|key| key.open_header(&vector.file)))
        .find_map(Result::ok)?;
    let header = Header::parse(&vector.file).ok()?;
    let (nonce, payload) = vector.file[header.len()..].split_first_chunk()?;
    Some(decrypt(&opened, nonce, payload))
}

/// Says whether a sound file is of our form, by its text alone.
fn is_our_form(vector: &Vector) -> bool {
    let text = String::from_utf8_lossy(&vector.file);
    let header = text.split("\n---").next().unwrap_or_default();
    let stanzas: Vec<&str> = header
        .lines()
        .filter_map(|line| line.strip_prefix("-> "))
        .collect();
    match stanzas.as_slice() {
        [hybrid] if hybrid.starts_with("mlkem768x25519 ") => true,
        [scrypt] => scrypt.starts_with("scrypt ") && scrypt.ends_with(" 10"),
        _ => false,
    }
}

#[test]
fn any_reader_decides_every_vector_as_it_says() {
    let vectors = Vector::all();
    let mut counts = BTreeMap::new();
    for vector in &vectors {
        assert_eq!(any_reader(vector), vector.expected(), "{}", vector.name);
        let group = if vector.name.contains("hybrid") {
            "hybrid"
        } else {
            "classic"
        };
        *counts.entry(group).or_insert(0) += 1;
    }
    assert_eq!(counts, BTreeMap::from([("classic", 124), ("hybrid", 19)]));
}

#[test]
fn our_reader_opens_our_form_and_nothing_else() {
    let mut opened = Vec::new();
    let mut not_our_form = 0;
    for vector in Vector::all() {
        let outcome = our_reader(&vector);
        match vector.expected() {
            Outcome::Success(payload) if is_our_form(&vector) => {
                let expected = Some(Outcome::Success(payload));
                assert_eq!(outcome, expected, "{}", vector.name);
                opened.push(vector.name);
            }
            Outcome::Success(_) => {
                assert_eq!(outcome, None, "{}", vector.name);
                not_our_form += 1;
            }
            _ => assert!(
                !matches!(outcome, Some(Outcome::Success(_))),
                "{}",
                vector.name
            ),
        }
    }
    assert_eq!(opened, ["hybrid", "scrypt"]);
    assert!(not_our_form > 15, "{not_our_form}");
}
