//! Pictures with Exif, XMP, IPTC, comments, text and something behind their end.

const WIDTH: u32 = 24;
const HEIGHT: u32 = 16;
const PICTURE: &[u8] = include_bytes!("picture.jpg");

pub(crate) const XMP: &str = "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/' \
    x:xmptk='Secretoffice'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
    <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' \
    xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:CreatorTool='Secretoffice 3'>\
    <dc:creator><rdf:Seq><rdf:li>Jan Jansen</rdf:li></rdf:Seq></dc:creator>\
    <dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>Jansen &amp; co</rdf:li></rdf:Alt></dc:rights>\
    </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";

/// An Exif block with maker, model, artist, serial number, place, thumbnail, orientation.
pub(crate) fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = Tiff::default();
    let gps = [
        tiff.text(1, "N"),
        tiff.degrees(2, [52, 5, 24]),
        tiff.text(3, "E"),
        tiff.degrees(4, [4, 18, 36]),
    ];
    let gps = tiff.directory(&gps, 0);
    let camera = [
        tiff.text(0x9003, "2026:11:23 10:15:00"),
        tiff.text(0xa430, "J. Jansen"),
        tiff.text(0xa431, "SN0815"),
    ];
    let camera = tiff.directory(&camera, 0);
    let thumbnail = [
        Tiff::short(0x0103, 6),
        Tiff::long(0x0201, 26),
        Tiff::long(0x0202, 8),
    ];
    let thumbnail = tiff.directory(&thumbnail, 0);
    let first = [
        tiff.text(0x010f, "Canon"),
        tiff.text(0x0110, "Canon EOS 5D"),
        Tiff::short(0x0112, orientation),
        tiff.text(0x0131, "Secretoffice"),
        tiff.text(0x013b, "Jan Jansen"),
        Tiff::long(0x8769, camera),
        Tiff::long(0x8825, gps),
    ];
    let first = tiff.directory(&first, thumbnail);
    let mut block = b"II*\0".to_vec();
    block.extend((8 + first).to_le_bytes());
    // Offsets in the directories count from the header, which these 8 bytes are.
    block.extend(tiff.bytes);
    block
}

#[derive(Default)]
struct Tiff {
    bytes: Vec<u8>,
}

impl Tiff {
    fn entry(tag: u16, form: u16, count: u32, value: [u8; 4]) -> [u8; 12] {
        let mut entry = [0; 12];
        entry[..2].copy_from_slice(&tag.to_le_bytes());
        entry[2..4].copy_from_slice(&form.to_le_bytes());
        entry[4..8].copy_from_slice(&count.to_le_bytes());
        entry[8..].copy_from_slice(&value);
        entry
    }

    fn place(&mut self, bytes: &[u8]) -> u32 {
        let at = u32::try_from(self.bytes.len()).unwrap();
        self.bytes.extend(bytes);
        at
    }

    fn text(&mut self, tag: u16, text: &str) -> [u8; 12] {
        let bytes = [text.as_bytes(), b"\0"].concat();
        let count = u32::try_from(bytes.len()).unwrap();
        if bytes.len() <= 4 {
            let mut value = [0; 4];
            value[..bytes.len()].copy_from_slice(&bytes);
            return Self::entry(tag, 2, count, value);
        }
        let at = self.place(&bytes) + 8;
        Self::entry(tag, 2, count, at.to_le_bytes())
    }

    fn degrees(&mut self, tag: u16, parts: [u32; 3]) -> [u8; 12] {
        let bytes: Vec<u8> = parts
            .iter()
            .flat_map(|part| [part.to_le_bytes(), 1u32.to_le_bytes()].concat())
            .collect();
        let at = self.place(&bytes) + 8;
        Self::entry(tag, 5, 3, at.to_le_bytes())
    }

    fn short(tag: u16, value: u16) -> [u8; 12] {
        let [low, high] = value.to_le_bytes();
        Self::entry(tag, 3, 1, [low, high, 0, 0])
    }

    /// A number, or the place of a directory as `directory` returned it.
    fn long(tag: u16, value: u32) -> [u8; 12] {
        let value = if matches!(tag, 0x8769 | 0x8825) {
            value + 8
        } else {
            value
        };
        Self::entry(tag, 4, 1, value.to_le_bytes())
    }

    fn directory(&mut self, entries: &[[u8; 12]], next: u32) -> u32 {
        let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
        let next = if next == 0 { 0 } else { next + 8 };
        let bytes = [&count[..], &entries.concat(), &next.to_le_bytes()].concat();
        self.place(&bytes)
    }
}

fn segment(marker: u8, value: &[u8]) -> Vec<u8> {
    let len = u16::try_from(value.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &len, value].concat()
}

/// A JPEG that lies on its side.
pub(crate) fn jpeg() -> Vec<u8> {
    let iptc = [
        &b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0f\x1c\x02\x50\0\x0aJan Jansen\0"[..],
        b"8BIM\x04\x0c\0\0\0\0\0\x02xy",
    ]
    .concat();
    let profile = [&b"ICC_PROFILE\0\x01\x01"[..], &icc()].concat();
    [
        &PICTURE[..20],
        &segment(0xe0, b"JFXX\0\x10thumbnail"),
        &segment(0xe1, &[b"Exif\0\0", &exif(6)[..]].concat()),
        &segment(
            0xe1,
            &[b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat(),
        ),
        &segment(0xe2, &profile),
        &segment(0xe2, b"MPF\0II*\0"),
        &segment(0xed, &iptc),
        &segment(0xfe, b"for Jan Jansen"),
        &PICTURE[20..],
        b"\0\0\0\x08ftyp film of Jansen",
    ]
    .concat()
}

/// The same picture with nothing but itself.
pub(crate) fn plain_jpeg() -> Vec<u8> {
    PICTURE.to_vec()
}

/// A profile whose description names its maker's screen.
pub(crate) fn icc() -> Vec<u8> {
    let words = b"Jansen screen\0";
    let mut profile = vec![0; 128];
    profile[16..20].copy_from_slice(b"RGB ");
    profile[36..40].copy_from_slice(b"acsp");
    profile.extend(1u32.to_be_bytes());
    profile.extend(b"desc\0\0\0\x90\0\0\0\x1a");
    profile.extend(b"desc\0\0\0\0\0\0\0\x0e");
    profile.extend(words);
    let len = u32::try_from(profile.len()).unwrap();
    profile[..4].copy_from_slice(&len.to_be_bytes());
    profile
}

pub(crate) fn pixels() -> Vec<u8> {
    (0..HEIGHT)
        .flat_map(|y| (0..WIDTH).flat_map(move |x| [x * 10 % 256, y * 15 % 256, x * y % 256]))
        .map(|value| u8::try_from(value).unwrap())
        .collect()
}

/// A PNG with text in all three forms, a time, Exif, a profile, and something behind its end.
pub(crate) fn png() -> Vec<u8> {
    let mut file = Vec::new();
    let mut header = png::Info::with_size(WIDTH, HEIGHT);
    header.color_type = png::ColorType::Rgb;
    header.exif_metadata = Some(exif(1).into());
    header.icc_profile = Some(icc().into());
    let mut encoder = png::Encoder::with_info(&mut file, header).unwrap();
    encoder
        .add_text_chunk("Author".into(), "Jan Jansen".into())
        .unwrap();
    encoder
        .add_ztxt_chunk("Software".into(), "Secretoffice".repeat(20))
        .unwrap();
    encoder
        .add_itxt_chunk("XML:com.adobe.xmp".into(), XMP.into())
        .unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_chunk(
            png::chunk::ChunkType(*b"tIME"),
            &[7, 234, 11, 23, 10, 15, 0],
        )
        .unwrap();
    writer
        .write_chunk(png::chunk::ChunkType(*b"prVt"), b"Jansen")
        .unwrap();
    writer.write_image_data(&pixels()).unwrap();
    writer.finish().unwrap();
    file.extend(b"\x89PNG of Jansen, uncropped");
    file
}

/// A WebP with Exif, XMP and a profile.
pub(crate) fn webp() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = image_webp::WebPEncoder::new(&mut file);
    encoder.set_exif_metadata(exif(1));
    encoder.set_xmp_metadata(XMP.as_bytes().to_vec());
    encoder.set_icc_profile(icc());
    encoder
        .encode(&pixels(), WIDTH, HEIGHT, image_webp::ColorType::Rgb8)
        .unwrap();
    file
}

/// Decodes a picture.
pub(crate) fn decoded(file: &[u8]) -> Vec<u8> {
    if file.starts_with(b"\xff\xd8") {
        return jpeg_decoder::Decoder::new(file).decode().unwrap();
    }
    if file.starts_with(b"RIFF") {
        let mut decoder = image_webp::WebPDecoder::new(std::io::Cursor::new(file)).unwrap();
        let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
        decoder.read_image(&mut pixels).unwrap();
        return pixels;
    }
    let mut reader = png::Decoder::new(std::io::Cursor::new(file))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    pixels
}
