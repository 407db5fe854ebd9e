//! The reporter's command line: report, check, reply, seal, post.
fn main() {}
