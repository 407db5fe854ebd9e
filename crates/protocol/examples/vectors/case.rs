//! One case, the same in all vectors.

use bellrope_protocol::base::Base;
use bellrope_protocol::case_code::CaseCode;
use bellrope_protocol::key::{AuthenticationKey, CaseKeys, FoundingRoot, ReporterKeys};
use bellrope_protocol::note::SignerKey;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

/// A Monday, 2026-11-23.
pub(crate) const MONDAY: u64 = 1_795_392_000;

pub(crate) fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

pub(crate) fn base() -> Base {
    Base::new("relay.example".parse().unwrap(), "mid".parse().unwrap())
}

pub(crate) fn root(seed: u8) -> SignerKey {
    SignerKey::from_seed(base().root_key_name(), &[seed; 32])
}

pub(crate) fn founding() -> FoundingRoot {
    FoundingRoot::from_bytes(*root(1).verifier().public())
}

pub(crate) fn desk() -> AuthenticationKey {
    AuthenticationKey::generate(1, &mut rng(1))
}

pub(crate) fn code() -> CaseCode {
    CaseCode::generate(&mut rng(2))
}

pub(crate) fn reporter() -> ReporterKeys {
    ReporterKeys::derive(&code(), &founding())
}

pub(crate) fn keys() -> CaseKeys {
    CaseKeys::for_reporter(&reporter(), &desk().public())
}
