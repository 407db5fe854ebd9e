//! ISO base media files, put together box by box.

use super::picture::{XMP, exif, icc};

fn atom(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let len = u32::try_from(body.len() + 8).unwrap();
    [&len.to_be_bytes(), &name[..], body].concat()
}

fn full(name: &[u8; 4], version: u8, body: &[u8]) -> Vec<u8> {
    atom(name, &[&[version, 0, 0, 0], body].concat())
}

fn hdlr(kind: &[u8; 4], name: &str) -> Vec<u8> {
    full(
        b"hdlr",
        0,
        &[
            b"\0\0\0\0",
            &kind[..],
            b"appl\0\0\0\0\0\0\0\0",
            name.as_bytes(),
            b"\0",
        ]
        .concat(),
    )
}

fn longs(values: &[u32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_be_bytes())
        .collect()
}

/// Seconds from 1904 to some day of 2026.
const WHEN: u32 = 3_878_000_000;

/// What the tracks of [`mp4`] store: two samples of film and one of places.
pub(crate) const SAMPLES: [&[u8]; 3] = [b"first frame.", b"second frame", b"+52.09 Jansen"];
/// What stands in the media data and belongs to no track.
const LOST: &[u8] = b"lost Jansen";

fn track(id: u32, kind: &[u8; 4], entry: &[u8], chunks: &[u32], sizes: &[u32]) -> Vec<u8> {
    let count = u32::try_from(chunks.len()).unwrap();
    let tkhd = [longs(&[WHEN, WHEN, id, 0, 10]), vec![0; 60]].concat();
    let mdhd = [longs(&[WHEN, WHEN, 600, 10]), vec![0x55, 0xc4, 0, 0]].concat();
    let table = [
        full(b"stsd", 0, &[longs(&[1]), entry.to_vec()].concat()),
        full(b"stts", 0, &longs(&[1, count, 5])),
        full(b"stsc", 0, &longs(&[1, 1, 1, 1])),
        full(b"stsz", 0, &[longs(&[0, count]), longs(sizes)].concat()),
        full(b"stco", 0, &[longs(&[count]), longs(chunks)].concat()),
    ]
    .concat();
    let dref = full(b"dref", 0, &[longs(&[1]), full(b"url ", 0, b"")].concat());
    let dref = {
        let mut dref = dref;
        let last = dref.len() - 1;
        dref[last] = 1;
        dref
    };
    let minf = [
        full(b"vmhd", 0, &[0; 8]),
        atom(b"dinf", &dref),
        atom(b"stbl", &table),
    ]
    .concat();
    let mdia = [
        full(b"mdhd", 0, &mdhd),
        hdlr(kind, "Jansen handler"),
        atom(b"minf", &minf),
    ]
    .concat();
    let udta = atom(b"udta", &atom(b"name", b"track of Jansen"));
    atom(
        b"trak",
        &[full(b"tkhd", 0, &tkhd), atom(b"mdia", &mdia), udta].concat(),
    )
}

/// A film with a place, a phone, times, names, XMP, and a track of places.
pub(crate) fn mp4() -> Vec<u8> {
    let ftyp = atom(b"ftyp", b"isom\0\0\x02\0isomiso2");
    let payload = [SAMPLES[0], LOST, SAMPLES[1], SAMPLES[2]].concat();
    let mdat = atom(b"mdat", &payload);
    let start = u32::try_from(ftyp.len() + 8).unwrap();
    let video = [
        &[0; 6][..],
        &[0, 1],
        &[0; 4],
        b"Jans",
        &[0; 8],
        &[0, 24, 0, 16],
        &[0, 72, 0, 0, 0, 72, 0, 0],
        &[0; 4],
        &[0, 1],
        b"\x0bSecretoffice",
        &[0; 20 - 1],
        &[0, 24, 0xff, 0xff],
    ]
    .concat();
    let video = atom(b"mp4v", &video[..78]);
    let place = atom(b"mett", &[0; 8]);
    let user = [
        atom(b"\xa9xyz", b"\0\x11\x15\xc7+52.0900+004.3100/"),
        atom(b"\xa9mak", b"\0\x05\x15\xc7Canon"),
        atom(b"\xa9ART", b"\0\x0a\x15\xc7Jan Jansen"),
    ]
    .concat();
    let moov = [
        full(
            b"mvhd",
            0,
            &[
                longs(&[WHEN, WHEN, 600, 10, 0x10000]),
                vec![1, 0],
                vec![0; 70],
                longs(&[3]),
            ]
            .concat(),
        ),
        track(1, b"vide", &video, &[start, start + 23], &[12, 12]),
        track(2, b"meta", &place, &[start + 35], &[13]),
        atom(b"udta", &user),
    ]
    .concat();
    let adobe = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
    [
        ftyp,
        mdat,
        atom(b"moov", &moov),
        atom(b"uuid", &[&adobe[..], XMP.as_bytes()].concat()),
        atom(b"free", b"encoded by Jansen"),
        b"trailer of Jansen".to_vec(),
    ]
    .concat()
}

/// The picture data of [`heic`], which is not decoded in tests.
pub(crate) const PICTURE: &[u8] = b"coded picture";

/// A HEIC with Exif, XMP, a thumbnail and a profile.
pub(crate) fn heic() -> Vec<u8> {
    let infe =
        |id: u8, kind: &[u8], name: &[u8]| full(b"infe", 2, &[&[0, id, 0, 0], kind, name].concat());
    let iinf = [
        &[0, 4][..],
        &infe(1, b"hvc1", b"IMG of Jansen\0"),
        &infe(2, b"Exif", b"\0"),
        &infe(3, b"mime", b"\0application/rdf+xml\0"),
        &infe(4, b"hvc1", b"\0"),
    ]
    .concat();
    let exif = [&[0; 4][..], &exif(6)].concat();
    let parts = [PICTURE, &exif, XMP.as_bytes(), b"thumb of Jansen"];
    let hvcc =
        [&b"\x01\x01\x60\0\0\0\x90\0\0\0\0\0\x5d\xf0\0\xfc\xfd\xf8\xf8\0\0\x0f\0"[..]].concat();
    let colr = [&b"prof"[..], &icc()].concat();
    let ipco = [
        atom(b"hvcC", &hvcc),
        full(b"ispe", 0, &longs(&[24, 16])),
        atom(b"colr", &colr),
        full(b"udes", 0, b"nl\0Jansen\0Jan Jansen\0\0"),
    ]
    .concat();
    let ipma = full(
        b"ipma",
        0,
        &[
            &longs(&[2])[..],
            &[0, 1, 4, 0x81, 2, 3, 4],
            &[0, 4, 2, 0x81, 2],
        ]
        .concat(),
    );
    let iref = [
        atom(b"cdsc", &[0, 2, 0, 1, 0, 1]),
        atom(b"cdsc", &[0, 3, 0, 1, 0, 1]),
        atom(b"thmb", &[0, 4, 0, 1, 0, 1]),
    ]
    .concat();
    let ftyp = atom(b"ftyp", b"heic\0\0\0\0mif1heic");
    let build = |start: u32| {
        let mut iloc = vec![0x44, 0, 0, 4];
        let mut at = start;
        for (id, part) in (1..).zip(parts) {
            let len = u32::try_from(part.len()).unwrap();
            iloc.extend([0, id, 0, 0, 0, 1]);
            iloc.extend(longs(&[at, len]));
            at += len;
        }
        let meta = [
            hdlr(b"pict", "Jansen"),
            full(b"pitm", 0, &[0, 1]),
            full(b"iinf", 0, &iinf),
            full(b"iref", 0, &iref),
            atom(b"iprp", &[atom(b"ipco", &ipco), ipma.clone()].concat()),
            full(b"iloc", 0, &iloc),
        ];
        [ftyp.clone(), full(b"meta", 0, &meta.concat())].concat()
    };
    let start = u32::try_from(build(0).len() + 8).unwrap();
    [
        build(start),
        atom(b"mdat", &parts.concat()),
        atom(b"mpvd", b"film of Jansen"),
    ]
    .concat()
}
