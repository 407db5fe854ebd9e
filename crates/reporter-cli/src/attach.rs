//! Attachments: files on the way into a parcel, as cleaned copies or as they are, and text that did
//! not fit into its letter.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use bellrope_metadata::neutral_name;
use bellrope_protocol::parcel::ParcelKey;
use bellrope_reporter::pack::{
    Attachment, CONTENT_MAX_LEN, PackedBlock, Packing, Step, archive_name,
};
use zeroize::Zeroizing;

use crate::error::Failure;
use crate::session::system_rng;
use crate::strip::{self, Form, Look};

/// Files to attach, in order.
#[derive(Default)]
pub(crate) struct Attachments {
    list: Vec<Attachment>,
    sources: Vec<Source>,
}

enum Source {
    File(PathBuf),
    /// Cleaned when it is packed, so that no more than one copy is in memory.
    Cleaned(PathBuf),
    Text(Zeroizing<String>),
}

impl Attachments {
    /// Adds a file in one form. A cleaned copy loses the name, too: cameras number, people sign.
    pub(crate) fn add(&mut self, path: &Path, form: Form, look: &Look) -> io::Result<()> {
        let (wished, len, source) = match form {
            Form::Original => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                (name.into_owned(), look.len, Source::File(path.to_owned()))
            }
            Form::Clean => {
                let name = neutral_name(look.kind, self.len() + 1);
                let len = look.cleaned_len().ok_or(io::ErrorKind::InvalidData)?;
                (name, len, Source::Cleaned(path.to_owned()))
            }
        };
        self.push(&wished, len, source);
        Ok(())
    }

    /// Lists name, length and form of each; a text of the report has none.
    pub(crate) fn list(&self) -> impl Iterator<Item = (&str, u64, Option<Form>)> {
        self.list.iter().zip(&self.sources).map(|(file, source)| {
            let form = match source {
                Source::File(_) => Some(Form::Original),
                Source::Cleaned(_) => Some(Form::Clean),
                Source::Text(_) => None,
            };
            (file.name.as_str(), file.len, form)
        })
    }

    /// Adds a text under a name; returns the name that it has in the archive.
    pub(crate) fn add_text(&mut self, name: &str, text: String) {
        let len = text.len() as u64;
        self.push(name, len, Source::Text(Zeroizing::new(text)));
    }

    fn push(&mut self, wished: &str, len: u64, source: Source) {
        let name = archive_name(wished, &self.list);
        self.list.push(Attachment { name, len });
        self.sources.push(source);
    }

    /// Takes the files back that were added last, up to `len` that stay.
    pub(crate) fn cut(&mut self, len: usize) {
        self.list.truncate(len);
        self.sources.truncate(len);
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
    /// Memory does not grow with the number of files: one block, and one piece of a file, or one
    /// cleaned copy, at a time.
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
            Self::Cleaned(path) => Box::new(Cursor::new(strip::cleaned(path)?)),
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

#[cfg(test)]
mod tests {
    use super::*;

    const PHOTO: &[u8] =
        b"\xff\xd8\xff\xfe\0\x0cJan Jansen\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\
        \xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\xff\xd9";

    fn read(attachments: &Attachments, index: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut source = attachments.sources[index].open().unwrap();
        source.read_to_end(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn add_sends_a_copy_under_another_name_and_the_original_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("IMG_jansen.jpg");
        std::fs::write(&path, PHOTO).unwrap();
        let look = strip::look(&path).unwrap();
        let mut attachments = Attachments::default();
        attachments.add(&path, Form::Clean, &look).unwrap();
        attachments.add(&path, Form::Original, &look).unwrap();
        let copy = bellrope_metadata::clean(PHOTO).unwrap().bytes;
        let listed: Vec<(&str, u64, Option<Form>)> = attachments.list().collect();
        assert_eq!(
            listed,
            [
                ("file-1.jpg", copy.len() as u64, Some(Form::Clean)),
                ("IMG_jansen.jpg", PHOTO.len() as u64, Some(Form::Original)),
            ]
        );
        assert_eq!(read(&attachments, 0), copy);
        assert!(!copy.windows(6).any(|at| at == b"Jansen"));
        assert_eq!(read(&attachments, 1), PHOTO);
    }

    #[test]
    fn add_makes_no_copy_of_what_cannot_be_cleaned() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive.rar");
        std::fs::write(&path, b"Rar!\x1a\x07\0").unwrap();
        let look = strip::look(&path).unwrap();
        let mut attachments = Attachments::default();
        assert!(attachments.add(&path, Form::Clean, &look).is_err());
        assert_eq!(attachments.len(), 0);
    }
}
