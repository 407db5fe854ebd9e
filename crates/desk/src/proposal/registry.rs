//! Every kind of plan there is: what somebody approves who only has its id.

use rand_core::CryptoRng;

use super::act::approve;
use super::error::ProposalError;
use super::plan::Plan;
use super::store::{Proposal, ProposalId, find};
use crate::vault::{Vault, Witness};

/// Makes [`approve_known`] of the list of plans.
macro_rules! plans {
    ($($plan:ty),* $(,)?) => {
        /// Approves a proposal of any kind in the list.
        fn approve_known(
            vault: &mut Vault,
            proposal: &Proposal,
            witness: Option<&Witness>,
            now: u64,
            rng: &mut impl CryptoRng,
        ) -> Result<(), ProposalError> {
            $(if proposal.kind == <$plan as Plan>::KIND {
                return approve::<$plan>(vault, proposal.id, witness, now, rng).map(drop);
            })*
            Err(ProposalError::Kind)
        }

        #[cfg(test)]
        const KINDS: &[&str] = &[$(<$plan as Plan>::KIND),*];
    };
}

// One line for each; the kinds differ.
plans![
    crate::case::Closing,
    crate::case::Referral,
    crate::case::access::AssignAnyway,
    crate::identity::OpenName,
    crate::person::Joining,
    crate::person::Leaving,
    crate::person::RoleChange,
    crate::publication::PublishReport,
    crate::recovery::MakeShares,
    crate::redaction::SignOff,
    crate::dossier::SendDossier,
    crate::dossier::SendReferral,
    crate::retention::Deletion,
];

/// Approves a proposal of whatever kind, as [`approve`] does.
///
/// # Errors
///
/// As [`approve`]; [`ProposalError::Kind`] for one that this program does not know.
pub fn approve_any(
    vault: &mut Vault,
    id: ProposalId,
    witness: Option<&Witness>,
    now: u64,
    rng: &mut impl CryptoRng,
) -> Result<(), ProposalError> {
    let proposal = find(&vault.read()?, id, now)?;
    approve_known(vault, &proposal, witness, now, rng)
}

#[cfg(test)]
mod tests {
    use super::KINDS;

    #[test]
    fn kinds_differ_and_are_codes_of_the_trail() {
        for kind in KINDS {
            assert_eq!(KINDS.iter().filter(|other| *other == kind).count(), 1);
            assert!(bellrope_trail::Key::What.kind().admits(kind), "{kind}");
        }
    }
}
