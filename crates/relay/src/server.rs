//! The relay's connections: what the operator allows them to take.

pub use bellrope_serve::{Limits, serve};

use std::time::Duration;

use crate::config::Config;

/// Takes the limits from the configuration.
#[must_use]
pub fn limits(config: &Config) -> Limits {
    Limits {
        connections: config.max_connections,
        requests: config.requests_per_connection,
        header_bytes: config.max_header_bytes,
        header: Duration::from_secs(config.header_secs),
        idle: Duration::from_secs(config.idle_secs),
        connection: Duration::from_secs(config.connection_secs),
        shutdown: Duration::from_secs(config.shutdown_secs),
    }
}
