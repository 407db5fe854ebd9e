//! The page that answers the form: no script, no style, nothing to load.

/// Writes the page with a receipt, in Dutch and English.
pub(super) fn receipt_page(receipt: &str) -> String {
    let receipt = escape(receipt);
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"nl\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Ontvangen / Received</title>\n\
         </head>\n\
         <body>\n\
         <h1>Uw brief is ontvangen</h1>\n\
         <p>Dit is het ontvangstbewijs. Uw brief staat uiterlijk na twee termijnen in het openbare logboek. \
         U hoeft dit niet te bewaren: met uw meldcode leest u later het antwoord.</p>\n\
         <h1 lang=\"en\">Your letter has been received</h1>\n\
         <p lang=\"en\">This is the receipt. Your letter will be in the public log within two epochs. \
         You need not keep this: with your case code you can read the answer later.</p>\n\
         <pre>{receipt}</pre>\n\
         </body>\n\
         </html>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn receipt_page_escapes() {
        let page = receipt_page("<script>&");
        assert!(page.contains("<pre>&lt;script&gt;&amp;</pre>"));
    }
}
