//! Carries bundles between relay and desk; holds no private key.
fn main() {}
