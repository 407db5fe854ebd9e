//! Every option with its default and its reason: the one place. `relay.toml` is written from it,
//! and a test holds docs/operations.md against it.

/// How an option's value is spelt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A whole number.
    Number,
}

/// One option of `relay.toml`.
#[derive(Debug, Clone, Copy)]
pub struct Opt {
    /// Its name; in the environment `BELLROPE_RELAY_` and the name in capitals.
    pub name: &'static str,
    /// How its value is spelt.
    pub kind: Kind,
    /// Its value unless set; `None` if it must be set.
    pub default: Option<&'static str>,
    /// What it decides and why, in one or two sentences.
    pub reason: &'static str,
}

/// The options, in the order of the template.
pub const OPTIONS: [Opt; 24] = [
    text(
        "host",
        None,
        "The relay's name in every origin and key name, without scheme and port. Clients verify it, so it never changes, wherever the relay listens.",
    ),
    text(
        "listen",
        Some("127.0.0.1:8080"),
        "Where reporters and couriers connect. Loopback, because a reverse proxy or the onion service stands in front.",
    ),
    text(
        "management_listen",
        Some("127.0.0.1:8081"),
        "Health and metrics. Never reachable from outside: counts by the minute tell when letters come.",
    ),
    number(
        "epoch_secs",
        "3600",
        "Seconds between two sealings. Shorter tells more about when a letter came; longer makes receipts wait. The desk's card names it: change both together.",
    ),
    number(
        "max_connections",
        "1024",
        "Connections served at once; further ones wait in the system's queue. Without a cap the process dies at its limit of open files.",
    ),
    number(
        "requests_per_connection",
        "1000",
        "Requests on one connection, after which it is closed: a long-lived connection ties its requests together.",
    ),
    number(
        "max_header_bytes",
        "16384",
        "Size of a request's head. Ours are below 1 KiB; what a proxy adds must fit.",
    ),
    number(
        "header_secs",
        "20",
        "Seconds for the head of a request. Slow clients are dropped; Tor needs a few seconds.",
    ),
    number(
        "body_secs",
        "180",
        "Seconds for a whole body: a block of 256 KiB over Tor at 2 KiB/s needs 130.",
    ),
    number(
        "idle_secs",
        "60",
        "Seconds without a byte in either direction. Drops clients that stop reading.",
    ),
    number(
        "connection_secs",
        "3600",
        "Seconds that a connection may last, whatever it does. Against clients that read a byte a minute.",
    ),
    number(
        "shutdown_secs",
        "10",
        "Seconds that requests under way are given when the relay stops. Nothing answered is lost either way.",
    ),
    number(
        "slots",
        "16384",
        "Letters of all desks that can wait for the end of their epoch; 16 KiB of disk each, taken at once. Too few, and a flood of rubbish shuts reporters out until the epoch ends.",
    ),
    number(
        "max_body_bytes",
        "68719476736",
        "Cap on stored bodies of letters and replies, in bytes. At the cap letters are refused with 503; nothing promised is dropped.",
    ),
    number(
        "max_block_bytes",
        "68719476736",
        "Cap on blocks (attachments), apart from the one on bodies, so that large files never stop a letter.",
    ),
    number(
        "reserve_bytes",
        "2147483648",
        "Free disk space, in bytes, below which blocks are refused; letters are refused at half of it. So attachments cannot take what sealing needs. At least 65,536 for each slot.",
    ),
    number(
        "max_grants",
        "256",
        "Upload grants outstanding. More are answered 429: a flood of grants must not fill the block store at once.",
    ),
    number(
        "retention_days",
        "90",
        "Days after which bodies of letters, and blocks, are deleted. Shorter than the courier's longest absence loses letters.",
    ),
    number(
        "confirmed_days",
        "7",
        "Days that bodies stay after the desk confirmed them: time to find out that a restored backup lacks some.",
    ),
    number(
        "cache_bytes",
        "4194304",
        "Memory for the database's pages. More makes nothing faster here and keeps more of the log in memory.",
    ),
    number(
        "witness_refresh_secs",
        "21600",
        "Seconds after which witnesses are asked for a fresh cosignature although nothing was added. Readers call a log confirmed for 24 hours: a quarter of it leaves room for a witness that is down.",
    ),
    text(
        "witness_proxy",
        Some(""),
        "Proxy through which witnesses are asked, such as socks5://127.0.0.1:9050. A relay that is an onion service tells its address to every witness without it.",
    ),
    text(
        "page_build",
        Some(""),
        "Folder of the reporter's page as make web built it, beside this file unless absolute. Empty: no page is served, only the calls of the clients.",
    ),
    text(
        "page_note",
        Some(""),
        "The page's configuration, signed by every desk on it. It names the one build that goes with it; a relay with another build does not start.",
    ),
];

const fn text(name: &'static str, default: Option<&'static str>, reason: &'static str) -> Opt {
    Opt {
        name,
        kind: Kind::Text,
        default,
        reason,
    }
}

const fn number(name: &'static str, default: &'static str, reason: &'static str) -> Opt {
    Opt {
        name,
        kind: Kind::Number,
        default: Some(default),
        reason,
    }
}

/// Finds an option by the capitals that follow the prefix of an environment variable.
#[must_use]
pub fn find(capitals: &str) -> Option<&'static Opt> {
    OPTIONS
        .iter()
        .find(|option| option.name.to_ascii_uppercase() == capitals)
}

/// Writes `relay.toml` with every option, its default and its reason.
#[must_use]
pub fn template(host: &str) -> String {
    let mut text = String::from(
        "# The relay's configuration. Each option can be overridden by BELLROPE_RELAY_ and its name in capitals.\n\
         # docs/operations.md says more.\n",
    );
    for option in &OPTIONS {
        let value = match (option.name, option.kind) {
            ("host", _) => format!("{host:?}"),
            (_, Kind::Text) => format!("{:?}", option.default.unwrap_or_default()),
            (_, Kind::Number) => option.default.unwrap_or_default().to_owned(),
        };
        text.push_str(&format!(
            "\n# {}\n{} = {value}\n",
            option.reason, option.name
        ));
    }
    text
}
