//! A folder of files under the relay's own paths: an unpacked bundle, a mirror, a tlog-tiles
//! folder.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use bellrope_bundle::Log;
use bellrope_protocol::base::DeskName;

use super::{Bodies, Found, Item, Source, SourceError};

/// A folder that holds `v1/desks/<desk>/…`.
#[derive(Debug, Clone)]
pub struct FileSource {
    folder: PathBuf,
}

impl FileSource {
    /// Names a folder; nothing is looked at.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }
}

impl Source for FileSource {
    fn name(&self) -> String {
        format!("files {}", self.folder.display())
    }

    fn open(&self, desk: &DeskName, item: Item) -> Result<Found<'_>, SourceError> {
        let path = self.folder.join(format!("v1/desks/{desk}/{item}"));
        // A mirror of the numbered boards has a folder where a bundle has the newest one.
        if path.is_dir() {
            return Ok(Found::Absent);
        }
        match File::open(path) {
            Ok(file) => Ok(Found::Body(Box::new(io::BufReader::new(file)))),
            Err(error) if is_absent(&error) => Ok(Found::Absent),
            Err(source) => Err(SourceError::Read {
                what: item.to_string(),
                source,
            }),
        }
    }

    fn bodies(&self, desk: &DeskName, log: Log) -> Bodies {
        let folder = format!("v1/desks/{desk}/{log}/batch");
        if self.folder.join(folder).is_dir() {
            Bodies::Some
        } else {
            Bodies::None
        }
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
