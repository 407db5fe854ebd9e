//! The letter: one sealed message to a desk, always the same length.
