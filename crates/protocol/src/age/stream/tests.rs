use rand::{SeedableRng as _, rngs::StdRng};

use super::*;

fn a_pair() -> (Encryptor, Decryptor) {
    let file_key = FileKey::from_bytes(&[3; 16]);
    let (encryptor, nonce) = Encryptor::begin(&file_key, &mut StdRng::seed_from_u64(1));
    (encryptor, Decryptor::new(&file_key, &nonce))
}

#[test]
fn open_reverses_seal() {
    let (mut encryptor, mut decryptor) = a_pair();
    for (len, position) in [
        (CHUNK_LEN, Position::Inner),
        (CHUNK_LEN, Position::Inner),
        (5, Position::Last),
    ] {
        let mut chunk = vec![0x42; len];
        let tag = encryptor.seal(&mut chunk, position).unwrap();
        assert_ne!(chunk[..5], [0x42; 5]);
        decryptor.open(&mut chunk, &tag, position).unwrap();
        assert!(chunk.iter().all(|byte| *byte == 0x42));
    }
}

#[test]
fn open_refuses_moved_chunks() {
    let (mut encryptor, mut decryptor) = a_pair();
    let mut first = vec![1; CHUNK_LEN];
    let mut second = vec![2; CHUNK_LEN];
    encryptor.seal(&mut first, Position::Inner).unwrap();
    let tag = encryptor.seal(&mut second, Position::Inner).unwrap();
    assert_eq!(
        decryptor.open(&mut second, &tag, Position::Inner),
        Err(OpenError::Damaged)
    );
}

#[test]
fn open_refuses_an_inner_chunk_as_the_last() {
    let (mut encryptor, mut decryptor) = a_pair();
    let mut chunk = vec![1; CHUNK_LEN];
    let tag = encryptor.seal(&mut chunk, Position::Inner).unwrap();
    assert_eq!(
        decryptor.open(&mut chunk, &tag, Position::Last),
        Err(OpenError::Damaged)
    );
}

#[test]
fn empty_chunk_is_the_only_one() {
    let (mut encryptor, mut decryptor) = a_pair();
    let tag = encryptor.seal(&mut [], Position::Last).unwrap();
    assert_eq!(decryptor.open(&mut [], &tag, Position::Last), Ok(()));

    let (mut encryptor, _) = a_pair();
    let mut chunk = vec![1; CHUNK_LEN];
    encryptor.seal(&mut chunk, Position::Inner).unwrap();
    assert_eq!(
        encryptor.seal(&mut [], Position::Last),
        Err(ChunkRule::Last { len: 0 })
    );
}

#[test]
fn seal_refuses_broken_rules() {
    let (mut encryptor, _) = a_pair();
    let mut long = vec![0; CHUNK_LEN + 1];
    for len in [0, 1, CHUNK_LEN - 1, CHUNK_LEN + 1] {
        assert_eq!(
            encryptor.seal(&mut long[..len], Position::Inner),
            Err(ChunkRule::Inner { len })
        );
    }
    let len = long.len();
    assert_eq!(
        encryptor.seal(&mut long, Position::Last),
        Err(ChunkRule::Last { len })
    );
    encryptor.seal(&mut [1], Position::Last).unwrap();
    assert_eq!(
        encryptor.seal(&mut [1], Position::Last),
        Err(ChunkRule::AfterLast)
    );
}

#[test]
fn debug_prints_no_key() {
    let (encryptor, decryptor) = a_pair();
    assert_eq!(format!("{encryptor:?}"), "Encryptor { .. }");
    assert_eq!(format!("{decryptor:?}"), "Decryptor { .. }");
}
