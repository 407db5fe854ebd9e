//! Tests of contents and plaintexts.
