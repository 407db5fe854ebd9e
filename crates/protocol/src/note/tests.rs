//! Tests of signed notes.
