//! Files that reporters attach, as the desk's child reads them: whatever comes in, an answer comes out
//! that the parent takes. Pictures and PDF are not fed: their decoders are others', and what they do
//! with memory and time is the lock-down's matter.

#[path = "../../../crates/preview/tests/corpus/text.rs"]
mod corpus;

use std::cell::Cell;
use std::panic;
use std::sync::Once;

use bellrope_preview::{Kind, answer, child};

use crate::Run;

thread_local! {
    static PANICKED: Cell<bool> = const { Cell::new(false) };
}

/// The child catches panics of its converters; here they are to be seen.
fn watch_panics() {
    static WATCH: Once = Once::new();
    WATCH.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICKED.set(true);
            before(info);
        }));
    });
}

/// What is taken apart into text.
pub(crate) mod preview_text {
    use super::*;

    pub(crate) fn start() -> Run {
        watch_panics();
        Box::new(|data| {
            if is_drawn(child::kind_of(data)) {
                return;
            }
            let mut out = Vec::new();
            child::convert(data.to_vec(), &mut out).unwrap();
            assert!(!PANICKED.take());
            let received = answer::read(out.as_slice(), data.len()).unwrap();
            assert!(received.whole && received.preview.is_some());
        })
    }

    fn is_drawn(kind: Kind) -> bool {
        matches!(
            kind,
            Kind::Jpeg | Kind::Png | Kind::WebP | Kind::Gif | Kind::Bmp | Kind::Tiff | Kind::Pdf
        )
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        corpus::texts().into_iter().map(|(_, file)| file).collect()
    }
}

/// The answer itself, by a child that was taken over.
pub(crate) mod preview_answer {
    use super::*;

    pub(crate) fn start() -> Run {
        Box::new(|data| {
            answer::read(data, 0).ok();
        })
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let picture = [b"\x03\x02\0\0\0\x01\0\0\0".as_slice(), b"rgbrgb"].concat();
        let files = corpus::texts().into_iter().map(|(_, file)| {
            let mut out = Vec::new();
            child::convert(file, &mut out).unwrap();
            // Before the end: a page of pixels.
            let end = out.pop();
            out.extend(&picture);
            out.extend(end);
            out
        });
        files.collect()
    }
}
