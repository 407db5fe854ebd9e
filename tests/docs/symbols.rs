//! The desk's binary cannot open a connection: it asks the system's library for no such function. Nor
//! does the child that shows files to it.

use std::collections::BTreeSet;
use std::process::Command;

use harness::{Tool, binary_folder};

/// Functions of a program that has a network.
const NETWORK: [&str; 14] = [
    "socket",
    "socketpair",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "getaddrinfo",
    "gethostbyname",
    "sendto",
    "recvfrom",
    "sendmsg",
    "recvmsg",
    "getpeername",
];

/// What the standard library starts programs with: a pair of sockets of one machine, through which the
/// handle of the new process comes. Nothing can be connected with these alone.
const STARTING: [&str; 3] = ["recvmsg", "sendmsg", "socketpair"];

/// Returns the network functions that a program takes from shared libraries.
fn network(program: &str) -> BTreeSet<String> {
    // Whoever can link a binary here has binutils.
    let output = Command::new("nm")
        .args(["-D", "--undefined-only"])
        .arg(binary_folder().join(program))
        .output()
        .expect("nm can be run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let listed = String::from_utf8(output.stdout).expect("names are text");
    let symbols: BTreeSet<&str> = listed
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .map(|symbol| symbol.split('@').next().unwrap_or(symbol))
        .collect();
    // Without shared libraries the list would be empty, and prove nothing.
    assert!(symbols.contains("read"), "{program} is not dynamic");
    let network = NETWORK.iter().filter(|name| symbols.contains(*name));
    network.map(ToString::to_string).collect()
}

#[test]
fn desk_has_no_network_functions() {
    let mut desk = network(Tool::Desk.name());
    desk.retain(|name| !STARTING.contains(&name.as_str()));
    assert_eq!(desk, BTreeSet::new());
    assert_eq!(network("bellrope-preview"), BTreeSet::new());
    // The same look at the tools that have a network finds it.
    for (tool, names) in [
        (Tool::Courier, ["socket", "connect", "getaddrinfo"]),
        (Tool::Reporter, ["socket", "connect", "getaddrinfo"]),
        (Tool::Relay, ["socket", "bind", "listen"]),
    ] {
        let found = network(tool.name());
        for name in names {
            assert!(found.contains(name), "{} without {name}", tool.name());
        }
    }
}
