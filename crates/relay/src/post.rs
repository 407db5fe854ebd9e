//! What desks post: cards, replies, confirmations.

/// What became of a post that was in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It is published now.
    New,
    /// It was published before.
    Again,
}
