//! Attachments: files on the way into a parcel, and text that did not fit into its letter.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bellrope_protocol::parcel::ParcelKey;
use bellrope_reporter::pack::{
    Attachment, CONTENT_MAX_LEN, PackedBlock, Packing, Step, archive_name,
};
use zeroize::Zeroizing;

use crate::error::Failure;
use crate::session::system_rng;

/// Files to attach, in order.
#[derive(Default)]
pub(crate) struct Attachments {
    list: Vec<Attachment>,
    sources: Vec<Source>,
}

enum Source {
    File(PathBuf),
    Text(Zeroizing<String>),
}

impl Attachments {
    /// Takes the files of the command line.
    pub(crate) fn of(paths: &[PathBuf]) -> Result<Self, Failure> {
        let mut attachments = Self::default();
        for (number, path) in (1..).zip(paths) {
            attachments.add(path).map_err(|err| {
                Failure::machine("file-read")
                    .arg("number", number)
                    .because(err)
            })?;
        }
        Ok(attachments)
    }

    /// Adds a file; returns its name in the archive and its length.
    pub(crate) fn add(&mut self, path: &Path) -> io::Result<&Attachment> {
        let metadata = File::open(path)?.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        let wished = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let source = Source::File(path.to_owned());
        self.push(&wished.unwrap_or_default(), metadata.len(), source)
            .ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }

    /// Adds a text under a name; returns the name that it has in the archive.
    pub(crate) fn add_text(&mut self, name: &str, text: String) {
        let len = text.len() as u64;
        self.push(name, len, Source::Text(Zeroizing::new(text)));
    }

    fn push(&mut self, wished: &str, len: u64, source: Source) -> Option<&Attachment> {
        let name = archive_name(wished, &self.list);
        self.list.push(Attachment { name, len });
        self.sources.push(source);
        self.list.last()
    }

    /// Takes the file back that was added last.
    pub(crate) fn remove_last(&mut self) {
        self.list.pop();
        self.sources.pop();
    }

    /// Returns how many there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the number of blocks that they take; `None` without any.
    pub(crate) fn blocks(&self) -> Result<Option<u32>, Failure> {
        if self.list.is_empty() {
            return Ok(None);
        }
        Ok(Some(
            Packing::new(self.list.clone(), &mut system_rng())?.blocks(),
        ))
    }

    /// Packs everything, giving out block by block, and returns the parcel's key.
    ///
    /// Memory does not grow with the files: one block, and one piece of a file, at a time.
    pub(crate) fn pack(
        self,
        mut store: impl FnMut(PackedBlock<'_>) -> Result<(), Failure>,
    ) -> Result<Option<ParcelKey>, Failure> {
        if self.list.is_empty() {
            return Ok(None);
        }
        let mut packing = Packing::new(self.list, &mut system_rng())?;
        let mut reading: Option<(usize, Box<dyn Read + '_>)> = None;
        let mut piece = Zeroizing::new(vec![0; CONTENT_MAX_LEN]);
        loop {
            match packing.step()? {
                Step::Block => store(packing.block())?,
                Step::Done => return Ok(Some(packing.finish()?)),
                Step::Content { file, max_len } => {
                    let failed = |err| {
                        Failure::machine("file-read")
                            .arg("number", file + 1)
                            .because(err)
                    };
                    if reading.as_ref().is_none_or(|(open, _)| *open != file) {
                        let source = self.sources.get(file).map(Source::open);
                        let source = source.unwrap_or_else(|| Ok(Box::new(io::empty())));
                        reading = Some((file, source.map_err(failed)?));
                    }
                    if let Some((_, source)) = &mut reading {
                        let piece = &mut piece[..max_len];
                        let len = read_some(source.as_mut(), piece).map_err(failed)?;
                        packing.give(&piece[..len])?;
                    }
                }
            }
        }
    }
}

impl Source {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Text(text) => Box::new(text.as_bytes()),
        })
    }
}

fn read_some(source: &mut dyn Read, piece: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(piece) {
            Err(err) if err.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}
