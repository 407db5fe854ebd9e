//! Forms with files (`multipart/form-data`, RFC 7578), as browsers write them.
//!
//! In scope: the parts of one form, held in memory. Out of scope: nested parts, transfer encodings.

use zeroize::Zeroizing;

use super::form::{Form, Upload};

/// Most parts of a form.
const MAX_PARTS: usize = 1_000;
/// Longest head of a part, in bytes.
const HEAD_MAX_LEN: usize = 4_096;

/// Why a form with files is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MultipartError {
    /// The type names no boundary.
    #[error("no boundary is named")]
    Boundary,
    /// The body breaks off, or is not divided by its boundary.
    #[error("the parts do not follow the boundary")]
    Parts,
    /// A part has no readable head.
    #[error("the head of a part cannot be read")]
    Head,
    /// A field is no text.
    #[error("a field is not UTF-8")]
    Text,
    /// There are too many parts.
    #[error("there are more than {MAX_PARTS} parts")]
    TooMany,
}

/// Reads the parts of a body.
pub(super) fn read(content_type: &str, body: &[u8]) -> Result<Form, MultipartError> {
    let boundary = parameter(content_type, "boundary").ok_or(MultipartError::Boundary)?;
    if boundary.is_empty() || boundary.len() > 70 {
        return Err(MultipartError::Boundary);
    }
    let first = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut rest = body
        .strip_prefix(first.as_bytes())
        .ok_or(MultipartError::Parts)?;
    let mut form = Form::default();
    for _ in 0..MAX_PARTS {
        if rest.starts_with(b"--") {
            return Ok(form);
        }
        rest = rest.strip_prefix(b"\r\n").ok_or(MultipartError::Parts)?;
        let end = find(rest, between.as_bytes()).ok_or(MultipartError::Parts)?;
        read_part(&rest[..end], &mut form)?;
        rest = &rest[end + between.len()..];
    }
    Err(MultipartError::TooMany)
}

fn read_part(part: &[u8], form: &mut Form) -> Result<(), MultipartError> {
    let end = find(part, b"\r\n\r\n").ok_or(MultipartError::Head)?;
    if end > HEAD_MAX_LEN {
        return Err(MultipartError::Head);
    }
    let head = std::str::from_utf8(&part[..end]).map_err(|_| MultipartError::Head)?;
    let disposition = head.lines().find_map(disposition_of);
    let disposition = disposition.ok_or(MultipartError::Head)?;
    let name = parameter(disposition, "name").ok_or(MultipartError::Head)?;
    let bytes = &part[end + 4..];
    let Some(file) = parameter(disposition, "filename") else {
        let text = std::str::from_utf8(bytes).map_err(|_| MultipartError::Text)?;
        form.add(name, Zeroizing::new(text.to_owned()));
        return Ok(());
    };
    // A field in which no file was chosen comes as an empty file without a name.
    if !file.is_empty() || !bytes.is_empty() {
        form.add_upload(Upload {
            field: name,
            name: file
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or_default()
                .to_owned(),
            bytes: Zeroizing::new(bytes.to_vec()),
        });
    }
    Ok(())
}

fn disposition_of(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(':')?;
    let ours = name.trim().eq_ignore_ascii_case("content-disposition");
    ours.then(|| value.trim())
}

/// Finds a parameter of a header; what browsers escape in a quoted value is unescaped.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (key, after) = rest.split_once('=')?;
        let (value, next) = value_of(after)?;
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = next.trim_start().strip_prefix(';')?;
    }
}

/// Splits the value of a parameter from what follows it.
fn value_of(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return Some((text[..end].trim().to_owned(), &text[end..]));
    };
    let end = quoted.find('"')?;
    // HTML escapes exactly these in names.
    let value = quoted[..end]
        .replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n");
    Some((value, &quoted[end + 1..]))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=----x";

    fn body(parts: &[&str]) -> Vec<u8> {
        let mut body = String::new();
        for part in parts {
            body += &format!("------x\r\n{part}\r\n");
        }
        (body + "------x--\r\n").into_bytes()
    }

    #[test]
    fn read_finds_fields_and_files() {
        let body = body(&[
            "Content-Disposition: form-data; name=\"note\"\r\n\r\none\r\ntwo",
            "Content-Disposition: form-data; name=\"scan\"; filename=\"C:\\a%22b.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n%PDF\r\n--not the boundary",
            "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n",
        ]);
        let form = read(KIND, &body).unwrap();
        assert_eq!(form.text("note"), "one\ntwo");
        let upload = form.upload("scan").unwrap();
        assert_eq!(upload.name, "a\"b.pdf");
        assert_eq!(upload.bytes.as_slice(), b"%PDF\r\n--not the boundary");
        assert!(form.upload("none").is_none());
    }

    #[test]
    fn read_refuses_what_is_not_divided() {
        let part = "Content-Disposition: form-data; name=\"a\"\r\n\r\nb";
        let whole = body(&[part]);
        assert_eq!(
            read("multipart/form-data", &whole).unwrap_err(),
            MultipartError::Boundary
        );
        for len in 0..whole.len() - 3 {
            assert!(read(KIND, &whole[..len]).is_err(), "{len}");
        }
        let headless = body(&["no head"]);
        assert_eq!(read(KIND, &headless).unwrap_err(), MultipartError::Head);
        let nameless = body(&["Content-Disposition: form-data\r\n\r\nb"]);
        assert_eq!(read(KIND, &nameless).unwrap_err(), MultipartError::Head);
        let many = body(&vec![part; MAX_PARTS + 1]);
        assert_eq!(read(KIND, &many).unwrap_err(), MultipartError::TooMany);
    }

    #[test]
    fn read_refuses_a_field_that_is_no_text() {
        let mut body = body(&["Content-Disposition: form-data; name=\"a\"\r\n\r\nb"]);
        let at = find(&body, b"\r\n\r\nb").unwrap() + 4;
        body[at] = 0xff;
        assert_eq!(read(KIND, &body).unwrap_err(), MultipartError::Text);
    }
}
