use super::*;
use crate::config::Config;

fn open(folder: &Path) -> (Blocks, Space) {
    let text = "host = 'relay.example'\nmax_block_bytes = 786432";
    let config = Config::parse(text, &std::collections::BTreeMap::new()).unwrap();
    let space = Space::new(folder, &config);
    let blocks = Blocks::open(&Folder::new(folder), &"mid".parse().unwrap(), &space).unwrap();
    (blocks, space)
}

static BLOCK: [u8; BLOCK_LEN] = [1; BLOCK_LEN];

#[test]
fn put_stores_until_the_cap_and_prune_makes_room() {
    let folder = tempfile::tempdir().unwrap();
    let (blocks, space) = open(folder.path());
    for (number, epoch) in [(1, 60), (2, 60), (3, 120)] {
        assert_eq!(
            blocks.put([number; 16], &BLOCK, epoch, &space).unwrap(),
            Outcome::Stored
        );
    }
    assert_eq!(
        blocks.put([4; 16], &BLOCK, 120, &space).unwrap(),
        Outcome::Full
    );
    // Refused is not there, and may come again.
    assert!(blocks.find(&[4; 16]).is_none());
    blocks.prune(60, &space).unwrap();
    assert_eq!(blocks.addresses(), [[3; 16]]);
    assert_eq!(
        blocks.put([4; 16], &BLOCK, 120, &space).unwrap(),
        Outcome::Stored
    );
}

#[test]
fn open_finds_blocks_and_forgets_drafts() {
    let folder = tempfile::tempdir().unwrap();
    let (blocks, space) = open(folder.path());
    blocks.put([1; 16], &BLOCK, 60, &space).unwrap();
    let draft = folder
        .path()
        .join("desks/mid/blocks/60")
        .join("22222222222222222222222222222222.unfinished");
    fs::write(&draft, BLOCK).unwrap();
    let (blocks, space) = open(folder.path());
    assert_eq!(blocks.addresses(), [[1; 16]]);
    assert_eq!(space.blocks(), BLOCK_BYTES);
    assert!(!draft.exists());
}

#[test]
fn block_being_written_is_busy() {
    let folder = tempfile::tempdir().unwrap();
    let (blocks, space) = open(folder.path());
    assert_eq!(blocks.draft([1; 16]), None);
    assert_eq!(
        blocks.put([1; 16], &BLOCK, 60, &space).unwrap(),
        Outcome::Busy
    );
    assert!(blocks.find(&[1; 16]).is_none());
    assert!(blocks.addresses().is_empty());
}
