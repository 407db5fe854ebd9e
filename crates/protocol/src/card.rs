//! The key card: the signed list of a desk's current public keys.
