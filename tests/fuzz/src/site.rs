//! The page's configuration: as it came, and with any text under the right signature.

/// Signed configurations.
pub(crate) mod page {
    use std::fs;
    use std::path::Path;

    use bellrope_protocol::note::SignerKey;
    use bellrope_protocol::page::{SignPageError, SignedPage};

    use crate::Run;
    use crate::input::signed;

    /// The seed and name of the root that signed the good vectors.
    fn root() -> SignerKey {
        let base = "relay.example/v1/desks/mid/root";
        let name = bellrope_protocol::note::KeyName::new(base).expect("a name");
        SignerKey::from_seed(name, &[1; 32])
    }

    pub(crate) fn start() -> Run {
        let root = root();
        Box::new(move |data| {
            check(data, &root);
            let text = [b"bellrope/1 page\n", data, b"\n"].concat();
            for text in [data, &text] {
                if let Some(page) = signed(text, &root) {
                    check(&page, &root);
                }
            }
        })
    }

    fn check(bytes: &[u8], root: &SignerKey) {
        let Ok(page) = SignedPage::parse(bytes) else {
            return;
        };
        assert_eq!(page.to_bytes(), bytes);
        let Ok(verified) = page.verify() else {
            return;
        };
        assert_eq!(verified.as_bytes(), bytes);
        assert_eq!(verified.page().check(), Ok(()));
        let again = match SignedPage::sign(verified.page().clone(), root) {
            Ok(again) => again,
            // The root may be another one by succession; and characters may have been spared that
            // are written longer.
            Err(SignPageError::Root | SignPageError::TooLong { .. }) => return,
            Err(err) => panic!("a good page cannot be signed: {err}"),
        };
        let read = SignedPage::parse(&again.to_bytes()).expect("what was signed is read");
        assert_eq!(read.unverified_page(), verified.page());
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors/page");
        let mut samples = Vec::new();
        for name in [
            "good.toml",
            "good-full.toml",
            "good-succession.toml",
            "half-signed.toml",
        ] {
            let text = fs::read_to_string(folder.join(name)).expect("a vector");
            let vector: toml::Table = toml::from_str(&text).expect("a vector is toml");
            let page = vector["input"]["page"].as_str().expect("a page");
            let line = page.lines().nth(1).expect("a second line");
            samples.push(line.as_bytes().to_vec());
            samples.push(page.as_bytes().to_vec());
        }
        samples
    }
}
