//! What the reporter has at hand: a report, a photo, a video.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

/// What happened.
pub(crate) const STORY: [&str; 3] = [
    "Op vrijdagmiddag gaan er dienstauto's van de Zandloperkazerne mee naar huis.",
    "De ritten staan niet in het rittenregister; de bladen worden er later uit gehaald.",
    "Ik zag het zelf op 6 en 13 november, rond kwart over vier.",
];
/// For the desk only.
pub(crate) const PRIVATE: &str = "Ik ben de enige die op vrijdag de sleutelkast afsluit.";
/// What the caseworker answers.
pub(crate) const ANSWER: [&str; 2] = [
    "Dank u wel. Uw bijlagen zijn goed aangekomen en helpen ons veel.",
    "Eén vraag: weet u nog welke kentekens het op 13 november waren?",
];
/// What the files carry inside.
pub(crate) const MARK: &str = "Kopieermachine Zandloperkazerne, kamer 2.14";

const PHOTO_LEN: usize = 3_000_000;
const VIDEO_LEN: usize = 50_000_000;

/// Files of the reporter.
pub(crate) struct Props {
    pub(crate) report: PathBuf,
    pub(crate) files: [PathBuf; 2],
}

impl Props {
    pub(crate) fn make(folder: &Path) -> Self {
        fs::create_dir(folder).expect("the folder is ours");
        let report = folder.join("melding.toml");
        let story = STORY.join("\n");
        let text = format!(
            "route = \"report\"\nfamily = \"ZS\"\nkinds = [\"ZS1\"]\nknowledge = [\"seen\"]\n\
             story = '''\n{story}'''\nprivate = \"{PRIVATE}\"\n"
        );
        fs::write(&report, text).expect("the folder is ours");
        let files = [
            folder.join("rittenregister.jpg"),
            folder.join("parkeerplaats.mp4"),
        ];
        make_file(&files[0], b"\xff\xd8\xff\xe0\0\x10JFIF\0", PHOTO_LEN);
        make_file(&files[1], b"\0\0\0\x18ftypmp42", VIDEO_LEN);
        Self { report, files }
    }
}

/// Makes a file that is as hard to compress as photos are, with something to search for in it.
fn make_file(path: &Path, magic: &[u8], len: usize) {
    let mut content = vec![0; len];
    StdRng::seed_from_u64(len as u64).fill_bytes(&mut content);
    content[..magic.len()].copy_from_slice(magic);
    let at = len / 2;
    content[at..at + MARK.len()].copy_from_slice(MARK.as_bytes());
    let mut file = fs::File::create(path).expect("the folder is ours");
    file.write_all(&content).expect("the disk has room");
}
