//! Office files from before 2007, and encrypted ones of today: a file system in a file (MS-CFB).
//! Nothing of it is shown. The names of its parts are looked for, as they stand there in UTF-16.

use std::io::Write;

use crate::Warning;
use crate::child::output::Output;

/// What a part's name says about the file.
const PARTS: [(&str, Warning); 7] = [
    ("EncryptedPackage", Warning::Locked),
    ("_VBA_PROJECT", Warning::Macros),
    ("Macros", Warning::Macros),
    ("Ole10Native", Warning::Embedded),
    ("ObjectPool", Warning::Embedded),
    // Attachments of an Outlook message.
    ("__attach_version1.0", Warning::Embedded),
    ("MBD0", Warning::Embedded),
];

/// Says what can be said without opening it.
pub(crate) fn show<W: Write>(file: &[u8], output: &mut Output<W>) {
    for (name, warning) in PARTS {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        if file.windows(wide.len()).any(|window| window == wide) {
            output.warn(warning);
        }
    }
}
