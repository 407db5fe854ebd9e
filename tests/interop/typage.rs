//! typage (npm `age-encryption`), both ways: letters, raw letters, parcels, replies, keys.

use std::{fs, path::PathBuf, process::Command};

use bellrope_protocol::{
    age::{Identity, Passphrase, Recipient},
    letter,
    limit::{BLOCK_LEN, LETTER_LEN, LETTER_PLAINTEXT_LEN, REPLY_PLAINTEXT_LEN},
    parcel::{ParcelKey, ParcelOpener, ParcelPlan, ParcelSealer},
    reply,
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::node::{self, arg};

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Has typage turn `bytes` into something else with `key`.
    fn typage(&self, verb: &str, key: &str, bytes: &[u8]) -> Vec<u8> {
        let (from, to) = (self.path("from"), self.path("to"));
        fs::write(&from, bytes).unwrap();
        node::run("typage.mjs", &[verb, key, arg(&from), arg(&to)]);
        fs::read(to).unwrap()
    }
}

fn rng() -> StdRng {
    StdRng::seed_from_u64(0x07a9e)
}

fn noise<const N: usize>() -> Box<[u8; N]> {
    let mut noise = Box::new([0; N]);
    rng().fill_bytes(&mut *noise);
    noise
}

#[test]
fn keys_mean_the_same_on_both_sides() {
    let theirs = node::run("typage.mjs", &["identity"]);
    let identity: Identity = theirs.parse().unwrap();
    let recipient = node::run("typage.mjs", &["recipient", &theirs]);
    assert_eq!(identity.recipient().to_string(), recipient);
    assert_eq!(
        recipient.parse::<Recipient>().unwrap(),
        *identity.recipient()
    );

    let ours = Identity::generate(&mut rng());
    let recipient = node::run("typage.mjs", &["recipient", &ours.expose_secret()]);
    assert_eq!(recipient, ours.recipient().to_string());
}

#[test]
fn typage_opens_our_letters() {
    let mut rng = rng();
    let identity = Identity::generate(&mut rng);
    let plaintext = noise();
    let letter = letter::seal(&plaintext, identity.recipient(), &mut rng);
    let opened = Folder::new().typage("open", &identity.expose_secret(), &*letter);
    assert!(opened == *plaintext);
}

#[test]
fn we_open_typages_letters() {
    let identity = Identity::generate(&mut rng());
    let recipient = identity.recipient().to_string();
    let plaintext = noise::<LETTER_PLAINTEXT_LEN>();
    let letter = Folder::new().typage("seal", &recipient, &*plaintext);
    assert!(letter::check_form(&letter).is_ok());
    let opened = letter::open(&identity, &letter).unwrap();
    assert!(opened.expose_secret() == &*plaintext);
}

#[test]
fn we_refuse_typages_files_of_other_lengths() {
    let identity = Identity::generate(&mut rng());
    let recipient = identity.recipient().to_string();
    for (content, len) in [
        (vec![0; LETTER_PLAINTEXT_LEN - 1], LETTER_LEN - 1),
        (vec![0; LETTER_PLAINTEXT_LEN + 1], LETTER_LEN + 1),
    ] {
        let file = Folder::new().typage("seal", &recipient, &content);
        assert_eq!(
            letter::check_form(&file),
            Err(letter::FormError::WrongLength { len })
        );
    }
}

/// `cat block* | age -d -i identity | tar x`, with typage for age.
#[test]
fn typage_opens_our_parcels_and_tar_unpacks_them() {
    let mut rng = rng();
    let folder = Folder::new();
    fs::create_dir(folder.path("files")).unwrap();
    let mut photo = vec![0; 400_000];
    rng.fill_bytes(&mut photo);
    fs::write(folder.path("files/photo.jpg"), &photo).unwrap();
    fs::write(folder.path("files/note.txt"), "wat ik zag").unwrap();
    let archive = tar(&folder, &["-c", "-f", "-", "files"]);

    let plan = ParcelPlan::new(archive.len() as u64).unwrap();
    let mut sealer = ParcelSealer::new(plan, &mut rng);
    let mut file = Vec::new();
    let mut rest = archive.as_slice();
    while let Some(block) = sealer.push(&mut rest).unwrap() {
        file.extend_from_slice(block.bytes);
    }
    while let Some(block) = sealer.pad().unwrap() {
        file.extend_from_slice(block.bytes);
    }
    let key = sealer.finish().unwrap();
    assert_eq!(file.len(), 2 * BLOCK_LEN);
    assert_eq!(Sha256::digest(&file)[..], key.sha256()[..]);

    let opened = folder.typage("open", &key.identity().expose_secret(), &file);
    fs::remove_dir_all(folder.path("files")).unwrap();
    fs::write(folder.path("opened.tar"), opened).unwrap();
    tar(&folder, &["-x", "-f", "opened.tar"]);
    assert!(fs::read(folder.path("files/photo.jpg")).unwrap() == photo);
    assert_eq!(
        fs::read_to_string(folder.path("files/note.txt")).unwrap(),
        "wat ik zag"
    );
}

fn tar(folder: &Folder, args: &[&str]) -> Vec<u8> {
    let mut command = Command::new("tar");
    command.args(args).current_dir(folder.0.path());
    node::finish(&mut command, "tar").stdout
}

#[test]
fn we_open_typages_parcels() {
    let identity = Identity::generate(&mut rng());
    let plan = ParcelPlan::new(300_000).unwrap();
    let mut content = vec![0x61; 300_000];
    content.resize(plan.plaintext_len().try_into().unwrap(), 0);
    let recipient = identity.recipient().to_string();
    let file = Folder::new().typage("seal", &recipient, &content);
    assert_eq!(file.len() as u64, plan.file_len());

    let sha256 = Sha256::digest(&file).into();
    let key = ParcelKey::from_parts(identity, &[0; 32], plan.blocks(), sha256).unwrap();
    let mut opener = ParcelOpener::new(&key);
    let mut opened = Vec::new();
    for block in file.chunks(BLOCK_LEN) {
        opened.extend_from_slice(opener.push(block).unwrap());
    }
    opener.finish().unwrap();
    assert!(opened == content);
}

#[test]
fn replies_open_on_both_sides() {
    let passphrase = Passphrase::from_key(&[0x5c; 32]);
    let plaintext = noise::<REPLY_PLAINTEXT_LEN>();
    let folder = Folder::new();

    let ours = reply::seal(&plaintext, &passphrase, &mut rng());
    let opened = folder.typage("open-under", passphrase.expose_secret(), &*ours);
    assert!(opened == *plaintext);

    let theirs = folder.typage("seal-under", passphrase.expose_secret(), &*plaintext);
    assert!(reply::check_form(&theirs).is_ok());
    let opened = reply::open(&passphrase, &theirs).unwrap();
    assert!(opened.expose_secret() == &*plaintext);
}
