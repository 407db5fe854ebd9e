//! The relay: accepts, seals, serves and prunes; stores only ciphertext.
