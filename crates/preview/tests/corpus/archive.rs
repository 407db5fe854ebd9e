//! Zip archives, well and badly made.

use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// An archive of these files, deflated.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An archive of an archive of an archive …, `depth` deep, with many copies at each step.
pub(crate) fn nested(depth: usize) -> Vec<u8> {
    let mut inner = zip(&[("0.dat", &[0; 1 << 20])]);
    for _ in 0..depth {
        let names: Vec<String> = (0..16).map(|number| format!("{number}.zip")).collect();
        let files: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), &inner[..]))
            .collect();
        inner = zip(&files);
    }
    inner
}

/// One packed file that thousands of lines of the list claim as theirs.
pub(crate) fn overlapping(name: &str, bytes: &[u8], lines: u16) -> Vec<u8> {
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    let packed = packed.finish().unwrap();
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    let fields = |name: &str| {
        let mut fields = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
        fields.extend(sum.sum().to_le_bytes());
        fields.extend((packed.len() as u32).to_le_bytes());
        fields.extend((bytes.len() as u32).to_le_bytes());
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend([0, 0]);
        fields
    };
    let mut file = [
        b"PK\x03\x04",
        fields(name).as_slice(),
        name.as_bytes(),
        &packed,
    ]
    .concat();
    let start = file.len();
    for line in 0..lines {
        let name = if line == 0 {
            name.to_owned()
        } else {
            format!("{line}-{name}")
        };
        file.extend(
            [
                b"PK\x01\x02".as_slice(),
                &[20, 3],
                &fields(&name),
                &[0; 14],
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let len = file.len() - start;
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([lines.to_le_bytes(), lines.to_le_bytes()].concat());
    file.extend((len as u32).to_le_bytes());
    file.extend((start as u32).to_le_bytes());
    file.extend([0, 0]);
    file
}
