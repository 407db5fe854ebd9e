//! The air-gap bundle: write, read, verify; durable file writes.
