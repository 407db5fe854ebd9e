//! PDF files: one with two versions and everything in it, one with packed objects.

use super::picture;

const TEXT: &str = "BT /F1 12 Tf 20 100 Td (Dit blijft) Tj ET";

struct Writer {
    out: Vec<u8>,
    places: Vec<(usize, usize)>,
}

impl Writer {
    fn new() -> Self {
        Self {
            out: b"%PDF-1.6\n% made by Jansen\n".to_vec(),
            places: Vec::new(),
        }
    }

    fn object(&mut self, number: usize, body: &str) {
        self.places.push((number, self.out.len()));
        self.out
            .extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
    }

    fn stream(&mut self, number: usize, entries: &str, bytes: &[u8]) {
        self.places.push((number, self.out.len()));
        let head = format!(
            "{number} 0 obj\n<<{entries}/Length {}>>\nstream\n",
            bytes.len()
        );
        self.out.extend(head.bytes());
        self.out.extend(bytes);
        self.out.extend(b"\nendstream\nendobj\n");
    }

    fn table(&mut self, size: usize, trailer: &str) -> usize {
        let start = self.out.len();
        self.out.extend(b"xref\n");
        for (number, place) in std::mem::take(&mut self.places) {
            self.out
                .extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
        }
        let text = format!("trailer\n<</Size {size}{trailer}>>\nstartxref\n{start}\n%%EOF\n");
        self.out.extend(text.bytes());
        start
    }
}

fn pages(writer: &mut Writer) {
    writer.object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    writer.object(
        3,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/LastModified(D:20261123)\
         /PieceInfo<</Secretoffice<</Private(Jansen)>>>>/Contents 4 0 R/Annots[7 0 R 8 0 R]/Resources\
         <</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>/ColorSpace<</C[/ICCBased 9 0 R]>>>>>>",
    );
    writer.stream(4, "", TEXT.as_bytes());
    writer.object(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    let image = "/Type/XObject/Subtype/Image/Width 24/Height 16/BitsPerComponent 8\
                 /ColorSpace/DeviceRGB/Filter/DCTDecode/Metadata 10 0 R";
    writer.stream(6, image, &picture::jpeg());
    writer.object(
        7,
        "<</Type/Annot/Subtype/Text/Rect[9 9 30 30]/T(Jan Jansen)/M(D:20261123101500)/NM(SN0815)\
         /Contents(Let op)>>",
    );
    writer.object(
        8,
        "<</Type/Annot/Subtype/FileAttachment/Rect[9 9 30 30]/FS<</Type/Filespec/F(jjansen.doc)\
         /EF<</F 11 0 R>>>>>>",
    );
    writer.stream(9, "/N 3/Alternate/DeviceRGB", &picture::icc());
    writer.stream(10, "/Type/Metadata/Subtype/XML", picture::XMP.as_bytes());
    writer.stream(11, "/Type/EmbeddedFile", b"inside: Jansen");
}

/// Two versions, properties, XMP, a comment, an attachment, programs, private data, a photo.
pub(crate) fn pdf() -> Vec<u8> {
    let mut writer = Writer::new();
    writer.object(
        1,
        "<</Type/Catalog/Pages 2 0 R/Metadata 10 0 R/OpenAction<</S/JavaScript/JS(Jansen)>>\
         /Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(jjansen.doc)/EF<</F 11 0 R>>>>]>>>>\
         /AcroForm<</Fields[13 0 R]>>/Lang(nl)>>",
    );
    pages(&mut writer);
    writer.object(
        12,
        "<</Author(Jan Jansen)/Producer(Secretoffice)/Title<FEFF004A0061006E00730065006E>>>",
    );
    writer.object(
        13,
        "<</FT/Sig/T(veld)/Subtype/Widget/Rect[0 0 0 0]/V<</Type/Sig/Name(Jan Jansen)\
         /ByteRange[0 1 2 3]/Contents<00>>>>>",
    );
    let first = writer.table(14, "/Root 1 0 R/Info 12 0 R/ID[<0815><0815>]");
    writer.object(
        12,
        "<</Author(J. Jansen)/CreationDate(D:20261123101500)/Company(Jansen)>>",
    );
    writer.table(
        14,
        &format!("/Root 1 0 R/Info 12 0 R/Prev {first}/ID[<0815><0816>]"),
    );
    writer.out
}

/// Objects in a packed stream, and a cross-reference that is a stream with a predictor.
pub(crate) fn pdf_packed() -> Vec<u8> {
    let mut writer = Writer::new();
    let packed = [
        "<</Type/Catalog/Pages 2 0 R/PieceInfo<</A(Jansen)>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>>>",
        "<</Author(Jan Jansen)/Producer(Secretoffice)>>",
    ];
    let (mut list, mut bodies) = (String::new(), String::new());
    for (number, body) in [1, 2, 3, 7].into_iter().zip(packed) {
        list += &format!("{number} {} ", bodies.len());
        bodies += body;
        bodies += " ";
    }
    let entries = format!("/Type/ObjStm/N 4/First {}/Filter/FlateDecode", list.len());
    let zlib = |bytes: &[u8]| miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6);
    writer.stream(5, &entries, &zlib((list + &bodies).as_bytes()));
    writer.stream(4, "/Filter/FlateDecode", &zlib(TEXT.as_bytes()));
    let (pack, text) = (writer.places[0].1, writer.places[1].1);
    let start = writer.out.len();
    let place = |kind: u8, place: usize, index: u8| {
        let [.., high, low] = place.to_be_bytes();
        [kind, high, low, index]
    };
    let rows = [
        place(0, 0, 0),
        place(2, 5, 0),
        place(2, 5, 1),
        place(2, 5, 2),
        place(1, text, 0),
        place(1, pack, 0),
        place(1, start, 0),
        place(2, 5, 3),
    ];
    let (mut predicted, mut above) = (Vec::new(), [0u8; 4]);
    for row in rows {
        predicted.push(2);
        predicted.extend(
            row.iter()
                .zip(above)
                .map(|(byte, up)| byte.wrapping_sub(up)),
        );
        above = row;
    }
    let entries = "/Type/XRef/Size 8/W[1 2 1]/Root 1 0 R/Info 7 0 R/ID[<4A616E73656E><01>]/Filter/FlateDecode\
                   /DecodeParms<</Predictor 12/Columns 4>>";
    writer.stream(6, entries, &zlib(&predicted));
    writer
        .out
        .extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    writer.out
}
