//! Tests of log notes.
