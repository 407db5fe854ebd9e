//! `bellrope post`: a sealed folder on its way. Whoever posts it need not be who sealed it, and
//! needs no code.
//!
//! Spec: docs/protocol.md §16.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use bellrope_protocol::limit::BLOCK_LEN;
use bellrope_protocol::time::{DAY_SECS, Day};
use bellrope_reporter::compose::Sealed;
use bellrope_reporter::folder::{
    BLOCKS_NAME, DESCRIPTION_NAME, FolderError, LETTER_NAME, SealedFolder, block_name,
};
use bellrope_reporter::post::BlockPost;

use crate::args::Post;
use crate::error::{Class, Failure};
use crate::send::{check_new, private_file};
use crate::session::{Session, Visited, now};

/// Name of the file in the folder that counts the blocks stored so far.
const PROGRESS_NAME: &str = "posted";

/// How long the count is believed.
const PROGRESS_LIFE: Duration = Duration::from_secs(DAY_SECS);

pub(super) fn run(args: &Post, session: &mut Session) -> Result<(), Failure> {
    args.receipt_to.as_deref().map_or(Ok(()), check_new)?;
    let folder = &args.folder;
    let description = SealedFolder::parse(&read(&folder.join(DESCRIPTION_NAME))?)?;
    description.check_day(Day::of(now()))?;
    let sealed = Sealed::parse(&read(&folder.join(LETTER_NAME))?)?;
    let desk = session.visit_to_write()?;
    check_desk(&description, &desk)?;
    store_blocks(session, folder, &description, &desk)?;
    let card = desk.view.card();
    let unknown = Failure::new(Class::Unreachable, "fate-unknown-post");
    let sent = session.post_letter(&desk.relay, card, &sealed, unknown)?;
    session.say_sent("posted", card, &sent)?;
    session.save_receipt(&sent, args.receipt_to.as_deref())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|err| Failure::refused("folder").because(err))
}

/// A letter goes to the desk that it was sealed to, and to no other.
fn check_desk(description: &SealedFolder, desk: &Visited) -> Result<(), Failure> {
    let (found, expected) = (desk.view.fingerprint(), description.fingerprint);
    if found != expected {
        return Err(Failure::refused("card-swapped")
            .arg("found", found)
            .arg("expected", expected));
    }
    if desk.view.card().base() != description.base {
        return Err(Failure::refused("card-elsewhere"));
    }
    Ok(())
}

/// Stores the blocks, from where an earlier run was broken off.
fn store_blocks(
    session: &mut Session,
    folder: &Path,
    description: &SealedFolder,
    desk: &Visited,
) -> Result<(), Failure> {
    let count = description.blocks.len();
    let done = read_progress(folder).min(count);
    if done > 0 {
        let text = session
            .texts
            .with("post-progress", &[("done", &done), ("count", &count)]);
        session.terminal.say(&text)?;
    }
    if done == count {
        return Ok(());
    }
    let bar = session.upload_bar(count as u64);
    bar.advance((done * BLOCK_LEN) as u64);
    let mut post = BlockPost::new(desk.view.card().desk.clone());
    for (index, address) in (0u32..).zip(&description.blocks).skip(done) {
        let block = read(&folder.join(BLOCKS_NAME).join(block_name(index)))?;
        let block: &[u8; BLOCK_LEN] = block
            .as_slice()
            .try_into()
            .map_err(|_| FolderError::Malformed)?;
        session.store_block(&desk.relay, &mut post, *address, block, &bar)?;
        write_progress(folder, index + 1);
    }
    bar.clear();
    Ok(())
}

/// Reads how many blocks were stored. A marker that cannot be read or is no longer
/// [`PROGRESS_LIFE`] fresh means none: storing a block again changes nothing, and a relay may have
/// pruned one whose letter never came.
// spec: §16
fn read_progress(folder: &Path) -> usize {
    let path = folder.join(PROGRESS_NAME);
    let written = path.metadata().and_then(|marker| marker.modified()).ok();
    let age = written.and_then(|written| written.elapsed().ok());
    if age.is_none_or(|age| age > PROGRESS_LIFE) {
        return 0;
    }
    let marker = std::fs::read_to_string(path).ok();
    marker
        .and_then(|marker| marker.trim().parse().ok())
        .unwrap_or(0)
}

/// Marks how many blocks are stored. A folder that cannot be written is posted all the same; it
/// only cannot be resumed.
fn write_progress(folder: &Path, count: u32) {
    let path = folder.join(PROGRESS_NAME);
    let marker = private_file().create(true).truncate(true).open(path);
    let _ = marker.and_then(|mut marker| writeln!(marker, "{count}"));
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn read_progress_believes_a_marker_for_a_day() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read_progress(folder.path()), 0);
        write_progress(folder.path(), 7);
        write_progress(folder.path(), 3);
        assert_eq!(read_progress(folder.path()), 3);
        let marker = File::options()
            .write(true)
            .open(folder.path().join(PROGRESS_NAME))
            .unwrap();
        let minute = Duration::from_secs(60);
        let now = SystemTime::now();
        for (written, done) in [
            (now - PROGRESS_LIFE + minute, 3),
            (now - PROGRESS_LIFE - minute, 0),
            // The clock was changed: how old the marker is, nobody knows.
            (now + minute, 0),
        ] {
            marker.set_modified(written).unwrap();
            assert_eq!(read_progress(folder.path()), done);
        }
    }

    #[test]
    fn read_progress_ignores_a_marker_that_is_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(PROGRESS_NAME), "many\n").unwrap();
        assert_eq!(read_progress(folder.path()), 0);
    }
}
