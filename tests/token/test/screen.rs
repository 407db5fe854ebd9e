//! Tokens on the screens: a PIN in the form, refusals in words.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use super::bench::{Bench, FEMKE, PIN};

/// The screens of a desk, in a browser that keeps its cookie.
struct Screens {
    server: Child,
    agent: ureq::Agent,
    host: String,
    cookie: String,
}

impl Drop for Screens {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Screens {
    fn of(bench: &Bench) -> Self {
        let mut command = bench.command(&bench.vault(), &["serve"]);
        let mut server = command.stdin(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let link = lines
            .map(Result::unwrap)
            .find(|it| it.starts_with("http://"))
            .unwrap();
        let config = ureq::Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false);
        let agent: ureq::Agent = config.build().into();
        let host = link.split('/').take(3).collect::<Vec<_>>().join("/");
        let let_in = agent.get(&link).call().unwrap();
        let cookie = let_in
            .headers()
            .get("set-cookie")
            .unwrap()
            .to_str()
            .unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self {
            server,
            agent,
            host,
            cookie,
        }
    }

    fn get(&self, path: &str) -> String {
        let request = self.agent.get(format!("{}{path}", self.host));
        let mut answer = request.header("cookie", &self.cookie).call().unwrap();
        answer.body_mut().read_to_string().unwrap()
    }

    /// Sends a form of a page as that page has it: with its token.
    fn post(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let text = self.get(page);
        let (_, rest) = text.split_once("name=\"token\" value=\"").unwrap();
        let own = rest.split('"').next().unwrap();
        let all = [("token", own)].into_iter().chain(fields.iter().copied());
        let request = self.agent.post(format!("{}{path}", self.host));
        let request = request
            .header("cookie", &self.cookie)
            .header("origin", &self.host);
        let mut answer = request.send_form(all).unwrap();
        answer.body_mut().read_to_string().unwrap()
    }

    fn unlock(&self, pin: &str) -> String {
        self.post("/unlock", "/unlock", &[("passphrase", FEMKE), ("pin", pin)])
    }
}

#[test]
fn screens_enrol_unlock_and_take_away() {
    let bench = Bench::new();
    bench.token.put("pin", PIN);
    let screens = Screens::of(&bench);
    assert!(!screens.get("/unlock").contains("name=\"pin\""));
    let _ = screens.unlock("");
    let page = screens.get("/people/token");
    assert!(page.contains("met uw wachtzin alleen"), "{page}");

    let enrol = |pin| {
        let fields = [("device", bench.token.text.as_str()), ("pin", pin)];
        screens.post("/people/token", "/people/token", &fields)
    };
    let refused = enrol("");
    assert!(refused.contains("geen antwoord"), "{refused}");
    // Its text is not filled in again.
    assert!(!refused.contains("AGE-PLUGIN-BELLROPETEST-1"), "{refused}");
    let _ = enrol(PIN);
    let page = screens.get("/people/token");
    assert!(page.contains(&bench.token.recipient()), "{page}");
    assert!(screens.get("/people").contains("met token"));

    let _ = screens.post("/people/token", "/lock", &[]);
    assert!(screens.get("/unlock").contains("name=\"pin\""));
    let refused = screens.unlock("000000");
    assert!(refused.contains("the PIN is wrong"), "{refused}");
    // A wrong PIN is given once, or the token would lock itself.
    assert_eq!(bench.token.tries(), 1);
    bench.token.unplug();
    let refused = screens.unlock(PIN);
    assert!(refused.contains("geen antwoord"), "{refused}");
    bench.token.plug_in();
    let _ = screens.unlock(PIN);

    let recipient = bench.token.recipient();
    let remove = [("recipient", recipient.as_str())];
    let _ = screens.post("/people/token", "/people/token/remove", &remove);
    let page = screens.get("/people/token");
    assert!(page.contains("met uw wachtzin alleen"), "{page}");
}
