//! Blocks of a parcel, as whoever stores them may change them.

/// Two blocks: changed, swapped, repeated, left out, or none at all.
pub(crate) mod parcel {
    use bellrope_protocol::limit::BLOCK_LEN;
    use bellrope_protocol::parcel::{OpenError, ParcelKey, ParcelOpener, ParcelPlan, ParcelSealer};
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    use crate::Run;
    use crate::input::{byte, changed};

    /// Length of the content, in bytes: more than a block.
    const LEN: usize = 300_000;

    pub(crate) fn start() -> Run {
        let (key, good) = a_parcel();
        let mut file = good.clone();
        let plain = content();
        Box::new(move |data| {
            if ParcelOpener::new(&key).push(data).is_ok() {
                assert_eq!(data.len(), BLOCK_LEN);
            }
            let mut data = data;
            let order = byte(&mut data);
            changed(data, &mut file);
            let (first, second) = file.split_at(BLOCK_LEN);
            let pushed: Vec<&[u8]> = match order % 6 {
                1 => vec![second, first],
                2 => vec![first, first],
                3 => vec![first],
                4 => vec![first, second, second],
                5 => vec![&first[..BLOCK_LEN - 1], second],
                _ => vec![first, second],
            };
            let is_whole = order.is_multiple_of(6) && file == good;
            assert_eq!(open(&key, &pushed, &plain).is_ok(), is_whole);
            // The same changes again undo them.
            changed(data, &mut file);
        })
    }

    /// Opens a parcel; checks that every byte that came out is one that was sealed, or padding.
    fn open(key: &ParcelKey, blocks: &[&[u8]], plain: &[u8]) -> Result<(), OpenError> {
        let mut opener = ParcelOpener::new(key);
        let mut rest = plain;
        for block in blocks {
            let opened = opener.push(block)?;
            let (now, later) = rest.split_at(opened.len().min(rest.len()));
            assert!(opened.starts_with(now));
            assert!(opened[now.len()..].iter().all(|byte| *byte == 0));
            rest = later;
        }
        opener.finish()
    }

    fn content() -> Vec<u8> {
        (0..=250).cycle().take(LEN).collect()
    }

    fn a_parcel() -> (ParcelKey, Vec<u8>) {
        let content = content();
        let plan = ParcelPlan::new(LEN as u64).expect("it fits");
        let mut sealer = ParcelSealer::new(plan, &mut StdRng::seed_from_u64(1));
        let mut file = Vec::new();
        let mut rest = content.as_slice();
        while let Some(block) = sealer.push(&mut rest).expect("as planned") {
            file.extend_from_slice(block.bytes);
        }
        while let Some(block) = sealer.pad().expect("all was pushed") {
            file.extend_from_slice(block.bytes);
        }
        (sealer.finish().expect("all was given"), file)
    }

    pub(crate) fn samples() -> Vec<Vec<u8>> {
        let mut samples: Vec<Vec<u8>> = (0..6).map(|order| vec![order]).collect();
        for place in [
            0u32, 30, 1_600, 1_627, 1_643, 67_180, 262_143, 262_144, 524_287,
        ] {
            let [_, a, b, c] = place.to_be_bytes();
            samples.push(vec![0, a, b, c, 1]);
        }
        samples
    }
}
