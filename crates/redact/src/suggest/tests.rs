use super::*;

fn found(text: &str, sort: Sort) -> Vec<&str> {
    let all = suggest(text, &Mask::built_in());
    let of_sort = all.iter().filter(|it| it.sort == sort);
    of_sort.map(|it| &text[it.range()]).collect()
}

#[test]
fn addresses_are_found_without_what_stands_around_them() {
    let text = "Mail (j.de-vries@mindef.nl). Of p.jansen [at] example.org; niet @ niets of a@b.";
    assert_eq!(
        found(text, Sort::Email),
        ["j.de-vries@mindef.nl", "p.jansen [at] example.org"]
    );
}

#[test]
fn phone_numbers_are_found_as_people_write_them() {
    for number in [
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "+31 6 12345678",
        "+31 (0)6 1234 5678",
        "0031612345678",
        "070-3181200",
        "(070) 318 12 00",
        "0318-123456",
        "0900 1234",
        "+31(0)70 318 12 00",
    ] {
        let text = format!("Bel {number} vandaag.");
        assert_eq!(found(&text, Sort::Phone), [number], "{text}");
    }
    assert_eq!(found("tst. 54321", Sort::Phone), ["54321"]);
    for other in [
        "01-02-2024",
        "NL91ABNA0417164300",
        "€ 06123456",
        "0417,50",
        "zaak 4821-0937",
        "1234567890",
    ] {
        assert!(found(other, Sort::Phone).is_empty(), "{other}");
    }
}

#[test]
fn eleven_test_tells_numbers_from_others() {
    assert!(passes_eleven_test(&[1, 1, 1, 2, 2, 2, 3, 3, 3]));
    assert!(passes_eleven_test(&[1, 2, 3, 4, 5, 6, 7, 8, 2]));
    assert!(!passes_eleven_test(&[1, 2, 3, 4, 5, 6, 7, 8, 9]));
    assert!(!passes_eleven_test(&[0; 9]));
    assert!(!passes_eleven_test(&[99, 0, 0, 0, 0, 0, 0, 0, 0]));
    assert_eq!(
        found("BSN 1112.22.333 en order 123456789", Sort::Bsn),
        ["1112.22.333"]
    );
    // Named as one, it is one, mistyped or not.
    assert_eq!(
        found("burgerservicenummer: 123456789", Sort::Bsn),
        ["123456789"]
    );
}

#[test]
fn staff_numbers_follow_the_masks_of_the_desk() {
    assert_eq!(
        found("nr 71.04.23.118 weg", Sort::StaffNumber),
        ["71.04.23.118"]
    );
    assert_eq!(
        found("personeelsnummer: 0041772", Sort::StaffNumber),
        ["0041772"]
    );
    let masks = [Mask::parse("P-#####").unwrap()];
    let text = "p-12345, P-123456 en XP-12345";
    let found = suggest(text, &masks);
    let found: Vec<&str> = found.iter().map(|it| &text[it.range()]).collect();
    assert_eq!(found, ["p-12345"]);
    for bad in ["", "####", "\n#####"] {
        assert_eq!(Mask::parse(bad).is_ok(), bad == "\n#####", "{bad:?}");
    }
}

#[test]
fn ranks_are_found_with_their_unit_only() {
    let text = "De sergeant der eerste klasse van de B-compagnie en kapitein De Wit bij het 13e bataljon. \
                De kolonel zweeg. LTZ1 op Zr.Ms. Tromp.";
    assert_eq!(
        found(text, Sort::Rank),
        [
            "sergeant der eerste klasse van de B-compagnie",
            "kapitein De Wit bij het 13e bataljon",
            "LTZ1 op Zr.Ms. Tromp",
        ]
    );
}

#[test]
fn names_are_found_by_what_stands_around_them() {
    for (text, names) in [
        ("Toen riep dhr. Bakker mij.", vec!["Bakker"]),
        (
            "Toen riep de heer P.J.M. van den Berg mij.",
            vec!["P.J.M. van den Berg"],
        ),
        ("Gisteren zei sergeant-majoor De Wit iets.", vec!["De Wit"]),
        (
            "Ik sprak met Jan de Boer over Jans auto.",
            vec!["Jan de Boer", "Jans"],
        ),
        (
            "Daarna heeft de Boer met Kjell van Dijk gebeld.",
            vec!["de Boer", "Kjell van Dijk"],
        ),
        (
            "Wij spraken mw. Koning over de Koning.",
            vec!["Koning", "Koning"],
        ),
        ("Özdemir begint een zin.", vec![]),
        (
            "Ik sprak met Yildiray Özdemir en Özdemir zweeg.",
            vec!["Yildiray Özdemir", "Özdemir"],
        ),
        ("Volgens van der Meer niet.", vec!["van der Meer"]),
        (
            "Het Ministerie van Defensie in Den Haag en de Koninklijke Marechaussee.",
            vec![],
        ),
        (
            "De Tweede Kamer vroeg de Raad van State op maandag.",
            vec![],
        ),
        ("Volgens M. 't Hart niet.", vec!["M. 't Hart"]),
    ] {
        assert_eq!(found(text, Sort::Name), names, "{text}");
    }
}

#[test]
fn officials_are_found_everywhere_once_they_signed() {
    let text = "Nota van Van Houten.\nSteller: mr. A.B. van Houten, tst. 12345\n\nHet stuk van Houten.\n\
                Hoogachtend,\n\nDE MINISTER VAN DEFENSIE\nnamens deze,\n\nC. Pronk\ndirecteur";
    assert_eq!(officials(text), ["mr. A.B. van Houten", "C. Pronk"]);
    let found = found(text, Sort::Official);
    assert_eq!(
        found,
        ["Houten", "mr. A.B. van Houten", "Houten", "C. Pronk"]
    );
    assert!(officials("Hoogachtend,\nde afdeling").is_empty());
}

#[test]
fn suggestions_lie_in_the_text_whatever_it_is() {
    use proptest::prelude::*;
    proptest!(|(text in "([A-Zé'’.@#0-9 \n-]|van|der|dhr|sergeant|bsn|Steller:|\\PC){0,60}")| {
        for it in suggest(&text, &Mask::built_in()) {
            prop_assert!(text.get(it.range()).is_some_and(|part| !part.is_empty()));
        }
    });
}
