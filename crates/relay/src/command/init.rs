//! `bellrope-relay init`.

use rand::SeedableRng as _;
use rand::rngs::{StdRng, SysRng};

use super::Init;
use super::error::CommandError;
use crate::config::{self, Config, option};
use crate::durable;
use crate::folder::Folder;
use crate::key::RelayKeys;

/// Makes the folder, the keys and the configuration.
pub(super) fn init(args: &Init) -> Result<(), CommandError> {
    let toml = args.folder.join(config::FILE_NAME);
    if toml
        .try_exists()
        .map_err(CommandError::make(&args.folder))?
    {
        return Err(CommandError::Exists { path: toml });
    }
    durable::folder(&args.folder).map_err(CommandError::make(&args.folder))?;
    let folder = Folder::new(&args.folder);
    let mut rng = StdRng::try_from_rng(&mut SysRng).map_err(std::io::Error::other)?;
    let text = option::template(args.host.as_str());
    // relay.pub names the epoch that will hold, overridden or not.
    let epoch_secs = Config::parse_here(&text)?.epoch_secs;
    RelayKeys::create(&folder, &args.host, epoch_secs, &mut rng)?;
    // Last, so that an interrupted init is not taken for a finished one.
    durable::write_new(&toml, text.as_bytes())?;
    eprintln!("bellrope-relay: made {}", args.folder.display());
    eprintln!(
        "bellrope-relay: hint: found the desk with relay.pub, then run `bellrope-relay desk`"
    );
    Ok(())
}
