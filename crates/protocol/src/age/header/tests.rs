use super::*;

const MAC: &str = "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

fn a_header(stanzas: &str) -> String {
    format!("age-encryption.org/v1\n{stanzas}{MAC}")
}

fn parse(text: &str) -> Result<Vec<Stanza<'_>>, HeaderError> {
    Header::parse(text.as_bytes()).map(|header| header.stanzas().to_vec())
}

#[test]
fn parse_reads_arguments_and_body() {
    let text = a_header("-> type one two\nAQID\n");
    let stanza = Stanza {
        args: vec!["type", "one", "two"],
        body: vec![1, 2, 3],
    };
    assert_eq!(parse(&text), Ok(vec![stanza]));
}

#[test]
fn parse_stops_at_the_payload() {
    let text = a_header("-> type\n\n") + "payload\n";
    let header = Header::parse(text.as_bytes()).unwrap();
    assert_eq!(&text[header.len()..], "payload\n");
}

#[test]
fn parse_reads_what_write_wrote() {
    let key = FileKey::from_bytes(&[7; 16]);
    for len in [0, 1, 31, 32, 47, 48, 49, 95, 96, 97, 200] {
        let stanza = Stanza {
            args: vec!["type", "arg"],
            body: vec![0xa5; len],
        };
        let text = Header::write(&stanza, &key);
        let header = Header::parse(&text).unwrap();
        assert_eq!(header.only_stanza(), Some(&stanza));
        assert_eq!(header.len(), text.len());
        assert!(header.verify(&key));
    }
}

#[test]
fn verify_refuses_another_file_key() {
    let stanza = Stanza {
        args: vec!["type"],
        body: vec![1],
    };
    let text = Header::write(&stanza, &FileKey::from_bytes(&[7; 16]));
    let header = Header::parse(&text).unwrap();
    assert!(!header.verify(&FileKey::from_bytes(&[8; 16])));
}

#[test]
fn only_stanza_is_none_for_two() {
    let text = a_header("-> a\n\n-> b\n\n");
    let header = Header::parse(text.as_bytes()).unwrap();
    assert_eq!(header.stanzas().len(), 2);
    assert_eq!(header.only_stanza(), None);
}

/// The grammar by its violations; CCTV's files (tests/interop) go further.
#[test]
fn parse_refuses_what_is_not_canonical() {
    use HeaderError::{CutShort, Mac, Stanza, Version};
    let full = "A".repeat(64);
    let cases = [
        (String::new(), CutShort),
        ("age-encryption.org/v2\n-> a\n\n".to_owned() + MAC, Version),
        (
            "age-encryption.org/v1\r\n-> a\n\n".to_owned() + MAC,
            Version,
        ),
        (a_header(""), Stanza),
        (a_header("-> \n\n"), Stanza),
        (a_header("->\n\n"), Stanza),
        (a_header("->  a\n\n"), Stanza),
        (a_header("-> a \n\n"), Stanza),
        (a_header("-> a  b\n\n"), Stanza),
        (a_header("-> a\r\n\n"), Stanza),
        (a_header("-> é\n\n"), Stanza),
        (a_header("-> a\nAQI=\n"), Stanza),
        (a_header("-> a\nAQJ\n"), Stanza),
        (a_header("-> a\nAQI\r\n"), Stanza),
        (a_header("-> a\nA\n"), Stanza),
        (a_header(&format!("-> a\n{full}\n")), Stanza),
        (a_header(&format!("-> a\n{full}A\n\n")), Stanza),
        (a_header("-> a\nAQID\nAQID\n"), Stanza),
        (a_header("-> a\n\n\n"), Stanza),
        (a_header("-> a\n\n").replace("--- ", "---"), Mac),
        (a_header("-> a\n\n").replace("--- ", "---  "), Mac),
        (a_header("-> a\n\n").replace("AAA\n", "AAA \n"), Mac),
        (a_header("-> a\n\n").replace("AAA\n", "AAA=\n"), Mac),
        (a_header("-> a\n\n").replace("AAA\n", "AAB\n"), Mac),
        (a_header("-> a\n\n").replace("AAA\n", "AA\n"), Mac),
        (a_header("-> a\n\n").replace("AAA\n", "AAA"), CutShort),
    ];
    for (text, error) in cases {
        assert_eq!(parse(&text), Err(error), "{text:?}");
    }
}
