//! Who carries bundles: one that is cut, changed, put together anew, or an old one.

use std::fs;

use bellrope_bundle::{Member, UnverifiedBundle, WriteError};
use serde::Deserialize;

use super::Act;
use crate::field::Field;

/// Changes a bundle.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bundle {
    /// Which: `in.bundle`, `out.bundle`.
    bundle: String,
    /// What of it, by the end of its path: `intake/checkpoint`, `post/confirm`.
    member: Option<String>,
    change: Change,
    /// Where the member comes from: another bundle.
    from: Option<String>,
    /// Where a bit is flipped.
    at: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Change {
    /// Half of the file is missing.
    Cut,
    /// Something follows the end.
    Append,
    /// A member is left out.
    Drop,
    /// A bit of a member is another.
    Flip,
    /// A member is that of another bundle.
    Exchange,
}

impl Act for Bundle {
    fn act(&self, field: &mut Field) -> Result<(), String> {
        let path = field.path(&self.bundle);
        let said = |err: &dyn std::error::Error| err.to_string();
        let mut bytes = fs::read(&path).map_err(|err| said(&err))?;
        match self.change {
            Change::Cut => bytes.truncate(bytes.len() / 2),
            Change::Append => bytes.extend([0; 512]),
            Change::Drop | Change::Flip | Change::Exchange => return self.rewrite(field),
        }
        fs::write(path, bytes).map_err(|err| said(&err))
    }
}

impl Bundle {
    /// Writes the bundle anew with one member changed.
    fn rewrite(&self, field: &mut Field) -> Result<(), String> {
        let path = field.path(&self.bundle);
        let member = self.member.as_ref().ok_or("which member?")?;
        let member = field.fill_in(member)?;
        let bundle = UnverifiedBundle::open(&path).map_err(|err| err.to_string())?;
        let meant = bundle.members().find(|it| it.to_string() == member);
        let meant = meant.ok_or(format!("the bundle has no {member}"))?;
        let body = bundle.read(meant).map_err(|err| err.to_string())?;
        let body = self.change(field, meant, body.unwrap_or_default())?;
        let to = field.fresh();
        bellrope_bundle::write(&to, bundle.desk().clone(), |out| {
            for member in bundle.members() {
                let own = match member == meant {
                    true => body.clone(),
                    false => bundle.read(member).ok().flatten(),
                };
                if let Some(own) = own {
                    out.add(member, &own)?;
                }
            }
            Ok::<(), WriteError>(())
        })
        .map_err(|err| err.to_string())?;
        fs::rename(to, path).map_err(|err| err.to_string())
    }

    /// Returns what the member is from now on; nothing if it is left out.
    fn change(
        &self,
        field: &Field,
        member: Member,
        mut body: Vec<u8>,
    ) -> Result<Option<Vec<u8>>, String> {
        match self.change {
            Change::Flip => {
                let at = self.at.ok_or("where?")?;
                *body.get_mut(at).ok_or("the member is shorter")? ^= 1;
                Ok(Some(body))
            }
            Change::Exchange => {
                let from = field.path(self.from.as_ref().ok_or("from which bundle?")?);
                let from = UnverifiedBundle::open(&from).map_err(|err| err.to_string())?;
                let other = from.read(member).map_err(|err| err.to_string())?;
                other
                    .ok_or("the other bundle does not have it".to_owned())
                    .map(Some)
            }
            Change::Drop | Change::Cut | Change::Append => Ok(None),
        }
    }
}
