//! Signed notes (C2SP signed-note) with Ed25519 keys.
