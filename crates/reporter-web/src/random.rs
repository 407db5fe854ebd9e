//! The device's generator.

use getrandom::SysRng;
use rand_core::UnwrapErr;

use crate::fault::Fault;

/// Returns the device's generator, once it has shown that it works.
///
/// # Errors
///
/// `random`: the browser offers none. Nothing is sealed then.
pub fn device_rng() -> Result<UnwrapErr<SysRng>, Fault> {
    let mut probe = [0; 32];
    getrandom::fill(&mut probe).map_err(|_| Fault::new("random"))?;
    // A generator that fails later ends the worker: nothing that it was to protect can leave it.
    Ok(UnwrapErr(SysRng))
}
