//! The key schedule: from case code and desk keys to every key of a case.
