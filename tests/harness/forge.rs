//! A desk that is nothing but its keys, and signs whatever it is asked to: for cards that no
//! honest desk would make.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use bellrope_bundle::{Member, WriteError};
use bellrope_protocol::age::Identity;
use bellrope_protocol::base::Base;
use bellrope_protocol::card::{
    Card, DeskNames, Ed25519PublicKey, IntakeRecipient, RelayKeys, ReplyCount, SignedCard, Windows,
    WitnessPolicy,
};
use bellrope_protocol::encoding::encode_hex;
use bellrope_protocol::key::{AuthenticationKey, FoundingRoot};
use bellrope_protocol::limit::WEEK_SECS;
use bellrope_protocol::note::SignerKey;
use bellrope_protocol::page::{Page, SignedPage};
use bellrope_protocol::time::week;
use rand::RngExt as _;
use rand::SeedableRng as _;
use rand::rngs::{StdRng, SysRng};
use serde::Deserialize;

use crate::courier::Courier;
use crate::relay::Relay;

/// What `relay.pub` says.
#[derive(Debug, Deserialize)]
struct RelayPublic {
    host: String,
    log: Ed25519PublicKey,
    receipt: Ed25519PublicKey,
    epoch_secs: u32,
}

/// The keys of a desk.
#[derive(Debug)]
pub struct ForgedDesk {
    base: Base,
    root: SignerKey,
    push: SignerKey,
    authentication: AuthenticationKey,
    intake: Vec<Identity>,
    relay: RelayKeys,
}

impl ForgedDesk {
    /// Draws the keys of a desk at a relay.
    ///
    /// # Panics
    ///
    /// If the relay's public keys cannot be read.
    #[must_use]
    pub fn new(desk: &str, relay: &Relay) -> Self {
        let public = fs::read(relay.public_keys()).expect("the relay was made");
        let public: RelayPublic = serde_json::from_slice(&public).expect("relay.pub is json");
        let mut rng = StdRng::try_from_rng(&mut SysRng).expect("the system has randomness");
        let base = Base::new(public.host.parse().unwrap(), desk.parse().unwrap());
        let root = SignerKey::from_seed(base.root_key_name(), &rng.random());
        let push = SignerKey::from_seed(base.push_key_name(), &rng.random());
        Self {
            base,
            root,
            push,
            authentication: AuthenticationKey::generate(1, &mut rng),
            intake: (0..8).map(|_| Identity::generate(&mut rng)).collect(),
            relay: RelayKeys {
                log: public.log,
                receipt: public.receipt,
                epoch_secs: public.epoch_secs,
            },
        }
    }

    /// Returns the fingerprint of its founding root.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let root = FoundingRoot::from_bytes(*self.root.verifier().public());
        encode_hex(root.fingerprint().as_bytes())
    }

    /// Fills in an honest card.
    #[must_use]
    pub fn card(&self, serial: u64) -> Card {
        let now = now();
        let intake: Vec<IntakeRecipient> = (0..)
            .zip(&self.intake)
            .map(|(number, identity)| IntakeRecipient {
                week: week(now) + number * WEEK_SECS,
                recipient: identity.recipient().clone(),
            })
            .collect();
        let root = Ed25519PublicKey::of(&self.root);
        Card {
            desk: self.base.desk.clone(),
            host: self.base.host.clone(),
            names: DeskNames {
                nl: "Nagemaakt meldpunt".to_owned(),
                en: "Forged desk".to_owned(),
            },
            serial,
            made: now,
            not_after: week(now) + 8 * WEEK_SECS - 1,
            founding: FoundingRoot::from_bytes(*root.as_bytes()),
            root,
            succession: Vec::new(),
            authentication: vec![self.authentication.public()],
            intake,
            push: Ed25519PublicKey::of(&self.push),
            earlier: Vec::new(),
            windows: Windows {
                replies_days: 120,
                intake_days: 120,
            },
            replies: ReplyCount {
                count: 16,
                next: None,
            },
            relay: self.relay,
            witnesses: WitnessPolicy {
                keys: Vec::new(),
                quorum: 0,
                report_secs: 604_800,
                confirm_secs: 86_400,
            },
            ended: Vec::new(),
            work: None,
        }
    }

    /// Signs a card as its root.
    ///
    /// # Panics
    ///
    /// If the card breaks a rule of its form.
    #[must_use]
    pub fn sign(&self, card: Card) -> SignedCard {
        SignedCard::sign(card, &self.root).expect("a card that can be signed")
    }

    /// Signs a page's configuration as its root.
    ///
    /// # Panics
    ///
    /// If the configuration breaks a rule of its form.
    #[must_use]
    pub fn sign_page(&self, page: Page) -> Vec<u8> {
        let signed = SignedPage::sign(page, &self.root).expect("a page that can be signed");
        signed.to_bytes()
    }

    /// Returns the secret key of this week's letters, as stock age takes it.
    #[must_use]
    pub fn weekly_identity(&self) -> String {
        self.intake[0].expose_secret().to_string()
    }

    /// Adds the desk to a relay that is not running yet; returns its courier.
    #[must_use]
    pub fn register(&self, relay: &Relay, folder: &Path) -> Courier {
        let desk = self.base.desk.as_str();
        let courier = Courier {
            desk: desk.to_owned(),
            token: folder.join(format!("{desk}.token")),
            state: folder.join(format!("{desk}-courier")),
        };
        let names = ["Nagemaakt meldpunt", "Forged desk"];
        relay.add_desk(desk, names, &self.fingerprint(), &courier.token);
        courier
    }

    /// Writes an outward bundle with a card.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn export_card(&self, card: &SignedCard, to: &Path) {
        let serial = card.unverified_card().serial;
        bellrope_bundle::write(to, self.base.desk.clone(), |bundle| {
            bundle.add(Member::PostCard { serial }, card.as_bytes())?;
            Ok::<(), WriteError>(())
        })
        .expect("the bundle can be written");
    }
}

/// Returns the time, in Unix seconds.
///
/// # Panics
///
/// Before 1970.
#[must_use]
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("it is after 1970").as_secs()
}
