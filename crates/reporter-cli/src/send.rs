//! From a letter's content to the relay's receipt: blocks first, then the letter.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use bellrope_protocol::card::Card;
use bellrope_protocol::content::LetterBody;
use bellrope_protocol::limit::BLOCK_LEN;
use bellrope_protocol::parcel::{BlockAddress, ParcelKey};
use bellrope_protocol::time::{DAY_SECS, Day};
use bellrope_reporter::compose::{ComposeError, Correspondent, Sealed};
use bellrope_reporter::post::{BlockPost, LetterPost, PostError, Stored, VerifiedReceipt};

use crate::attach::Attachments;
use crate::error::{Class, Failure};
use crate::http::{Attempts, Relay};
use crate::progress::Bar;
use crate::session::{Session, Visited, now, system_rng};

/// What is to be sent.
pub(crate) struct Draft {
    pub(crate) body: LetterBody,
    pub(crate) attachments: Attachments,
}

impl Session {
    /// Makes a draft fit into one letter: the end of too long a text becomes an attachment, if the
    /// reporter agrees.
    pub(crate) fn fit(
        &mut self,
        writer: &Correspondent,
        draft: &mut Draft,
        rest_as_attachment: bool,
    ) -> Result<(), Failure> {
        let Err(err) = writer.check(&draft.body, draft.attachments.blocks()?) else {
            return Ok(());
        };
        if let ComposeError::TooLong { len, max } = err
            && !rest_as_attachment
            && self.terminal.is_interactive()
        {
            let text = self.texts.with("too-long", &[("len", &len), ("max", &max)]);
            self.terminal.say_apart(&text)?;
            if !self.ask_yes("too-long-offer")? {
                return Err(err.into());
            }
        } else if !rest_as_attachment {
            return Err(err.into());
        }
        let name = self.texts.say("rest-name");
        let mark = self.texts.with("rest-mark", &[("name", &name)]);
        // As many blocks as there could be: their number is short either way.
        let split = writer.split(
            &draft.body,
            bellrope_protocol::limit::PARCEL_MAX_BLOCKS,
            &mark,
        )?;
        draft.body = split.body;
        draft.attachments.add_text(&name, split.rest);
        Ok(writer.check(&draft.body, draft.attachments.blocks()?)?)
    }

    /// Stores the attachments, seals the letter, posts it and verifies the receipt.
    pub(crate) fn send(
        &mut self,
        desk: &Visited,
        writer: &Correspondent,
        draft: Draft,
    ) -> Result<VerifiedReceipt, Failure> {
        let parcel = self.store_attachments(desk, draft.attachments)?;
        let language = self.letter_language();
        let sealed = writer.seal(draft.body, language, parcel, &mut system_rng())?;
        let unknown = Failure::new(Class::Unreachable, "fate-unknown");
        self.post_letter(&desk.relay, desk.view.card(), &sealed, unknown)
    }

    fn store_attachments(
        &self,
        desk: &Visited,
        attachments: Attachments,
    ) -> Result<Option<ParcelKey>, Failure> {
        let Some(blocks) = attachments.blocks()? else {
            return Ok(None);
        };
        let bar = self.upload_bar(blocks.into());
        let mut post = BlockPost::new(desk.view.card().desk.clone());
        let parcel = attachments.pack(|block| {
            self.store_block(&desk.relay, &mut post, block.address, block.bytes, &bar)
        });
        bar.clear();
        parcel
    }

    /// Makes a bar for so many blocks.
    pub(crate) fn upload_bar(&self, blocks: u64) -> Bar {
        Bar::bytes(&self.texts, "progress-uploading", blocks * BLOCK_LEN as u64)
    }

    /// Stores one block; a broken connection goes on with the same block.
    pub(crate) fn store_block(
        &self,
        relay: &Relay,
        post: &mut BlockPost,
        address: BlockAddress,
        bytes: &[u8; BLOCK_LEN],
        bar: &Bar,
    ) -> Result<(), Failure> {
        loop {
            let request = post.request(address, bytes);
            let waiting = |seconds| self.say_waiting(bar, seconds);
            let response = relay.send(&request, Attempts::UPLOAD, waiting)?;
            if post.answer(&response)? == Stored::Yes {
                bar.advance(BLOCK_LEN as u64);
                return Ok(());
            }
        }
    }

    /// Posts a letter. If it may have arrived and no receipt came in the end, it fails with
    /// `unknown`, whatever the last answer was: who reports again then reports twice.
    pub(crate) fn post_letter(
        &mut self,
        relay: &Relay,
        card: &Card,
        sealed: &Sealed,
        unknown: Failure,
    ) -> Result<VerifiedReceipt, Failure> {
        let post = LetterPost::new(card, sealed);
        let bar = Bar::requests(&self.texts, "progress-uploading");
        let waiting = |seconds| self.say_waiting(&bar, seconds);
        let delivery = relay.deliver(&post.request(), Attempts::UPLOAD, waiting);
        bar.clear();
        let is_unknown = delivery.is_unsettled;
        match delivery.outcome {
            Ok(response) => post.answer(response, now()).map_err(|err| match err {
                PostError::Status { .. } if is_unknown => unknown.because(err),
                err => err.into(),
            }),
            Err(err) if is_unknown => Err(unknown.because(err)),
            Err(err) => Err(err.into()),
        }
    }

    /// Tells that the letter was accepted and by when it is logged.
    pub(crate) fn say_sent(
        &mut self,
        id: &str,
        card: &Card,
        sent: &VerifiedReceipt,
    ) -> Result<(), Failure> {
        self.say_apart(id)?;
        // spec: §2, a receipt's promise: logged within two epochs
        let by = u64::from(sent.receipt.epoch) + u64::from(card.relay.epoch_secs);
        let seconds = by % DAY_SECS;
        let time = format!("{:02}:{:02}", seconds / 3_600, seconds % 3_600 / 60);
        let day = self.day(Day::of(by));
        let text = self
            .texts
            .with("sent-receipt", &[("day", &day), ("time", &time)]);
        Ok(self.terminal.say(&text)?)
    }

    /// Saves a receipt, if that was asked for.
    pub(crate) fn save_receipt(
        &mut self,
        sent: &VerifiedReceipt,
        path: Option<&Path>,
    ) -> Result<(), Failure> {
        let Some(path) = path else {
            return Ok(());
        };
        create(path, &sent.note).map_err(|err| Failure::machine("receipt-save").because(err))?;
        let file = path.display().to_string();
        let text = self.texts.with("receipt-saved", &[("file", &file)]);
        Ok(self.terminal.say(&text)?)
    }

    /// Offers to clear the screen, and says what that does not clear.
    pub(crate) fn leave(&mut self) -> Result<(), Failure> {
        if self.terminal.is_interactive() {
            self.say_apart("sent-screen")?;
            self.terminal.ask(&self.texts.say("clear-ask"))?;
            self.terminal.clear()?;
        }
        Ok(())
    }
}

/// Refuses a path where something is already: before anything is made or sent that would have to
/// be saved there.
pub(crate) fn check_new(path: &Path) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(Failure::machine("save").because(io::Error::from(ErrorKind::AlreadyExists))),
        Err(err) if err.kind() == ErrorKind::NotFound => Ok(()),
        Err(err) => Err(Failure::machine("save").because(err)),
    }
}

/// Writes a file that does not exist yet, for nobody else to read.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    create(path, bytes).map_err(|err| Failure::machine("save").because(err))
}

/// Makes a folder that does not exist yet, for nobody else to look into.
pub(crate) fn make_folder(path: &Path) -> Result<(), Failure> {
    let mut folder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    let made = folder.create(path);
    made.map_err(|err| Failure::machine("save").because(err))
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private_file().create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Opens for writing; what is made by it is for nobody else to read.
pub(crate) fn private_file() -> OpenOptions {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
