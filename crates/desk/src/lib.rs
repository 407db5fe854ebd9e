//! The desk: vault, cases, import, replies, export; library and command line, no network code.
