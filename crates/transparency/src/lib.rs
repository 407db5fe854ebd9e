//! Bellrope's append-only logs.
