//! Tests of the case code.
