//! CRC-32 of PNG chunks and zip entries (ISO 3309, polynomial 0xEDB88320, reflected).

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let (mut byte, mut place) = (0u32, 0usize);
    while place < 256 {
        let mut value = byte;
        let mut bit = 0;
        while bit < 8 {
            let odd = value & 1 == 1;
            value >>= 1;
            if odd {
                value ^= 0xedb8_8320;
            }
            bit += 1;
        }
        table[place] = value;
        byte += 1;
        place += 1;
    }
    table
}

/// Computes the sum over several pieces, as if they were one.
pub(crate) fn crc32(pieces: &[&[u8]]) -> u32 {
    let bytes = pieces.iter().copied().flatten();
    !bytes.fold(!0, |sum, &byte| {
        TABLE[usize::from(sum.to_le_bytes()[0] ^ byte)] ^ (sum >> 8)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn crc32_matches_the_check_value() {
        assert_eq!(super::crc32(&[b"1234", b"56789"]), 0xcbf4_3926);
    }
}
