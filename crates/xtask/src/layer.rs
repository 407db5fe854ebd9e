//! The layers of `docs/architecture.md`, checked from `cargo tree`: each crate with the crates of
//! ours that it may know, and with what its whole tree must not hold.

use std::fmt;
use std::process::Command;

/// What one crate of ours may know.
pub(crate) struct Rule {
    package: &'static str,
    knows: &'static [&'static str],
    tree: Tree,
}

/// What a crate's whole dependency tree may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tree {
    /// No network, no randomness of its own, no clock crate.
    Pure,
    /// No network.
    Offline,
    /// Anything.
    Online,
}

/// Every crate of the workspace that ships, in the order of the architecture's drawing.
pub(crate) const RULES: [Rule; 25] = [
    Rule {
        package: "bellrope-metadata",
        knows: &[],
        tree: Tree::Pure,
    },
    Rule {
        package: "bellrope-preview",
        knows: &["bellrope-metadata"],
        tree: Tree::Offline,
    },
    Rule {
        package: "bellrope-protocol",
        knows: &[],
        tree: Tree::Pure,
    },
    Rule {
        package: "bellrope-transparency",
        knows: &["bellrope-protocol"],
        tree: Tree::Pure,
    },
    Rule {
        package: "bellrope-reporter",
        knows: &["bellrope-protocol", "bellrope-transparency"],
        tree: Tree::Pure,
    },
    Rule {
        package: "bellrope-page",
        knows: &["bellrope-protocol"],
        tree: Tree::Pure,
    },
    Rule {
        package: "bellrope-trail",
        knows: &["bellrope-protocol"],
        tree: Tree::Pure,
    },
    Rule {
        package: "bellrope-shares",
        knows: &["bellrope-protocol"],
        tree: Tree::Pure,
    },
    Rule {
        package: "bellrope-bundle",
        knows: &["bellrope-protocol", "bellrope-transparency"],
        tree: Tree::Offline,
    },
    // Pure but for jiff, which could read a clock: its clippy.toml forbids that.
    Rule {
        package: "bellrope-casework",
        knows: &["bellrope-protocol"],
        tree: Tree::Offline,
    },
    // Pure but for casework's jiff.
    Rule {
        package: "bellrope-figures",
        knows: &["bellrope-protocol", "bellrope-casework"],
        tree: Tree::Offline,
    },
    Rule {
        package: "bellrope-redact",
        knows: &[],
        tree: Tree::Pure,
    },
    Rule {
        package: "bellrope-qr",
        knows: &[],
        tree: Tree::Offline,
    },
    Rule {
        package: "bellrope-paper",
        knows: &[],
        tree: Tree::Pure,
    },
    Rule {
        package: "bellrope-report",
        knows: &[
            "bellrope-protocol",
            "bellrope-casework",
            "bellrope-figures",
            "bellrope-paper",
        ],
        tree: Tree::Offline,
    },
    Rule {
        package: "bellrope-desk",
        knows: &[
            "bellrope-protocol",
            "bellrope-transparency",
            "bellrope-bundle",
            "bellrope-qr",
            "bellrope-casework",
            "bellrope-figures",
            "bellrope-redact",
            "bellrope-report",
            "bellrope-trail",
            "bellrope-shares",
            "bellrope-preview",
            "bellrope-paper",
            "bellrope-redact",
        ],
        tree: Tree::Offline,
    },
    Rule {
        package: "bellrope-serve",
        knows: &[],
        tree: Tree::Online,
    },
    Rule {
        package: "bellrope-desk-window",
        knows: &[
            "bellrope-protocol",
            "bellrope-transparency",
            "bellrope-bundle",
            "bellrope-qr",
            "bellrope-casework",
            "bellrope-figures",
            "bellrope-redact",
            "bellrope-report",
            "bellrope-trail",
            "bellrope-desk",
            "bellrope-shares",
            "bellrope-preview",
            "bellrope-paper",
            "bellrope-redact",
        ],
        tree: Tree::Offline,
    },
    Rule {
        package: "bellrope-desk-serve",
        knows: &[
            "bellrope-protocol",
            "bellrope-transparency",
            "bellrope-bundle",
            "bellrope-qr",
            "bellrope-casework",
            "bellrope-figures",
            "bellrope-redact",
            "bellrope-report",
            "bellrope-trail",
            "bellrope-desk",
            "bellrope-serve",
            "bellrope-shares",
            "bellrope-preview",
            "bellrope-paper",
            "bellrope-redact",
        ],
        tree: Tree::Online,
    },
    Rule {
        package: "bellrope-witness",
        knows: &[
            "bellrope-protocol",
            "bellrope-transparency",
            "bellrope-serve",
        ],
        tree: Tree::Online,
    },
    Rule {
        package: "bellrope-relay",
        knows: &[
            "bellrope-protocol",
            "bellrope-transparency",
            "bellrope-page",
            "bellrope-serve",
        ],
        tree: Tree::Online,
    },
    Rule {
        package: "bellrope-courier",
        knows: &[
            "bellrope-protocol",
            "bellrope-transparency",
            "bellrope-bundle",
            "bellrope-qr",
        ],
        tree: Tree::Online,
    },
    Rule {
        package: "bellrope-reporter-web",
        knows: &[
            "bellrope-metadata",
            "bellrope-protocol",
            "bellrope-transparency",
            "bellrope-reporter",
        ],
        tree: Tree::Offline,
    },
    Rule {
        package: "bellrope-reporter-cli",
        knows: &[
            "bellrope-metadata",
            "bellrope-protocol",
            "bellrope-transparency",
            "bellrope-reporter",
        ],
        tree: Tree::Online,
    },
    Rule {
        package: "bellrope-auditor",
        knows: &[
            "bellrope-protocol",
            "bellrope-transparency",
            "bellrope-bundle",
            "bellrope-page",
            "bellrope-serve",
            "bellrope-witness",
            "bellrope-trail",
        ],
        tree: Tree::Online,
    },
];

/// Packages that open sockets or drive those that do.
const NETWORK: [&str; 19] = [
    "async-io",
    "async-std",
    "axum",
    "curl",
    "h2",
    "hyper",
    "hyper-util",
    "mio",
    "native-tls",
    "polling",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "tokio",
    "tower-http",
    "tungstenite",
    "ureq",
];

/// Packages that draw randomness or read a clock by themselves. (`rand` alone cannot: it asks
/// `getrandom`, and libcrux's traits name it.)
const IMPURE: [&str; 4] = ["chrono", "getrandom", "jiff", "time"];

/// Decoders of hostile files: for the locked-down child alone. Whoever starts it knows the package
/// without its feature `child`.
const DECODERS: [&str; 2] = ["hayro", "mail-parser"];

/// One broken rule.
pub(crate) enum Fault {
    Knows {
        package: &'static str,
        other: String,
    },
    Holds {
        package: &'static str,
        other: String,
    },
    Socket {
        package: &'static str,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Knows { package, other } => write!(f, "{package} must not know {other}"),
            Self::Holds { package, other } => write!(f, "the tree of {package} holds {other}"),
            Self::Socket { package } => {
                write!(f, "the tree of {package} has rustix with its feature net")
            }
        }
    }
}

/// Checks every rule and returns the broken ones.
pub(crate) fn check() -> Result<Vec<Fault>, String> {
    let mut faults = Vec::new();
    for rule in &RULES {
        let tree = dependencies(rule.package)?;
        faults.extend(broken(rule, &tree));
    }
    Ok(faults)
}

/// One package of a dependency tree with the features that are on.
struct Dependency {
    name: String,
    features: String,
}

fn broken(rule: &Rule, tree: &[Dependency]) -> Vec<Fault> {
    let package = rule.package;
    let mut faults = Vec::new();
    for dependency in tree {
        let name = dependency.name.as_str();
        let other = || name.to_owned();
        if name.starts_with("bellrope-") && name != package && !rule.knows.contains(&name) {
            faults.push(Fault::Knows {
                package,
                other: other(),
            });
        }
        let network = rule.tree != Tree::Online && NETWORK.contains(&name);
        let impure = rule.tree == Tree::Pure && IMPURE.contains(&name);
        let decoder = package != "bellrope-preview" && DECODERS.contains(&name);
        if network || impure || decoder {
            faults.push(Fault::Holds {
                package,
                other: other(),
            });
        }
        let sockets = name == "rustix" && dependency.features.split(',').any(|f| f == "net");
        if rule.tree != Tree::Online && sockets {
            faults.push(Fault::Socket { package });
        }
    }
    faults
}

fn dependencies(package: &str) -> Result<Vec<Dependency>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--prefix", "none", "--edges", "normal"])
        .args(["--format", "{p}|{f}", "--package", package])
        .output()
        .map_err(|error| format!("cannot run cargo tree: {error}"))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(format!("cargo tree for {package}: {}", text.trim()));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().filter_map(dependency).collect())
}

fn dependency(line: &str) -> Option<Dependency> {
    let (package, features) = line.split_once('|')?;
    let name = package.split(' ').next()?;
    Some(Dependency {
        name: name.to_owned(),
        features: features.trim_end_matches(" (*)").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> &'static Rule {
        RULES
            .iter()
            .find(|rule| rule.package == "bellrope-desk")
            .unwrap()
    }

    fn tree(lines: &str) -> Vec<Dependency> {
        lines.lines().filter_map(dependency).collect()
    }

    #[test]
    fn broken_finds_nothing_in_an_offline_tree() {
        let tree = tree("bellrope-desk v0.1.0 (/x)|\nredb v4.6.0|\nrustix v1.1.6|fs,std");
        assert!(broken(desk(), &tree).is_empty());
    }

    #[test]
    fn broken_names_decoders_outside_the_child() {
        let tree = tree("hayro v0.9.0|embed-fonts");
        let texts: Vec<String> = broken(desk(), &tree).iter().map(Fault::to_string).collect();
        assert_eq!(texts, ["the tree of bellrope-desk holds hayro"]);
        let child = RULES.iter().find(|rule| rule.package == "bellrope-preview");
        assert!(broken(child.unwrap(), &tree).is_empty());
    }

    #[test]
    fn broken_names_network_code_sockets_and_wrong_neighbours() {
        let tree = tree("tokio v1.0.0|net\nrustix v1.1.6|fs,net (*)\nbellrope-relay v0.1.0 (/x)|");
        let texts: Vec<String> = broken(desk(), &tree).iter().map(Fault::to_string).collect();
        assert_eq!(
            texts,
            [
                "the tree of bellrope-desk holds tokio",
                "the tree of bellrope-desk has rustix with its feature net",
                "bellrope-desk must not know bellrope-relay",
            ]
        );
    }
}
