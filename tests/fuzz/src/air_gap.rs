//! What comes across the air gap.

/// Bundles: as they came, and with the checksums of their headers put right.
pub(crate) mod bundle {
    use std::fs::File;
    use std::io::Write as _;

    use bellrope_bundle::{BundleWriter, Log, LogView, Member, NoteKind, UnverifiedBundle};
    use bellrope_transparency::entry::{Entry, write_bundle};
    use bellrope_transparency::tile::{Layer, Tile};
    use bellrope_transparency::tree::{TreeHead, root_of};

    use crate::Run;
    use crate::fixture::{World, a_lived_in_world};

    const BLOCK: usize = 512;

    pub(crate) fn start() -> Run {
        let head = a_lived_in_world().intake.head();
        Box::new(move |data| {
            check(data, &head);
            check(&summed(data), &head);
        })
    }

    fn check(data: &[u8], head: &TreeHead) {
        let Ok(bundle) = UnverifiedBundle::from_file(file_of(data)) else {
            return;
        };
        // The same members give the same bytes: there is no other spelling of a bundle.
        let mut writer = BundleWriter::new(bundle.desk().clone(), Vec::new());
        for member in bundle.members() {
            let body = bundle
                .read(member)
                .expect("it is in the file")
                .expect("it is listed");
            assert_eq!(bundle.len_of(member), Some(body.len() as u64));
            assert_eq!(member.direction(), bundle.direction());
            writer
                .add(member, &body)
                .expect("a member of a good bundle");
        }
        assert!(
            writer.finish().expect("a whole bundle") == data,
            "another spelling"
        );
        for log in Log::ALL {
            let view = LogView::new(&bundle, log);
            let _ = view.checkpoint();
            let _ = view.notes(NoteKind::Batches);
            let _ = view.notes(NoteKind::Pruned);
            if let Ok(window) = view.window(head) {
                assert_eq!(window.start + window.entries.len() as u64, head.size);
            }
        }
    }

    fn file_of(data: &[u8]) -> File {
        let mut file = tempfile::tempfile().expect("a temporary file");
        file.write_all(data).expect("room for it");
        file
    }

    /// Puts the checksum of each header right, walking from one to the next as a reader does.
    fn summed(data: &[u8]) -> Vec<u8> {
        let mut bundle = data.to_vec();
        let mut at = 0;
        while let Some(header) = bundle.get_mut(at..at + BLOCK) {
            if header.iter().all(|byte| *byte == 0) {
                break;
            }
            header[148..156].fill(b' ');
            let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
            header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
            let len = str::from_utf8(&header[124..135]).ok();
            let len = len.and_then(|digits| usize::from_str_radix(digits, 8).ok());
            at += BLOCK + len.unwrap_or(0).min(data.len()).next_multiple_of(BLOCK);
        }
        bundle
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = a_lived_in_world();
        vec![inward(&world, true), inward(&world, false), outward(&world)]
    }

    /// From relay to desk, with the letters of a batch or without.
    fn inward(world: &World, with_letters: bool) -> Vec<u8> {
        let checkpoint = |log: &crate::fixture::world::Log| log.checkpoint(&[], world.now);
        let (log, entries) = (Log::Intake, &world.intake.entries);
        let width = u16::try_from(entries.len()).expect("few entries");
        let tile = |layer| Tile::new(layer, 0, width).expect("a tile");
        let leaves: Vec<_> = entries.iter().map(Entry::leaf_hash).collect();
        assert_eq!(root_of(leaves.clone()), world.intake.head().root);
        let notes = world.intake.notes.concat();
        let entries = write_bundle(entries).expect("few entries");
        let confirm = b"confirm\n\n\xe2\x80\x94 x AAAAAA==\n";
        let (of_cards, of_intake) = (checkpoint(&world.card_log), checkpoint(&world.intake));
        let letters: Vec<u8> = world
            .bodies
            .iter()
            .take(16)
            .flat_map(|(_, letter)| letter.clone())
            .collect();
        let mut members = vec![
            (Member::Checkpoint { log: Log::Cards }, of_cards.as_bytes()),
            (Member::Card { serial: 1 }, world.cards[0].as_bytes()),
            (Member::Checkpoint { log }, of_intake.as_bytes()),
            (Member::BatchNotes { page: 0 }, notes.as_bytes()),
            (
                Member::Tile {
                    log,
                    tile: tile(Layer::Entries),
                },
                &entries,
            ),
            (Member::Confirm, confirm),
        ];
        if with_letters {
            members.push((Member::Batch { number: 0 }, &letters));
        }
        write(world, &members)
    }

    fn outward(world: &World) -> Vec<u8> {
        let day = bellrope_protocol::time::Day::of(world.now);
        let note = world.replies.notes[0].as_bytes();
        let len = u32::try_from(note.len()).expect("a short note");
        let mut post = [&len.to_be_bytes()[..], note].concat();
        for (entry, reply) in world
            .replies
            .entries
            .iter()
            .zip(world.replies.bodies[0].chunks(4_096))
        {
            post.extend_from_slice(&entry.tag);
            post.extend_from_slice(reply);
        }
        write(
            world,
            &[
                (Member::PostCard { serial: 2 }, world.cards[1].as_bytes()),
                (Member::PostReplies { day }, &post),
            ],
        )
    }

    fn write(world: &World, members: &[(Member, &[u8])]) -> Vec<u8> {
        let mut writer = BundleWriter::new(world.base.desk.clone(), Vec::new());
        for (member, body) in members {
            writer.add(*member, body).expect("members in order");
        }
        writer.finish().expect("a whole bundle")
    }
}
