//! The reply: one sealed message from a desk, always the same length.
