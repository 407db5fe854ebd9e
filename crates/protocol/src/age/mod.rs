//! The strict writer and reader of age v1 files: one `mlkem768x25519` stanza, or one scrypt stanza.
