//! The first bytes of a file that nothing here knows.

/// How many bytes are shown.
const SHOWN: usize = 256;
/// How many stand in a line.
const LINE: usize = 16;

/// Writes the first bytes as numbers and, where they are letters, as letters.
pub(crate) fn head(file: &[u8]) -> String {
    let mut out = String::new();
    for (line, bytes) in file[..file.len().min(SHOWN)].chunks(LINE).enumerate() {
        let numbers: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let letters: String = bytes.iter().map(|byte| letter(*byte)).collect();
        let width = 3 * LINE;
        out += &format!(
            "{:04x}  {:width$} {letters}\n",
            line * LINE,
            numbers.join(" ")
        );
    }
    out
}

fn letter(byte: u8) -> char {
    match byte {
        b' '..=b'~' => char::from(byte),
        _ => '.',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_shows_at_most_256_bytes() {
        let text = head(&[0x41; 1000]);
        assert_eq!(text.lines().count(), 16);
        assert!(text.starts_with("0000  41 41"));
        assert!(text.trim_end().ends_with(" AAAAAAAAAAAAAAAA"));
        assert_eq!(head(b"\x1b["), format!("0000  {:48} .[\n", "1b 5b"));
        assert_eq!(head(b""), "");
    }
}
