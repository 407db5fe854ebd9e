//! The desk as a shell sees it: requests in, responses out, locked or open.

use std::path::PathBuf;
use std::time::Duration;

use bellrope_protocol::encoding::encode_hex;
use maud::html;
use rand_core::Rng as _;
use subtle::ConstantTimeEq as _;

use super::Rng;
use super::area;
use super::ask;
use super::component::{Tone, working};
use super::context::{Context, Flash, Page, Refusal};
use super::frame::{self, Frame};
use super::job::{Job, Look, Report, Waiting, Work};
use super::request::{Method, Request};
use super::response::{Answer, Response};
use super::session::Session;
use crate::configuration::LOCK_MINUTES;
use crate::person;
use crate::said::Said;
use crate::text::{Lang, Texts, Value};
use crate::vault::{Asker, Passphrase, Vault, VaultError};

/// The one style sheet.
const SHEET: &str = include_str!("asset/desk.css");
/// The little JavaScript: comfort only, nothing needs it.
const SCRIPT: &str = include_str!("asset/desk.js");

/// As long as no vault says otherwise.
const DEFAULT_LOCK_SECS: u64 = LOCK_MINUTES as u64 * 60;

/// What a shell decides.
#[derive(Debug)]
pub struct Settings {
    /// Folder of the vault.
    pub folder: PathBuf,
    /// The language to begin with.
    pub lang: Lang,
    /// How long the vault stays open without a request; absent for what the desk chose.
    pub lock_after: Option<Duration>,
    /// Whether the shell answers `/dialog/open` and `/dialog/save` by the system's dialog for files.
    pub dialogs: bool,
    /// Draws randomness from the system.
    pub rng: fn() -> Rng,
}

/// The screens of one desk, for one person at one machine.
pub struct Desktop {
    settings: Settings,
    rng: Rng,
    lang: Lang,
    texts: Texts,
    /// What our own forms carry; another after every lock.
    token: String,
    flashes: Vec<Flash>,
    /// Passphrases that did not open the vault since the shell began.
    failures: u32,
    state: State,
    /// When the last request came, in Unix seconds.
    used: u64,
    /// Seconds without a request after which the vault locks.
    lock_secs: u64,
    over: bool,
}

enum State {
    Locked,
    Open(Open),
    Working { job: Option<Job>, waiting: Waiting },
}

/// An open vault and what the last job said.
struct Open {
    session: Session,
    report: Option<Reported>,
}

struct Reported {
    title: &'static str,
    result: Result<Report, Refusal>,
}

impl std::fmt::Debug for Desktop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desktop").finish_non_exhaustive()
    }
}

impl Desktop {
    /// Makes the screens of a vault, locked.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let mut rng = (settings.rng)();
        Self {
            token: draw_token(&mut rng),
            rng,
            lang: settings.lang,
            texts: Texts::new(settings.lang),
            flashes: Vec::new(),
            failures: 0,
            state: State::Locked,
            used: 0,
            lock_secs: settings
                .lock_after
                .map_or(DEFAULT_LOCK_SECS, |it| it.as_secs()),
            over: false,
            settings,
        }
    }

    /// Answers a request; `now` is in Unix seconds.
    pub fn answer(&mut self, request: &Request, now: u64) -> Response {
        self.tick(now);
        if let Some(asset) = self.asset(request) {
            return asset;
        }
        if !is_by_itself(request.path()) {
            self.used = now;
        }
        if request.method() == Method::Post && !self.is_ours(request) {
            return self.refuse(request, &Refusal::said(stale()));
        }
        match (request.method(), request.path()) {
            (Method::Post, "/language") => self.choose_language(request),
            (Method::Post, "/lock") => self.lock(),
            (Method::Post, "/quit") => self.quit(request),
            _ => self.answer_by_state(request, now),
        }
    }

    /// Takes back what a job has ended, and locks the vault when nobody has asked for anything for as
    /// long as the settings say. A shell calls it now and then; every request does too.
    pub fn tick(&mut self, now: u64) {
        self.settle(now);
        let idle = now.saturating_sub(self.used) >= self.lock_secs;
        if idle && matches!(self.state, State::Open(_)) {
            self.close();
            let minutes = Value::from(self.lock_secs / 60);
            let text = self.texts.with("unlock-idle", &[("minutes", minutes)]);
            self.flashes.push(Flash {
                tone: Tone::Info,
                text,
            });
        }
    }

    /// Returns a job that is to be run on a thread, once.
    pub fn take_job(&mut self) -> Option<Job> {
        match &mut self.state {
            State::Working { job, .. } => job.take(),
            State::Locked | State::Open(_) => None,
        }
    }

    /// Says whether the vault is locked, and when somebody last asked for something.
    #[must_use]
    pub fn locked_since(&self) -> Option<u64> {
        matches!(self.state, State::Locked).then_some(self.used)
    }

    /// Returns the seconds without a request after which the vault locks.
    #[must_use]
    pub fn lock_secs(&self) -> u64 {
        self.lock_secs
    }

    /// Says whether the person is done: the shell ends.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Says whether a form is one that we made since the last lock.
    fn is_ours(&self, request: &Request) -> bool {
        let token = request.form().text("token");
        token.as_bytes().ct_eq(self.token.as_bytes()).into()
    }

    fn asset(&self, request: &Request) -> Option<Response> {
        let (kind, body) = match request.path() {
            "/asset/desk.css" => ("text/css; charset=utf-8", SHEET.to_owned()),
            "/asset/desk.js" => ("text/javascript; charset=utf-8", SCRIPT.to_owned()),
            "/asset/print.css" => (
                "text/css; charset=utf-8",
                frame::print_sheet(&self.texts, request.query()),
            ),
            _ => return None,
        };
        Some(Response::of(200, kind, body))
    }

    fn choose_language(&mut self, request: &Request) -> Response {
        self.lang = Lang::of_code(request.form().text("lang"));
        self.texts = Texts::new(self.lang);
        Response::see(local(request.form().text("back")))
    }

    /// Drops everything that the passphrase opened.
    fn close(&mut self) {
        self.state = State::Locked;
        self.flashes.clear();
        self.token = draw_token(&mut self.rng);
    }

    fn lock(&mut self) -> Response {
        if matches!(self.state, State::Working { .. }) {
            return Response::see("/job");
        }
        self.close();
        Response::see("/unlock")
    }

    fn quit(&mut self, request: &Request) -> Response {
        if matches!(self.state, State::Working { .. }) {
            return Response::see("/job");
        }
        self.close();
        self.over = true;
        let body = html! { p { (self.texts.get("quit-done")) } };
        self.draw(request, Page::bare(self.texts.get("quit-title"), body))
    }

    fn answer_by_state(&mut self, request: &Request, now: u64) -> Response {
        match (&self.state, request.path()) {
            (State::Locked, "/unlock") => self.unlock(request, now),
            (State::Locked, _) => Response::see(unlock_path(request)),
            (State::Open(_), "/unlock") => Response::see("/"),
            (_, "/job") => self.show_job(request),
            (_, "/job/state") => self.tell_job(),
            (State::Working { .. }, _) => Response::see("/job"),
            (State::Open(_), "/awake") => Response::of(204, "text/plain", Vec::new()),
            (State::Open(_), _) => self.answer_open(request, now),
        }
    }

    fn unlock(&mut self, request: &Request, now: u64) -> Response {
        let to = match request.method() {
            Method::Get => local(request.query().text("to")),
            Method::Post => local(request.form().text("to")),
        };
        if request.method() == Method::Get {
            return self.draw_unlock(request, &to, None);
        }
        let typed = request.form().text("passphrase").to_owned();
        let passphrase = Passphrase::new(typed.into());
        let (folder, asker) = (&self.settings.folder, ask::asker(request));
        match Session::open(folder, passphrase, &asker, now, &mut self.rng) {
            Ok(session) => {
                self.lock_secs = lock_secs(&self.settings, &session);
                self.state = State::Open(Open {
                    session,
                    report: None,
                });
                self.failures = 0;
                self.used = now;
                Response::see(to)
            }
            Err(err) => {
                if matches!(err, VaultError::WrongPassphrase) {
                    self.failures += 1;
                }
                self.draw_unlock(request, &to, Some(&err))
            }
        }
    }

    fn draw_unlock(&mut self, request: &Request, to: &str, err: Option<&VaultError>) -> Response {
        let before = area::unlock::Before {
            to,
            failures: self.failures,
            asks_token: Vault::asks_token(&self.settings.folder),
        };
        let page = area::unlock::page(&self.frame(request), &before, err);
        self.draw(request, page)
    }

    fn answer_open(&mut self, request: &Request, now: u64) -> Response {
        let State::Open(open) = &mut self.state else {
            return Response::see("/unlock");
        };
        if let Err(err) = person::heed_statement(&mut open.session.vault, now) {
            return self.refuse(request, &err.into());
        }
        open.session.vault.ask(ask::asker(request));
        let found = area::find(request.method(), request.path());
        let desk = open.session.desk.clone();
        let is_practice = open.session.is_practice;
        let result = match found {
            None => Err(Refusal::absent()),
            Some((handler, places)) => handler(&mut Context {
                request,
                session: &mut open.session,
                now,
                rng: &mut self.rng,
                frame: Frame {
                    texts: &self.texts,
                    lang: self.lang,
                    token: &self.token,
                    desk: Some(&desk),
                    is_practice,
                    here: request.target(),
                    lock_secs: self.lock_secs,
                    dialogs: self.settings.dialogs,
                    reaches: area::reaches,
                },
                places,
                flashes: &mut self.flashes,
            }),
        };
        open.session.vault.ask(Asker::nobody());
        // Somebody may just have chosen other minutes.
        self.lock_secs = lock_secs(&self.settings, &open.session);
        match result {
            Ok(Answer::Response(response)) => response,
            Ok(Answer::Work(work)) => self.begin(work),
            Err(refusal) => self.refuse(request, &refusal),
        }
    }

    fn begin(&mut self, work: Work) -> Response {
        match std::mem::replace(&mut self.state, State::Locked) {
            State::Open(open) => {
                let (job, waiting) = work.begin(open.session, (self.settings.rng)());
                self.state = State::Working {
                    job: Some(job),
                    waiting,
                };
            }
            other => self.state = other,
        }
        Response::see("/job")
    }

    /// Takes the vault back from a job that has ended.
    fn settle(&mut self, now: u64) {
        let State::Working { waiting, .. } = &self.state else {
            return;
        };
        let title = waiting.title;
        match waiting.look() {
            Look::Working => {}
            Look::Done(done) => {
                self.used = now;
                let refused = done.result.as_ref().err();
                if refused.is_some_and(Refusal::closes_vault) {
                    self.close_after(done.result.err());
                    return;
                }
                let result = done.result;
                self.state = State::Open(Open {
                    session: done.session,
                    report: Some(Reported { title, result }),
                });
            }
            Look::Lost => {
                self.close_after(None);
            }
        }
    }

    /// Locks after something that the vault cannot go on from, and says so.
    fn close_after(&mut self, refusal: Option<Refusal>) {
        self.close();
        let text = match refusal {
            Some(refusal) => refusal.text(&self.texts),
            None => self.texts.get("job-lost"),
        };
        self.flashes.push(Flash {
            tone: Tone::Bad,
            text,
        });
    }

    fn show_job(&mut self, request: &Request) -> Response {
        let page = match &self.state {
            State::Working { waiting, .. } => {
                let step = waiting.progress.text(&self.texts);
                Page::bare(self.texts.get(waiting.title), working(&step, &self.texts))
                    .again_at(2, "/job")
            }
            State::Open(Open {
                report: Some(reported),
                ..
            }) => match &reported.result {
                Ok(report) => Page::bare(self.texts.get(reported.title), report(&self.texts)),
                Err(refusal) => refusal.page(&self.texts),
            },
            State::Open(_) | State::Locked => return Response::see("/"),
        };
        self.draw(request, page)
    }

    /// Tells the little JavaScript how far a job is.
    fn tell_job(&self) -> Response {
        let (text, over) = match &self.state {
            State::Working { waiting, .. } => (waiting.progress.text(&self.texts), false),
            State::Open(_) | State::Locked => (String::new(), true),
        };
        let body = serde_json::json!({ "text": text, "over": over }).to_string();
        Response::of(200, "application/json", body)
    }

    fn refuse(&mut self, request: &Request, refusal: &Refusal) -> Response {
        if refusal.closes_vault() {
            let text = refusal.text(&self.texts);
            self.close();
            self.flashes.push(Flash {
                tone: Tone::Bad,
                text,
            });
            return Response::see("/unlock");
        }
        if let Some(path) = refusal.leads_to() {
            return Response::see(path);
        }
        self.draw(request, refusal.page(&self.texts))
    }

    fn draw(&mut self, request: &Request, page: Page) -> Response {
        let flashes = std::mem::take(&mut self.flashes);
        Response::page(page.status, self.frame(request).draw(&page, &flashes))
    }

    fn frame<'a>(&'a self, request: &'a Request) -> Frame<'a> {
        let desk = match &self.state {
            State::Open(open) => Some(open.session.desk.as_str()),
            State::Locked | State::Working { .. } => None,
        };
        let is_practice = match &self.state {
            State::Open(open) => open.session.is_practice,
            State::Working { waiting, .. } => waiting.is_practice,
            State::Locked => false,
        };
        Frame {
            texts: &self.texts,
            lang: self.lang,
            token: &self.token,
            desk,
            is_practice,
            here: request.target(),
            lock_secs: self.lock_secs,
            dialogs: self.settings.dialogs,
            reaches: area::reaches,
        }
    }
}

/// What the shell was told comes before what the desk chose.
fn lock_secs(settings: &Settings, session: &Session) -> u64 {
    let chosen = u64::from(session.lock_minutes) * 60;
    settings.lock_after.map_or(chosen, |it| it.as_secs())
}

fn draw_token(rng: &mut Rng) -> String {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    encode_hex(&bytes)
}

/// Says whether a page asks for a path by itself: then nobody is at work.
fn is_by_itself(path: &str) -> bool {
    path == "/job/state" || path.starts_with("/export/codes/")
}

/// A form from before the last lock, or from somebody else's page.
fn stale() -> Said {
    Said::refused("err-stale").hint("rec-stale")
}

/// Keeps a path on this desk: anything else becomes the first page.
fn local(path: &str) -> String {
    let plain = |c: char| c.is_ascii_graphic() && c != '\\';
    if path.starts_with('/') && !path.starts_with("//") && path.chars().all(plain) {
        path.to_owned()
    } else {
        "/".to_owned()
    }
}

/// Where to unlock, and come back to what was asked for.
fn unlock_path(request: &Request) -> String {
    match (request.method(), request.target()) {
        (Method::Post, _) | (_, "/") => "/unlock".to_owned(),
        (Method::Get, target) => format!("/unlock?to={}", super::route::encode(target)),
    }
}
