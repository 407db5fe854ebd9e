//! Tests of the key card.
