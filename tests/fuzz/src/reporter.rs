//! A relay, or whoever sits between, answers the reporter's machines with anything.

/// One answer of a whole download is another one.
///
/// Input: which answer, which status, how it differs, and the bytes of that.
pub(crate) mod reporter_download {
    use bellrope_reporter::mailbox::Mailbox;
    use bellrope_reporter::view::{DeskView, Download, ViewError};
    use bellrope_reporter::{Request, Response};

    use crate::Run;
    use crate::fixture::{World, a_code, a_lived_in_world};
    use crate::input::{byte, changed};

    /// More requests than any download of this desk makes, restarts included.
    const MANY: usize = 200;

    pub(crate) fn start() -> Run {
        let mut world = a_lived_in_world();
        let honest = world.view();
        Box::new(move |data| {
            let Ok(view) = download(&mut world, data) else {
                return;
            };
            // What is accepted says what the desk and the log said, and nothing else.
            assert_eq!(view.card_bytes(), honest.card_bytes());
            assert!(view.intake().eq(honest.intake()));
            assert!(view.replies().eq(honest.replies()));
            assert_eq!(view.log_time(), honest.log_time());
            let mailbox = Mailbox::open(&view, &a_code());
            assert_eq!(mailbox.cases[0].thread.replies.len(), 1);
        })
    }

    fn download(world: &mut World, mut data: &[u8]) -> Result<DeskView, ViewError> {
        let chosen = usize::from(byte(&mut data));
        let mut download = Download::new(world.pin());
        let mut count = 0;
        while let Some(request) = download.request() {
            let mut response = world.answer(&request);
            if count == chosen {
                response = another(&request, response, data);
            }
            count += 1;
            assert!(count < MANY, "the download has no end");
            download.answer(response)?;
        }
        download.finish()
    }

    fn another(request: &Request, mut response: Response, mut data: &[u8]) -> Response {
        let statuses = [200, 200, 200, 200, 404, 410, 503, 301, 0, 65_535];
        response.status = statuses[usize::from(byte(&mut data)) % statuses.len()];
        match byte(&mut data) % 4 {
            0 => response.body = data.to_vec(),
            1 if !response.body.is_empty() => changed(data, &mut response.body),
            2 => response.body.truncate(data.len()),
            _ => response.body.extend_from_slice(data),
        }
        // The driver reads no more than this.
        response.body.truncate(request.answer_max_len);
        response
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut world = a_lived_in_world();
        let (requests, view) = world.download(world.pin());
        assert!(view.is_ok());
        let mut samples = Vec::new();
        for (place, request) in (0..).zip(&requests) {
            let honest = world.answer(request).body;
            samples.push([&[place, 0, 0][..], &honest].concat());
            samples.push(vec![place, 0, 1, 0, 0, 40, 1]);
            samples.push(vec![place, 4, 3]);
        }
        samples
    }
}

/// Answers to blocks and letters that are handed in.
pub(crate) mod reporter_post {
    use bellrope_protocol::parcel::BlockAddress;
    use bellrope_protocol::tag::Tag;
    use bellrope_reporter::Response;
    use bellrope_reporter::compose::Sealed;
    use bellrope_reporter::post::{BlockPost, LetterPost, Stored};

    use crate::Run;
    use crate::fixture::World;
    use crate::input::{byte, part};

    pub(crate) fn start() -> Run {
        let (world, sealed) = a_posted_letter();
        let (card, now) = (world.card.clone(), world.now);
        Box::new(move |data| {
            post_block(&card.desk, data);
            let mut data = data;
            let status = status(&mut data);
            let answer = Response {
                status,
                body: data.to_vec(),
            };
            if let Ok(receipt) = LetterPost::new(&card, &sealed).answer(answer, now) {
                assert!(matches!(status, 200 | 201));
                assert_eq!(receipt.receipt.body, sealed.body_hash());
                assert_eq!(
                    (receipt.receipt.tag, receipt.note.as_slice()),
                    (sealed.tag, data)
                );
            }
        })
    }

    /// Hands in one block; answers are parts of the input, led by their length, until it ends.
    fn post_block(desk: &bellrope_protocol::base::DeskName, mut data: &[u8]) {
        let mut post = BlockPost::new(desk.clone());
        let block = Box::new([0; bellrope_protocol::limit::BLOCK_LEN]);
        while !data.is_empty() {
            let request = post.request(BlockAddress::from_bytes([1; 16]), &block);
            let is_grant = request.path.ends_with("/grants");
            let status = status(&mut data);
            let body = part(&mut data).to_vec();
            match post.answer(&Response { status, body }) {
                Ok(Stored::Yes) => assert!(!is_grant && (200..300).contains(&status)),
                Ok(Stored::NotYet) => {}
                Err(_) => return,
            }
        }
    }

    fn status(data: &mut &[u8]) -> u16 {
        let statuses = [201, 200, 204, 401, 404, 409, 503, 301];
        statuses[usize::from(byte(data)) % statuses.len()]
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let (mut world, sealed) = a_posted_letter();
        let receipt = world
            .answer(&LetterPost::new(&world.card, &sealed).request())
            .body;
        let grant = br#"{"grant":"abababababababababababababababab","blocks":2}"#;
        let granted = [&[0, grant.len() as u8][..], grant].concat();
        vec![
            [&[0][..], &receipt].concat(),
            [
                &granted[..],
                &[2, 0, 2, 0],
                &granted,
                &[3, 0],
                &granted,
                &[2, 0],
            ]
            .concat(),
            [
                &granted[..],
                &[3, 0],
                &granted,
                &[3, 0],
                &granted,
                &[3, 0],
                &granted,
                &[3, 0],
            ]
            .concat(),
        ]
    }

    fn a_posted_letter() -> (World, Sealed) {
        let mut world = World::new(1);
        world.seal_epoch();
        let letter = world.bodies[0].1.as_slice().try_into().expect("a letter");
        (
            world,
            Sealed {
                letter: Box::new(letter),
                tag: Tag::from_bytes([2; 16]),
            },
        )
    }
}

/// A sealed folder on a stick that was in other hands.
pub(crate) mod sealed_folder {
    use bellrope_protocol::key::Fingerprint;
    use bellrope_protocol::limit::SEALED_LETTER_LEN;
    use bellrope_protocol::parcel::BlockAddress;
    use bellrope_protocol::time::week;
    use bellrope_reporter::compose::Sealed;
    use bellrope_reporter::folder::SealedFolder;
    use bellrope_reporter::view::open_card_file;

    use crate::Run;
    use crate::fixture::World;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            if let Ok(folder) = SealedFolder::parse(data) {
                let json = folder.to_json();
                assert_eq!(SealedFolder::parse(json.as_bytes()).as_ref(), Ok(&folder));
            }
            if let Ok(sealed) = Sealed::parse(data) {
                assert_eq!(
                    (data.len(), sealed.to_bytes().as_slice()),
                    (SEALED_LETTER_LEN, data)
                );
            }
            if let Ok(card) = open_card_file(data) {
                assert_eq!(card.as_bytes(), data);
            }
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let world = World::new(1);
        let fingerprint = Fingerprint::from_bytes([0xab; Fingerprint::LEN]);
        let blocks = vec![
            BlockAddress::from_bytes([1; 16]),
            BlockAddress::from_bytes([2; 16]),
        ];
        let folder = SealedFolder::new(world.base.clone(), fingerprint, week(world.now), blocks);
        vec![
            folder.to_json().into_bytes(),
            vec![7; SEALED_LETTER_LEN],
            world.cards[0].as_bytes().to_vec(),
        ]
    }
}
