//! The door for JavaScript: every call takes and gives text, numbers and bytes; JSON is text.
//!
//! Nothing is decided here. Errors are thrown as the JSON of a [`Fault`].

use bellrope_protocol::time::DAY_SECS;
use bellrope_reporter::{Request, Response};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::code;
use crate::core::{Core, Fetching};
use crate::fault::Fault;
use crate::file_view::{CleanFile, ShownFile, clean_file};
use crate::letter::{Letter, files_from_json, measure};
use crate::posting::Posting;
use crate::random::device_rng;
use crate::sending::Sending;

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        Self::from_str(&fault.to_json())
    }
}

/// Writes a value as JSON, through the same kind of writer as the protocol: compiled once.
pub(crate) fn to_json(value: &impl Serialize) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    let writer: &mut dyn std::io::Write = &mut bytes;
    serde_json::to_writer(writer, value).map_err(|_| Fault::new("core"))?;
    String::from_utf8(bytes).map_err(|_| Fault::new("core"))
}

/// Reads a clock's milliseconds (`Date.now()`) as Unix seconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value was held against both ends; a float keeps milliseconds exactly for ages"
)]
fn unix_secs(milliseconds: f64) -> Result<u64, Fault> {
    const FAR: f64 = 10_000.0 * 366.0 * DAY_SECS as f64 * 1_000.0;
    if !(0.0..FAR).contains(&milliseconds) {
        return Err(Fault::new("clock"));
    }
    Ok((milliseconds / 1_000.0) as u64)
}

/// One request to the relay, as values.
#[wasm_bindgen]
#[derive(Debug)]
pub struct WebRequest {
    request: Request,
}

#[wasm_bindgen]
impl WebRequest {
    /// `GET`, `POST` or `PUT`.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn method(&self) -> String {
        self.request.method.to_string()
    }

    /// The path, from `/v1` on.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn path(&self) -> String {
        self.request.path.clone()
    }

    /// Further headers, as JSON of a list of pairs.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn headers(&self) -> String {
        to_json(&self.request.headers).unwrap_or_default()
    }

    /// The body; empty for `GET`.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        self.request.body.clone()
    }

    /// Greatest length of an answer's body that is of any use, in bytes.
    #[wasm_bindgen(getter, js_name = maxLen)]
    #[must_use]
    pub fn max_len(&self) -> usize {
        self.request.answer_max_len
    }
}

/// The page's state: see [`Core`].
#[wasm_bindgen]
#[derive(Debug)]
pub struct WebCore {
    core: Core,
}

#[wasm_bindgen]
impl WebCore {
    /// Verifies the signed configuration.
    ///
    /// # Errors
    ///
    /// See [`Core::open`].
    #[wasm_bindgen(constructor)]
    pub fn open(note: &[u8]) -> Result<WebCore, JsValue> {
        let core = Core::open(note)?;
        Ok(Self { core })
    }

    /// Returns the configuration's JSON, as the desks signed it.
    #[must_use]
    pub fn config(&self) -> String {
        self.core.config().to_owned()
    }

    /// Returns the fingerprints of its desks in their order, as JSON.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn fingerprints(&self) -> Result<String, JsValue> {
        Ok(to_json(&self.core.fingerprints())?)
    }

    /// Begins a download.
    ///
    /// # Errors
    ///
    /// See [`Core::download`].
    pub fn download(&self, desk: &str) -> Result<WebFetching, JsValue> {
        let fetching = self.core.download(desk)?;
        Ok(WebFetching { fetching })
    }

    /// Keeps a complete download and shows it.
    ///
    /// # Errors
    ///
    /// See [`Core::keep`].
    pub fn keep(&mut self, fetching: WebFetching, now: f64) -> Result<String, JsValue> {
        let desk = self.core.keep(fetching.fetching)?;
        Ok(to_json(&self.core.show(desk.as_str(), unix_secs(now)?)?)?)
    }

    /// Shows what a code has at every desk.
    ///
    /// # Errors
    ///
    /// `code-…`.
    #[wasm_bindgen(js_name = openMailbox)]
    pub fn open_mailbox(&self, words: String, now: f64) -> Result<String, JsValue> {
        let code = code::take_code(words)?;
        Ok(to_json(&self.core.open_mailbox(&code, unix_secs(now)?))?)
    }

    /// Prepares a letter.
    ///
    /// # Errors
    ///
    /// See [`Core::send`].
    pub fn send(
        &self,
        desk: &str,
        words: String,
        letter: &str,
        files: &str,
        now: f64,
    ) -> Result<WebSending, JsValue> {
        let code = code::take_code(words)?;
        let letter = Letter::from_json(letter)?;
        let files = files_from_json(files)?;
        let now = unix_secs(now)?;
        let mut rng = device_rng()?;
        let sending = self.core.send(desk, &code, letter, files, now, &mut rng)?;
        Ok(WebSending { sending })
    }

    /// Splits a letter that is too long.
    ///
    /// # Errors
    ///
    /// See [`Core::split`].
    pub fn split(&self, desk: &str, letter: &str, mark: &str) -> Result<String, JsValue> {
        let letter = Letter::from_json(letter)?;
        let fitted = self.core.split(desk, &letter, mark, &mut device_rng()?)?;
        Ok(to_json(&fitted)?)
    }

    /// Seals a cover letter.
    ///
    /// # Errors
    ///
    /// See [`Core::cover`].
    pub fn cover(&self, desk: &str, now: f64) -> Result<WebPosting, JsValue> {
        let posting = self.core.cover(desk, unix_secs(now)?, &mut device_rng()?)?;
        Ok(WebPosting { posting })
    }
}

/// A download: see [`Fetching`].
#[wasm_bindgen]
#[derive(Debug)]
pub struct WebFetching {
    fetching: Fetching,
}

#[wasm_bindgen]
impl WebFetching {
    /// Returns the next request, or nothing when everything is there.
    #[must_use]
    pub fn request(&self) -> Option<WebRequest> {
        let request = self.fetching.request()?;
        Some(WebRequest { request })
    }

    /// Takes the answer.
    ///
    /// # Errors
    ///
    /// See [`Fetching::answer`].
    pub fn answer(&mut self, status: u16, body: Vec<u8>) -> Result<(), JsValue> {
        Ok(self.fetching.answer(Response { status, body })?)
    }

    /// Says how far it is, as JSON.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn progress(&self) -> Result<String, JsValue> {
        Ok(to_json(&self.fetching.progress())?)
    }
}

/// A letter that is being prepared: see [`Sending`].
#[wasm_bindgen]
#[derive(Debug)]
pub struct WebSending {
    sending: Sending,
}

#[wasm_bindgen]
impl WebSending {
    /// Says what is needed next, as JSON.
    ///
    /// # Errors
    ///
    /// See [`Sending::need`].
    pub fn need(&mut self) -> Result<String, JsValue> {
        Ok(to_json(&self.sending.need()?)?)
    }

    /// Gives content of a file.
    ///
    /// # Errors
    ///
    /// See [`Sending::give`].
    pub fn give(&mut self, content: &[u8]) -> Result<(), JsValue> {
        Ok(self.sending.give(content)?)
    }

    /// Returns the request about the block that is ready.
    ///
    /// # Errors
    ///
    /// See [`Sending::request`].
    pub fn request(&mut self) -> Result<WebRequest, JsValue> {
        let request = self.sending.request()?;
        Ok(WebRequest { request })
    }

    /// Takes its answer.
    ///
    /// # Errors
    ///
    /// See [`Sending::answer`].
    pub fn answer(&mut self, status: u16, body: Vec<u8>) -> Result<(), JsValue> {
        Ok(self.sending.answer(&Response { status, body })?)
    }

    /// Seals the letter.
    ///
    /// # Errors
    ///
    /// See [`Sending::seal`].
    pub fn seal(self) -> Result<WebPosting, JsValue> {
        let posting = self.sending.seal(&mut device_rng()?)?;
        Ok(WebPosting { posting })
    }
}

/// A sealed letter: see [`Posting`].
#[wasm_bindgen]
#[derive(Debug)]
pub struct WebPosting {
    posting: Posting,
}

#[wasm_bindgen]
impl WebPosting {
    /// Returns the request.
    #[must_use]
    pub fn request(&self) -> WebRequest {
        WebRequest {
            request: self.posting.request(),
        }
    }

    /// Verifies the receipt and returns it, as JSON.
    ///
    /// # Errors
    ///
    /// See [`Posting::answer`].
    pub fn answer(&self, status: u16, body: Vec<u8>, now: f64) -> Result<String, JsValue> {
        let accepted = self
            .posting
            .answer(Response { status, body }, unix_secs(now)?)?;
        Ok(to_json(&accepted)?)
    }
}

/// Makes a code, as JSON.
///
/// # Errors
///
/// `random`.
#[wasm_bindgen(js_name = newCode)]
pub fn new_code(lang: &str) -> Result<String, JsValue> {
    Ok(to_json(&code::new_code(lang, &mut device_rng()?))?)
}

/// Reads a code as it was typed, in Unicode NFKD, as JSON.
///
/// # Errors
///
/// None that is known.
#[wasm_bindgen(js_name = readCode)]
pub fn read_code(decomposed: &str, lang: &str) -> Result<String, JsValue> {
    Ok(to_json(&code::read_code(decomposed, lang))?)
}

/// Measures a letter, as JSON.
///
/// # Errors
///
/// `letter-malformed`, `random`.
#[wasm_bindgen(js_name = measure)]
pub fn measure_letter(letter: &str) -> Result<String, JsValue> {
    let letter = Letter::from_json(letter)?;
    Ok(to_json(&measure(letter, &mut device_rng()?)?)?)
}

/// Says what a file tells about its maker, as JSON.
///
/// # Errors
///
/// None that is known.
#[wasm_bindgen(js_name = inspect)]
pub fn inspect_file(file: &[u8], number: usize) -> Result<String, JsValue> {
    Ok(to_json(&ShownFile::of(file, number))?)
}

/// A cleaned file.
#[wasm_bindgen]
#[derive(Debug)]
pub struct WebClean {
    clean: CleanFile,
}

#[wasm_bindgen]
impl WebClean {
    /// Cleans a file.
    ///
    /// # Errors
    ///
    /// See [`clean_file`].
    #[wasm_bindgen(constructor)]
    pub fn of(file: &[u8]) -> Result<WebClean, JsValue> {
        let clean = clean_file(file)?;
        Ok(Self { clean })
    }

    /// What stays in it, as JSON.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn left(&self) -> Result<String, JsValue> {
        Ok(to_json(&self.clean.left)?)
    }

    /// The copy; the core keeps none.
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        self.clean.bytes
    }
}
