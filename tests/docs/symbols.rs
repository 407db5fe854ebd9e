//! The desk's binary cannot open a connection: it asks the system's library for no such function.

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

/// Returns the network functions that a tool takes from shared libraries.
fn network(which: Tool) -> BTreeSet<String> {
    // Whoever can link a binary here has binutils.
    let output = Command::new("nm")
        .args(["-D", "--undefined-only"])
        .arg(binary_folder().join(which.name()))
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
    assert!(symbols.contains("read"), "{} is not dynamic", which.name());
    let network = NETWORK.iter().filter(|name| symbols.contains(*name));
    network.map(ToString::to_string).collect()
}

#[test]
fn desk_has_no_network_functions() {
    assert_eq!(network(Tool::Desk), BTreeSet::new());
    // The same look at the tools that have a network finds it.
    for (tool, names) in [
        (Tool::Courier, ["socket", "connect", "getaddrinfo"]),
        (Tool::Reporter, ["socket", "connect", "getaddrinfo"]),
        (Tool::Relay, ["socket", "bind", "listen"]),
    ] {
        let found = network(tool);
        for name in names {
            assert!(found.contains(name), "{} without {name}", tool.name());
        }
    }
}
