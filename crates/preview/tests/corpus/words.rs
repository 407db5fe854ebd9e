//! Files of words.

pub(crate) fn html() -> Vec<u8> {
    b"<!DOCTYPE html><html><body><p>Lindegracht</p></body></html>".to_vec()
}

pub(crate) fn svg() -> Vec<u8> {
    b"<svg xmlns='http://www.w3.org/2000/svg'><text>Lindegracht</text></svg>".to_vec()
}

pub(crate) fn rtf() -> Vec<u8> {
    b"{\\rtf1\\ansi Lindegracht\\par}".to_vec()
}

pub(crate) fn mail() -> Vec<u8> {
    b"From: =?utf-8?q?Jos=C3=A9?= <jose@example.org>\r\nTo: b@example.org\r\nSubject: Lindegracht\r\n\
      Date: Mon, 2 Mar 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n\
      Content-Type: multipart/mixed; boundary=x\r\n\r\n\
      --x\r\nContent-Type: text/html\r\n\r\n<p>Beste <a href='https://example.org/'>lezer</a>\
      <img src='https://example.org/pixel.gif'></p>\r\n\
      --x\r\nContent-Type: application/pdf; name=\"nota.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n"
        .to_vec()
}

/// A message in a message in a message …
pub(crate) fn nested_mail(depth: usize) -> Vec<u8> {
    let one = b"From: a@example.org\r\nSubject: x\r\nContent-Type: message/rfc822\r\n\r\n";
    one.repeat(depth)
}

/// The test file of the European Institute for Computer Antivirus Research, in two halves so that this
/// file is none.
pub(crate) fn eicar() -> Vec<u8> {
    let halves = [
        r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STAND",
        "ARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ];
    halves.concat().into_bytes()
}
