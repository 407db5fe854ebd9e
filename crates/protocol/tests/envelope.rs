//! Properties of letters, replies and parcels: they come back, and nothing shows in their length
//! or in the fixed part of their form.

use bellrope_protocol::{
    age::{Identity, Passphrase},
    letter,
    limit::{BLOCK_LEN, LETTER_LEN, LETTER_PLAINTEXT_LEN, REPLY_LEN, REPLY_PLAINTEXT_LEN},
    parcel::{ParcelOpener, ParcelPlan, ParcelSealer},
    reply,
};
use proptest::prelude::*;
use rand::{SeedableRng as _, rngs::StdRng};

/// A plaintext of `N` bytes that begins with `content`.
fn padded<const N: usize>(content: &[u8]) -> Box<[u8; N]> {
    let mut plaintext = Box::new([b' '; N]);
    plaintext[..content.len()].copy_from_slice(content);
    plaintext
}

/// `len` bytes that look like noise.
fn noise(len: usize, rng: &mut StdRng) -> Vec<u8> {
    let mut noise = vec![0; len];
    rng.fill_bytes(&mut noise);
    noise
}

/// A quarter of the usual number of cases: each seals or opens many kilobytes.
fn a_quarter() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig {
        cases: config.cases / 4,
        ..config
    }
}

proptest! {
    #![proptest_config(a_quarter())]

    #[test]
    fn letters_come_back_and_have_one_length(
        len in 0..=LETTER_PLAINTEXT_LEN,
        seed in any::<[u8; 32]>(),
    ) {
        let mut rng = StdRng::from_seed(seed);
        let identity = Identity::generate(&mut rng);
        let plaintext = padded(&noise(len, &mut rng));
        let letter = letter::seal(&plaintext, identity.recipient(), &mut rng);
        prop_assert_eq!(letter.len(), LETTER_LEN);
        prop_assert!(letter::check_form(&*letter).is_ok());
        let opened = letter::open(&identity, &*letter).unwrap();
        prop_assert_eq!(opened.expose_secret(), &*plaintext);
    }

    #[test]
    fn letters_share_no_more_than_their_form(seed in any::<[u8; 32]>()) {
        let mut rng = StdRng::from_seed(seed);
        let identity = Identity::generate(&mut rng);
        let plaintext = padded(b"the same words");
        let letters = [0; 16].map(|_| letter::seal(&plaintext, identity.recipient(), &mut rng));
        // Where all sixteen agree: the text of the header, and base64 characters that carry the
        // last bits of a value and so have 4 or 16 spellings.
        let same = (0..LETTER_LEN)
            .filter(|place| letters.iter().all(|letter| letter[*place] == letters[0][*place]))
            .collect::<Vec<_>>();
        let fixed = (0..40).chain([1_534, 1_578]).chain(1_579..1_583).chain([1_626]);
        prop_assert_eq!(same, fixed.collect::<Vec<_>>());
    }

    #[test]
    fn replies_come_back_and_have_one_length(
        len in 0..=REPLY_PLAINTEXT_LEN,
        seed in any::<[u8; 32]>(),
    ) {
        let mut rng = StdRng::from_seed(seed);
        let passphrase = Passphrase::from_key(&seed);
        let plaintext = padded(&noise(len, &mut rng));
        let reply = reply::seal(&plaintext, &passphrase, &mut rng);
        prop_assert_eq!(reply.len(), REPLY_LEN);
        prop_assert!(reply::check_form(&*reply).is_ok());
        let opened = reply::open(&passphrase, &*reply).unwrap();
        prop_assert_eq!(opened.expose_secret(), &*plaintext);
    }

    #[test]
    fn parcels_come_back_however_they_are_pushed(
        len in 0_usize..600_000,
        cuts in prop::collection::vec(1_usize..200_000, 1..10),
        seed in any::<[u8; 32]>(),
    ) {
        let mut rng = StdRng::from_seed(seed);
        let content = noise(len, &mut rng);
        let plan = ParcelPlan::new(len as u64).unwrap();
        let mut sealer = ParcelSealer::new(plan, &mut rng);
        let mut blocks = Vec::new();
        let mut rest = content.as_slice();
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (mut piece, later) = rest.split_at((*cut).min(rest.len()));
            while let Some(block) = sealer.push(&mut piece).unwrap() {
                blocks.push(block.bytes.to_vec());
            }
            rest = later;
        }
        while let Some(block) = sealer.pad().unwrap() {
            blocks.push(block.bytes.to_vec());
        }
        let key = sealer.finish().unwrap();

        prop_assert!(blocks.len().is_power_of_two());
        prop_assert_eq!(blocks.len() as u64 * BLOCK_LEN as u64, plan.file_len());
        let mut opener = ParcelOpener::new(&key);
        let mut opened = Vec::new();
        for block in &blocks {
            opened.extend_from_slice(opener.push(block).unwrap());
        }
        opener.finish().unwrap();
        prop_assert!(opened.starts_with(&content));
        prop_assert!(opened[len..] == vec![0; opened.len() - len]);
    }

    /// Whatever the bytes, no parser panics, and nothing that is not a letter passes for one.
    #[test]
    fn noise_is_refused(seed in any::<[u8; 32]>()) {
        let noise = noise(LETTER_LEN, &mut StdRng::from_seed(seed));
        prop_assert!(letter::check_form(&noise).is_err());
        prop_assert!(reply::check_form(&noise[..REPLY_LEN]).is_err());
        let identity = Identity::from_seed(&[1; 32]);
        prop_assert_eq!(
            letter::open(&identity, &noise).err(),
            Some(letter::OpenError::NotForUs)
        );
    }
}
