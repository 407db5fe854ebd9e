//! Who must notice, and what they say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use harness::{Courier, EPOCH_SECS, Finished, PASSPHRASE, Running, Tool as Binary, now, tool};
use serde::Deserialize;

use crate::field::Field;
use crate::honest::DESK;
use crate::mirror::{self, Mirror, Served};

const DAY_SECS: u64 = 86_400;

/// One who must notice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Notice {
    tool: Tool,
    /// Of an auditor: the kinds of findings, exactly these.
    #[serde(default)]
    findings: BTreeSet<String>,
    /// Of an auditor: kinds that are found too or not, by where the story's epochs fell.
    #[serde(default)]
    perhaps: BTreeSet<String>,
    /// Of everybody else: words of what is said.
    #[serde(default)]
    says: String,
    /// How it ends; 1 unless said otherwise.
    #[serde(default = "refused")]
    exit: i32,
}

const fn refused() -> i32 {
    1
}

/// Whom an attack is shown to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Tool {
    /// `bellrope-audit all --store` over the relay's folder, with what the auditor keeps.
    AuditStore,
    /// `bellrope-audit all --relay` over the network, with the desk's token.
    AuditRelay,
    /// `bellrope-audit page`
    AuditPage,
    /// `bellrope-audit receipt` of the proof that a reporter hands in.
    AuditProof,
    /// `bellrope-audit witness once`: the witness is shown the log again.
    Witness,
    /// `bellrope check` with a case code and the desk's fingerprint.
    Check,
    /// `bellrope card` with an earlier card: what `report` does before it asks anything.
    Card,
    /// `bellrope-courier pull`
    Pull,
    /// `bellrope-desk import` of `in.bundle`.
    Import,
    /// What the courier pulls is imported.
    Carry,
    /// `bellrope-courier push` of `out.bundle` to an honest relay that does not have it yet.
    Push,
}

/// What somebody said.
#[derive(Debug)]
pub(crate) struct Witnessed {
    pub(crate) code: i32,
    /// Kinds of findings, of an auditor.
    pub(crate) found: BTreeSet<String>,
    pub(crate) said: String,
}

impl Witnessed {
    fn of(finished: &Finished) -> Self {
        let said = format!("{}\n{}", finished.stdout, finished.stderr);
        let words: Vec<&str> = said.split_whitespace().collect();
        Self {
            code: finished.code(),
            found: BTreeSet::new(),
            said: words.join(" "),
        }
    }
}

impl Notice {
    /// Says what would make it prove nothing.
    pub(crate) fn judge(&self) -> Result<(), String> {
        let tool = self.tool;
        match (
            tool.is_auditor(),
            self.findings.is_empty(),
            self.says.is_empty(),
        ) {
            (true, true, _) => Err(format!("{tool:?}: which findings?")),
            (true, false, false) => Err(format!("{tool:?}: findings say it")),
            (true, false, true) if self.exit != 1 => Err(format!("{tool:?}: a finding is exit 1")),
            (false, false, _) => Err(format!("{tool:?}: has no findings")),
            (false, ..) if !self.perhaps.is_empty() => Err(format!("{tool:?}: has no findings")),
            (false, true, true) => Err(format!("{tool:?}: says what?")),
            _ => Ok(()),
        }
    }

    /// Shows the field to the tool and holds what it says against what it must say.
    pub(crate) fn check(&self, field: &mut Field) -> Result<(), String> {
        let Witnessed { code, found, said } = self.tool.run(field);
        let tool = self.tool;
        let is_expected =
            |kind: &String| self.findings.contains(kind) || self.perhaps.contains(kind);
        if !found.is_superset(&self.findings) || !found.iter().all(is_expected) {
            let expected = &self.findings;
            return Err(format!(
                "{tool:?} finds {found:?}, expected {expected:?}: {said}"
            ));
        }
        if !said.contains(&self.says) {
            return Err(format!("{tool:?} says {said:?}, expected {:?}", self.says));
        }
        match code == self.exit {
            true => Ok(()),
            false => Err(format!(
                "{tool:?} ends with {code}, expected {}: {said}",
                self.exit
            )),
        }
    }
}

impl Tool {
    /// Everybody.
    pub(crate) const ALL: [Self; 11] = [
        Self::AuditStore,
        Self::AuditRelay,
        Self::AuditPage,
        Self::AuditProof,
        Self::Witness,
        Self::Check,
        Self::Card,
        Self::Pull,
        Self::Import,
        Self::Carry,
        Self::Push,
    ];

    const fn is_auditor(self) -> bool {
        matches!(
            self,
            Self::AuditStore | Self::AuditRelay | Self::AuditPage | Self::AuditProof
        )
    }

    /// Shows the field to the tool.
    pub(crate) fn run(self, field: &mut Field) -> Witnessed {
        match self {
            Self::AuditStore => audit_store(field),
            Self::AuditRelay => audit_relay(field),
            Self::AuditPage => audit_page(field),
            Self::AuditProof => audit_proof(field),
            Self::Witness => witness(field),
            Self::Check => check(field),
            Self::Card => card(field),
            Self::Pull => {
                let bundle = field.fresh();
                Witnessed::of(&pull(field, &bundle))
            }
            Self::Import => import(field, &field.path("in.bundle")),
            Self::Carry => carry(field),
            Self::Push => push(field),
        }
    }
}

/// Starts the dishonest relay.
fn serve(field: &Field) -> Mirror {
    let mut answers = mirror::answers_of(&field.store(), &field.honest.desks).unwrap();
    answers.extend(field.answers.clone());
    Mirror::start(Served {
        answers,
        site: field.site.clone(),
        upstream: field.honest.site.trim_start_matches("http://").to_owned(),
    })
}

/// Runs an auditor, and reads the findings in its report.
fn audit(field: &mut Field, command: &mut Command) -> Witnessed {
    let report = field.fresh();
    let finished = Running::start(command.arg("--json").arg(&report)).finish();
    let mut witnessed = Witnessed::of(&finished);
    let report = fs::read(report).unwrap_or_default();
    let report: serde_json::Value = serde_json::from_slice(&report).unwrap_or_default();
    let checks = report["checks"].as_array().into_iter().flatten();
    let findings = checks.flat_map(|check| check["findings"].as_array().into_iter().flatten());
    let kinds = findings.filter_map(|finding| finding["kind"].as_str());
    witnessed.found = kinds.map(str::to_owned).collect();
    witnessed
}

/// An auditor with everything that one may have.
fn audit_all(field: &mut Field) -> Command {
    let mut command = tool(Binary::Auditor);
    command.args([
        "all",
        "--desk",
        DESK,
        "--fingerprint",
        &field.honest.fingerprint,
    ]);
    command.arg("--kept").arg(field.lend("kept"));
    command.arg("--receipt").arg(field.path("receipt"));
    command.arg("--relay-pub").arg(field.path("relay.pub"));
    command.arg("--keys").arg(field.path("keys"));
    let later = now() + field.days * DAY_SECS;
    command.args(["--now", &later.to_string()]);
    command
}

fn audit_store(field: &mut Field) -> Witnessed {
    let mut command = audit_all(field);
    // As the relay of the story was told.
    command
        .args(["--confirmed-days", "1", "--store"])
        .arg(field.store());
    audit(field, &mut command)
}

fn audit_relay(field: &mut Field) -> Witnessed {
    let mirror = serve(field);
    let mut command = audit_all(field);
    // From outside nobody sees that the confirmation was set back by a day.
    command.args(["--confirmed-days", "0", "--relay", &mirror.url()]);
    command.arg("--token-file").arg(field.path("token"));
    audit(field, &mut command)
}

fn audit_page(field: &mut Field) -> Witnessed {
    let mirror = serve(field);
    let mut command = tool(Binary::Auditor);
    command.args(["page", "--page", &mirror.url()]);
    command.args(["--fingerprint", &field.honest.fingerprint]);
    command
        .arg("--build")
        .arg(field.honest.folder().join("web"));
    command.arg("--known").arg(field.path("page.note"));
    audit(field, &mut command)
}

fn audit_proof(field: &mut Field) -> Witnessed {
    let mut command = tool(Binary::Auditor);
    command.args(["receipt", "--fingerprint", &field.honest.fingerprint]);
    command.arg(field.path("proof"));
    audit(field, &mut command)
}

fn witness(field: &mut Field) -> Witnessed {
    let mirror = serve(field);
    let mut command = tool(Binary::Auditor);
    command.args(["witness", "once", "--relay", &mirror.url(), "--folder"]);
    command
        .arg(field.lend("witness"))
        .arg("--to")
        .arg(field.fresh());
    Witnessed::of(&Running::start(&mut command).finish())
}

fn reporter(command: &str, mirror: &Mirror) -> Command {
    let mut reporter = tool(Binary::Reporter);
    reporter.args([command, "--lang", "en", "--relay", &mirror.url(), "--desk"]);
    reporter
}

fn check(field: &mut Field) -> Witnessed {
    let mirror = serve(field);
    let mut command = reporter("check", &mirror);
    let mut running = Running::start(command.arg(&field.honest.fingerprint));
    running.type_line(&field.honest.code);
    Witnessed::of(&running.finish())
}

fn card(field: &mut Field) -> Witnessed {
    let mirror = serve(field);
    let mut command = reporter("card", &mirror);
    command
        .arg(field.path("card"))
        .arg("--to")
        .arg(field.fresh());
    Witnessed::of(&Running::start(&mut command).finish())
}

fn courier(field: &Field, state: &Path) -> Courier {
    Courier {
        desk: DESK.to_owned(),
        token: field.path("token"),
        state: state.to_owned(),
    }
}

fn pull(field: &mut Field, bundle: &Path) -> Finished {
    let mirror = serve(field);
    let state = field.lend("courier");
    let courier = courier(field, &state);
    Running::start(&mut courier.pull_command(&mirror.url(), bundle)).finish()
}

fn import(field: &mut Field, bundle: &Path) -> Witnessed {
    let mut command = tool(Binary::Desk);
    command.arg("--vault").arg(field.lend("vault"));
    command.args(["import", "--lang", "en"]).arg(bundle);
    let mut running = Running::start(&mut command);
    running.type_line(PASSPHRASE);
    Witnessed::of(&running.finish())
}

fn carry(field: &mut Field) -> Witnessed {
    let bundle = field.fresh();
    let pulled = pull(field, &bundle);
    match pulled.code() {
        0 => import(field, &bundle),
        _ => Witnessed::of(&pulled),
    }
}

/// Pushes to a relay as it was before the bundle came.
fn push(field: &mut Field) -> Witnessed {
    let mut command = tool(Binary::Relay);
    command
        .arg("run")
        .arg("--folder")
        .arg(field.lend("earlier"));
    for (option, value) in [
        ("LISTEN", "127.0.0.1:0".to_owned()),
        ("MANAGEMENT_LISTEN", "127.0.0.1:0".to_owned()),
        ("EPOCH_SECS", EPOCH_SECS.to_string()),
        ("SLOTS", "256".to_owned()),
    ] {
        command.env(format!("BELLROPE_RELAY_{option}"), value);
    }
    let mut relay = Running::start(&mut command);
    let url: String = relay.await_stdout(|line| {
        let url = line.strip_prefix("listening on ");
        url.map(str::to_owned)
    });
    let state = field.lend("courier");
    let courier = courier(field, &state);
    let mut push = courier.push_command(&url, &field.path("out.bundle"));
    let pushed = Witnessed::of(&Running::start(&mut push).finish());
    drop(relay.stop());
    pushed
}
