use rand::{Rng as _, SeedableRng as _, rngs::StdRng};

use super::*;
use crate::{age::Identity, limit::BLOCK_LEN, limit::PARCEL_MAX_BLOCKS};

/// Content that fills two blocks but for `spare` bytes.
const TWO_BLOCKS: usize = 522_517;

struct Sealed {
    content: Vec<u8>,
    blocks: Vec<Vec<u8>>,
    addresses: Vec<BlockAddress>,
    key: ParcelKey,
}

/// Seals `len` bytes of content, pushed `step` bytes at a time.
fn a_parcel(len: usize, step: usize) -> Sealed {
    let mut rng = StdRng::seed_from_u64(11);
    let mut content = vec![0; len];
    rng.fill_bytes(&mut content);
    let plan = ParcelPlan::new(len as u64).unwrap();
    let mut sealer = ParcelSealer::new(plan, &mut rng);
    let mut blocks = Vec::new();
    let mut addresses = Vec::new();
    let mut keep = |block: Block<'_>| {
        assert_eq!(block.index as usize, blocks.len());
        blocks.push(block.bytes.to_vec());
        addresses.push(block.address);
    };
    for mut piece in content.chunks(step) {
        while let Some(block) = sealer.push(&mut piece).unwrap() {
            keep(block);
        }
        assert!(piece.is_empty());
    }
    while let Some(block) = sealer.pad().unwrap() {
        keep(block);
    }
    let key = sealer.finish().unwrap();
    Sealed {
        content,
        blocks,
        addresses,
        key,
    }
}

fn open(key: &ParcelKey, blocks: &[Vec<u8>]) -> Result<Vec<u8>, OpenError> {
    let mut opener = ParcelOpener::new(key);
    let mut plaintext = Vec::new();
    for block in blocks {
        plaintext.extend_from_slice(opener.push(block)?);
    }
    opener.finish()?;
    Ok(plaintext)
}

#[test]
fn plan_lengths_add_up() {
    for power in 0..=12 {
        let blocks = 1 << power;
        let max = plan::plaintext_len(blocks);
        let plan = ParcelPlan::new(max).unwrap();
        assert_eq!(plan.blocks(), blocks);
        assert_eq!(plan.plaintext_len(), max);
        assert_eq!(plan.file_len(), u64::from(blocks) * BLOCK_LEN as u64);
        let chunks = max.div_ceil(65_536);
        assert_eq!(1_627 + 16 + max + 16 * chunks, plan.file_len());
        let next = ParcelPlan::new(max + 1).map(|plan| plan.blocks());
        if blocks < PARCEL_MAX_BLOCKS {
            assert_eq!(next, Ok(2 * blocks));
        }
    }
}

#[test]
fn plan_refuses_too_much_with_both_numbers() {
    let error = ParcelPlan::new(MAX_CONTENT_LEN + 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "parcel content is 1073478102 bytes, at most 1073478101"
    );
}

#[test]
fn open_reverses_seal_for_every_length_and_step() {
    for (len, step) in [
        (0, 1),
        (1, 1),
        (65_535, 65_536),
        (65_536, 4_096),
        (65_537, 1_000),
        (260_436, 100_000),
        (260_437, 260_437),
        (260_438, 7_777),
        (TWO_BLOCKS, 300_001),
        (TWO_BLOCKS + 1, 1_000_000),
        (1_000_000, 262_144),
    ] {
        let sealed = a_parcel(len, step);
        let plan = ParcelPlan::new(len as u64).unwrap();
        assert_eq!(sealed.blocks.len(), plan.blocks() as usize, "{len}");
        let mut padded = sealed.content.clone();
        padded.resize(plan.plaintext_len().try_into().unwrap(), 0);
        assert!(open(&sealed.key, &sealed.blocks) == Ok(padded), "{len}");
    }
}

#[test]
fn blocks_do_not_depend_on_the_steps() {
    let small = a_parcel(300_000, 999);
    let large = a_parcel(300_000, 300_000);
    assert!(small.blocks == large.blocks);
    assert_eq!(small.key.sha256(), large.key.sha256());
}

#[test]
fn addresses_are_those_of_the_key() {
    let sealed = a_parcel(TWO_BLOCKS + 1, 50_000);
    assert_eq!(sealed.addresses.len(), 4);
    assert!(sealed.key.addresses().eq(sealed.addresses.iter().copied()));
    let text = sealed.addresses[0].to_string();
    assert_eq!(text.len(), 32);
    assert_eq!(text.parse(), Ok(sealed.addresses[0]));
}

/// HMAC-SHA256 under 32 zero bytes of `bellrope/1 block` ‖ 00000001, computed with Python's hmac.
#[test]
fn address_is_the_documented_derivation() {
    let key = ParcelKey::from_parts(Identity::from_seed(&[1; 32]), &[0; 32], 2, [0; 32]).unwrap();
    let addresses: Vec<String> = key.addresses().map(|a| a.to_string()).collect();
    assert_eq!(
        addresses,
        [
            "fef8337ef977273751559202522db9a8",
            "f3469d989a0ac57073576eb4fb0bfe1f"
        ]
    );
}

#[test]
fn open_refuses_a_flipped_byte_anywhere() {
    let mut sealed = a_parcel(TWO_BLOCKS, 100_000);
    for place in [0, 30, 1_600, 1_626, 1_630, 2_000, 67_180, 262_143] {
        for block in 0..2 {
            sealed.blocks[block][place] ^= 1;
            assert_eq!(
                open(&sealed.key, &sealed.blocks).err(),
                Some(OpenError::Damaged),
                "byte {place} of block {block}"
            );
            sealed.blocks[block][place] ^= 1;
        }
    }
}

#[test]
fn open_refuses_swapped_blocks() {
    let mut sealed = a_parcel(TWO_BLOCKS + 1, 100_000);
    sealed.blocks.swap(1, 2);
    assert_eq!(
        open(&sealed.key, &sealed.blocks).err(),
        Some(OpenError::Damaged)
    );
}

#[test]
fn open_refuses_too_few_and_too_many_blocks() {
    let mut sealed = a_parcel(TWO_BLOCKS, 100_000);
    assert_eq!(
        open(&sealed.key, &sealed.blocks[..1]).err(),
        Some(OpenError::Truncated {
            pushed: 1,
            blocks: 2
        })
    );
    sealed.blocks.push(vec![0; BLOCK_LEN]);
    assert_eq!(
        open(&sealed.key, &sealed.blocks).err(),
        Some(OpenError::TooMany { blocks: 2 })
    );
}

#[test]
fn open_refuses_blocks_of_other_lengths() {
    let sealed = a_parcel(10, 10);
    for len in [0, BLOCK_LEN - 1] {
        assert_eq!(
            open(&sealed.key, &[sealed.blocks[0][..len].to_vec()]).err(),
            Some(OpenError::WrongLength { len })
        );
    }
}

#[test]
fn open_refuses_more_after_damage() {
    let mut sealed = a_parcel(TWO_BLOCKS, 100_000);
    sealed.blocks[0][100_000] ^= 1;
    let mut opener = ParcelOpener::new(&sealed.key);
    for block in &sealed.blocks {
        assert_eq!(opener.push(block), Err(OpenError::Damaged));
    }
    assert_eq!(opener.finish(), Err(OpenError::Damaged));
}

/// A whole file, well sealed, that is not the one the letter named.
#[test]
fn finish_refuses_another_sha256() {
    let sealed = a_parcel(10, 10);
    let key = ParcelKey::from_parts(
        Identity::from_seed(sealed.key.identity().expose_seed()),
        sealed.key.expose_seed(),
        1,
        [0; 32],
    )
    .unwrap();
    let mut opener = ParcelOpener::new(&key);
    assert!(opener.push(&sealed.blocks[0]).is_ok());
    assert_eq!(opener.finish(), Err(OpenError::Damaged));
}

#[test]
fn seal_holds_the_caller_to_the_plan() {
    let mut rng = StdRng::seed_from_u64(12);
    let plan = ParcelPlan::new(10).unwrap();
    let mut sealer = ParcelSealer::new(plan, &mut rng);
    assert_eq!(
        sealer.push(&mut [0; 11].as_slice()).err(),
        Some(SealError::TooMuch { planned: 10 })
    );
    assert!(sealer.push(&mut [0; 4].as_slice()).unwrap().is_none());
    let too_little = SealError::TooLittle {
        len: 4,
        planned: 10,
    };
    assert_eq!(sealer.pad().err(), Some(too_little));
    assert!(sealer.push(&mut [0; 6].as_slice()).unwrap().is_none());
    assert_eq!(
        sealer.finish().err(),
        Some(SealError::Unfinished {
            taken: 0,
            blocks: 1
        })
    );
}

#[test]
fn finish_refuses_too_little_content() {
    let plan = ParcelPlan::new(10).unwrap();
    let sealer = ParcelSealer::new(plan, &mut StdRng::seed_from_u64(13));
    assert_eq!(
        sealer.finish().err(),
        Some(SealError::TooLittle {
            len: 0,
            planned: 10
        })
    );
}

#[test]
fn key_refuses_other_numbers_of_blocks() {
    for blocks in [0, 3, 4_095, 8_192, u32::MAX] {
        let key = ParcelKey::from_parts(Identity::from_seed(&[1; 32]), &[0; 32], blocks, [0; 32]);
        assert_eq!(key.err(), Some(KeyError::Blocks { blocks }));
    }
}

#[test]
fn debug_prints_no_secret() {
    let sealed = a_parcel(1, 1);
    assert_eq!(format!("{:?}", sealed.key), "ParcelKey { .. }");
    assert_eq!(
        format!("{:?}", ParcelOpener::new(&sealed.key)),
        "ParcelOpener { .. }"
    );
    let plan = ParcelPlan::new(1).unwrap();
    let sealer = ParcelSealer::new(plan, &mut StdRng::seed_from_u64(14));
    assert_eq!(format!("{sealer:?}"), "ParcelSealer { .. }");
}
