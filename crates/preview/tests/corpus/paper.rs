//! PDF files, put together by hand.

use std::io::Write as _;

/// A file of these objects, the first of them the catalogue, numbered from 1.
pub(crate) fn of_objects(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).as_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    file.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    file
}

pub(crate) fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// One page for each text.
pub(crate) fn pdf(texts: &[&str]) -> Vec<u8> {
    with("", "/MediaBox[0 0 595 842]", texts, &[])
}

/// Pages with something more in the catalogue and in each page, and more objects at the end: the first
/// of those has the number 4 + 2 × pages.
pub(crate) fn with(catalogue: &str, page: &str, texts: &[&str], more: &[Vec<u8>]) -> Vec<u8> {
    let kids: Vec<String> = (0..texts.len())
        .map(|index| format!("{} 0 R", 4 + 2 * index))
        .collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>").into_bytes(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            texts.len(),
            kids.join(" ")
        )
        .into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ];
    for (index, text) in texts.iter().enumerate() {
        let content = 5 + 2 * index;
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {content} 0 R{page}>>")
                .into_bytes(),
        );
        objects.push(stream(
            "",
            format!("BT /F 48 Tf 60 400 Td ({text}) Tj ET").as_bytes(),
        ));
    }
    objects.extend(more.iter().cloned());
    of_objects(&objects)
}

/// A page whose content unpacks to `len` bytes of white space.
pub(crate) fn packed_bomb(len: usize) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let piece = vec![b' '; 1 << 20];
    for _ in 0..len >> 20 {
        packed.write_all(&piece).unwrap();
    }
    let content = stream("/Filter/FlateDecode", &packed.finish().unwrap());
    one_page("", &content)
}

/// A page with this content, an object of its own.
pub(crate) fn one_page(resources: &str, content: &[u8]) -> Vec<u8> {
    of_objects(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<{resources}>>>>")
            .into_bytes(),
        content.to_vec(),
    ])
}

/// A drawing that draws itself, twice.
pub(crate) fn recursive() -> Vec<u8> {
    let form = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</X 5 0 R>>>>",
        b"/X Do /X Do 0 0 9 9 re f",
    );
    of_objects(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R 2 0 R]>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>".to_vec(),
        stream("", b"/X Do"),
        form,
    ])
}

/// Drawings of which each draws the next one twice: two to the power of `levels` in all.
pub(crate) fn doubling(levels: usize) -> Vec<u8> {
    let resources = |next: usize| format!("/Resources<</XObject<</X {next} 0 R>>>>");
    let form = |index: usize| {
        let head = "/Type/XObject/Subtype/Form/BBox[0 0 200 200]";
        stream(&format!("{head}{}", resources(index + 1)), b"/X Do /X Do")
    };
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R{}>>",
            resources(5)
        )
        .into_bytes(),
        stream("", b"/X Do"),
    ];
    objects.extend((5..5 + levels).map(form));
    objects.push(stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 1 1]",
        b"0 0 9 9 re f",
    ));
    of_objects(&objects)
}
