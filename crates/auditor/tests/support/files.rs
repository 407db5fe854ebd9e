//! The files of a relay, in memory.

use std::collections::BTreeMap;

use bellrope_auditor::source::{Bodies, Confirmed, Found, Item, Source, SourceError};
use bellrope_bundle::Log as LogName;
use bellrope_protocol::base::DeskName;

/// The files of a relay, in memory.
#[derive(Clone)]
pub(crate) struct Files {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) confirms: Vec<Confirmed>,
    pub(crate) bodies: Bodies,
}

impl Files {
    /// Puts a file in place of whatever is there.
    pub(crate) fn put(&mut self, item: Item, bytes: Vec<u8>) {
        self.files.insert(item.to_string(), bytes);
    }

    /// The bytes of a file.
    pub(crate) fn get(&mut self, item: Item) -> &mut Vec<u8> {
        let path = item.to_string();
        self.files
            .get_mut(&path)
            .unwrap_or_else(|| panic!("{path}"))
    }

    /// Removes a file that is there.
    pub(crate) fn remove(&mut self, item: Item) {
        let path = item.to_string();
        assert!(self.files.remove(&path).is_some(), "{path}");
    }

    /// Writes the files into a folder, as [`bellrope_auditor::source::FileSource`] reads them.
    pub(crate) fn write(&self, folder: &std::path::Path) {
        for (path, bytes) in &self.files {
            let file = folder.join("v1/desks/mid").join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
    }
}

impl Source for Files {
    fn name(&self) -> String {
        "files in memory".to_owned()
    }

    fn open(&self, _desk: &DeskName, item: Item) -> Result<Found<'_>, SourceError> {
        let bytes = self.files.get(&item.to_string());
        Ok(match bytes {
            Some(bytes) => Found::Body(Box::new(bytes.as_slice())),
            None => Found::Absent,
        })
    }

    fn bodies(&self, _desk: &DeskName, log: LogName) -> Bodies {
        match log {
            LogName::Cards => Bodies::None,
            LogName::Intake | LogName::Replies => self.bodies,
        }
    }

    fn confirms(&self, _desk: &DeskName) -> Result<Vec<Confirmed>, SourceError> {
        Ok(self.confirms.clone())
    }
}
