//! Tests of entries.

use super::*;

fn an_entry() -> Entry {
    Entry {
        epoch: 0x0102_0304,
        body: [0xbb; 32],
        tag: [0xcc; 16],
    }
}

#[test]
fn entry_is_laid_out_as_the_protocol_says() {
    let bytes = an_entry().to_bytes();
    assert_eq!(bytes.len(), 1 + 4 + 32 + 16);
    assert_eq!(bytes[..5], [1, 1, 2, 3, 4]);
    assert_eq!(bytes[5..37], [0xbb; 32]);
    assert_eq!(bytes[37..], [0xcc; 16]);
    assert_eq!(Entry::parse(&bytes), Ok(an_entry()));
    assert_eq!(an_entry().leaf_hash(), Hash::of_leaf(&bytes));
}

#[test]
fn parse_refuses_other_lengths_and_versions() {
    let bytes = an_entry().to_bytes();
    for len in (0..53).chain([54, 106]) {
        let mut other = bytes.to_vec();
        other.resize(len, 0);
        assert_eq!(Entry::parse(&other), Err(EntryError::Length { len }));
    }
    for version in [0, 2, 255] {
        let mut other = bytes;
        other[0] = version;
        assert_eq!(Entry::parse(&other), Err(EntryError::Version { version }));
    }
}

#[test]
fn bundle_survives_and_names_the_malformed_entry() {
    let entries = [an_entry(); 3];
    let bytes = write_bundle(&entries).unwrap();
    assert_eq!(bytes.len(), 3 * 55);
    assert_eq!(parse_bundle(&bytes, 3), Ok(entries.to_vec()));

    let mut other = bytes.clone();
    other[55 + 2] = 9;
    let (position, version) = (1, 9);
    let source = EntryError::Version { version };
    assert_eq!(
        parse_bundle(&other, 3),
        Err(ParseBundleError::Entry { position, source })
    );
    let short = write_entries(&[&[1u8; 52]]).unwrap();
    let (position, len) = (0, 52);
    let source = EntryError::Length { len };
    assert_eq!(
        parse_bundle(&short, 1),
        Err(ParseBundleError::Entry { position, source })
    );
    let position = 3;
    let source = EntryBundleError::Truncated { position };
    assert_eq!(
        parse_bundle(&bytes, 4),
        Err(ParseBundleError::Bundle(source))
    );
}
