//! Tests of the key schedule.
