//! Synthetic Dutch texts with known spans, made from a seed. Names, numbers and sentences are put together
//! here; nobody in them exists. Half of the first names are in no list of the crate, and some names stand
//! where no rule looks.

use std::ops::Range;

use bellrope_redact::suggest::{Sort, passes_eleven_test};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};

/// A text, and what a careful person would take out of it.
pub(crate) struct Sample {
    pub(crate) text: String,
    pub(crate) spans: Vec<(Range<usize>, Sort)>,
}

const FIRST: &[&str] = &[
    "Jan",
    "Pieter",
    "Marieke",
    "Femke",
    "Mohammed",
    "Sandra",
    "Willem",
    "Linda",
    "Kees",
    "Anouk",
    // Not in the crate's list.
    "Sietske",
    "Bülent",
    "Djoeke",
    "Ayşe",
    "Xander",
    "Noud",
    "Guusje",
    "Kjell",
    "Roos",
    "Zoë-Fleur",
];
const LAST: &[&str] = &[
    "Bakker",
    "Jansen",
    "de Vries",
    "van den Berg",
    "van der Meer",
    "Visser",
    "Smit",
    "de Boer",
    "Mulder",
    "de Groot",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "van Leeuwen",
    "Dekker",
    "Brouwer",
    "de Wit",
    "Dijkstra",
    "van Dijk",
    "Yılmaz",
    "El Amrani",
    "Nguyen",
    "Wijngaarden-Pietersma",
    "Kowalczyk",
    "'t Hart",
    "ter Horst",
    "in 't Veld",
    "Hoekstra",
    "Özdemir",
    "Zwart",
    "Koning",
];
const RANKS: &[&str] = &[
    "sergeant",
    "korporaal",
    "kapitein",
    "majoor",
    "luitenant-kolonel",
    "sergeant-majoor",
    "wachtmeester",
    "adjudant",
    "sgt1",
    "luitenant ter zee der tweede klasse",
    "opperwachtmeester",
    "ritmeester",
];
const UNITS: &[&str] = &[
    "van de B-compagnie",
    "bij het 13e bataljon",
    "van 11 Infbat",
    "van het 2e peloton",
    "bij 300 squadron",
    "van de brigade Eindhoven",
    "van het 103e verkenningseskadron",
    "van vliegbasis Volkel",
    "op Zr.Ms. Tromp",
];
/// Capitals and numbers that are nobody.
const NOTHING: &[&str] = &[
    "Het Ministerie van Defensie in Den Haag kreeg een kopie.",
    "De Koninklijke Marechaussee en de Tweede Kamer zijn ingelicht.",
    "Op 14-03-2024 is voor € 12.345,67 aan gereedschap besteld.",
    "De factuur heeft ordernummer 123456789 en kenmerk 2024/00417.",
    "Het geld ging naar rekening NL91ABNA0417164300 van Damen Shipyards.",
    "De zaak heeft nummer 4821-0937 en loopt sinds week 12.",
    "Thales Nederland leverde de onderdelen, Airbus Helicopters de handboeken.",
    "In de Bernhardkazerne in Amersfoort staat Gebouw K10 leeg.",
    "De kolonel hield een toespraak op Koningsdag.",
    "Volgens artikel 5.1 van de Wet open overheid mag dat niet.",
    "Operatie Zeester begon in Mali en eindigde in Litouwen.",
    "De Algemene Rekenkamer schreef daarover in 2019.",
    "Wij reden met een Mercedes van Havelte naar 't Harde.",
    "Het dossier telt 1250 bladzijden, verdeeld over 12 mappen.",
    "De aanbesteding van Project Noorderlicht was al beslist.",
    "Ik heb het gemeld bij de Centrale Organisatie Integriteit Defensie.",
    "Een sergeant mag dat niet tekenen, een majoor wel.",
    "Het ging om een partij Patriots uit Veghel.",
    "Het examen Duits is in Boskoop afgenomen.",
    "De aanhanger achter de Landrover stond in Budel.",
    "Na Kerstmis kwam er een nieuwe versie van Dynamics.",
    "Hij las uit de Koran en daarna uit de Bijbel.",
    "Niemand van de afdeling Materieel wist ervan.",
];

/// Makes so many texts.
pub(crate) fn samples(seed: u64, count: usize) -> Vec<Sample> {
    let mut rng = StdRng::seed_from_u64(seed);
    (0..count).map(|_| Writer::new(&mut rng).write()).collect()
}

struct Writer<'r> {
    rng: &'r mut StdRng,
    text: String,
    spans: Vec<(Range<usize>, Sort)>,
}

impl<'r> Writer<'r> {
    fn new(rng: &'r mut StdRng) -> Self {
        Self {
            rng,
            text: String::new(),
            spans: Vec::new(),
        }
    }

    fn write(mut self) -> Sample {
        let sentences = self.rng.random_range(4..10);
        for _ in 0..sentences {
            match self.rng.random_range(0..13) {
                0..4 => self.say(NOTHING),
                4..8 => self.person(),
                8 => self.mail(),
                9 => self.phone(),
                10 => self.number(),
                11 => self.rank(),
                _ => self.hard(),
            }
            let end = if self.rng.random_ratio(1, 5) {
                "\n"
            } else {
                " "
            };
            self.text.push_str(end);
        }
        if self.rng.random_ratio(1, 4) {
            self.signature();
        }
        Sample {
            text: self.text,
            spans: self.spans,
        }
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list.choose(self.rng).unwrap()
    }

    fn say(&mut self, list: &[&'static str]) {
        let sentence = self.pick(list);
        self.text.push_str(sentence);
    }

    fn span(&mut self, what: &str, sort: Sort) {
        let from = self.text.len();
        self.text.push_str(what);
        self.spans.push((from..self.text.len(), sort));
    }

    fn around(&mut self, before: &str, what: &str, sort: Sort, after: &str) {
        self.text.push_str(before);
        self.span(what, sort);
        self.text.push_str(after);
    }

    fn full(&mut self) -> String {
        format!("{} {}", self.pick(FIRST), self.pick(LAST))
    }

    fn initials(&mut self) -> String {
        let letters = self.pick(&["J.", "P.J.M.", "A.B.", "F.", "M.C.", "Th."]);
        format!("{letters} {}", self.pick(LAST))
    }

    fn person(&mut self) {
        let (full, initials, first, last) = (
            self.full(),
            self.initials(),
            self.pick(FIRST),
            self.pick(LAST),
        );
        let title = self.pick(&["dhr.", "mevrouw", "de heer", "mw.", "drs.", "collega"]);
        let rank = self.pick(RANKS);
        match self.rng.random_range(0..7) {
            0 => self.around(
                &format!("Volgens {title} "),
                last,
                Sort::Name,
                " was dat altijd zo.",
            ),
            1 => self.around(
                "Ik heb dat besproken met ",
                &full,
                Sort::Name,
                " op de werkvloer.",
            ),
            2 => self.around(
                "Het stuk is van ",
                &initials,
                Sort::Name,
                ", dat weet iedereen.",
            ),
            3 => self.around(&format!("Toen kwam {rank} "), last, Sort::Name, " binnen."),
            4 => {
                self.around("Eerst tekende ", &full, Sort::Name, ". ");
                let surname = full.split_once(' ').unwrap().1.to_owned();
                self.around(
                    "Een week later zei ",
                    &surname,
                    Sort::Name,
                    " dat het niet klopte.",
                );
            }
            5 => self.around("", first, Sort::Name, " heeft de sleutel nog steeds."),
            _ => self.around(
                "De sleutels lagen bij ",
                &full,
                Sort::Name,
                " in het bureau.",
            ),
        }
    }

    /// Where no rule looks: small letters, a surname alone, a nickname.
    fn hard(&mut self) {
        let last = self.pick(LAST);
        match self.rng.random_range(0..4) {
            0 => self.around(
                "vraag het aan ",
                &last.to_lowercase(),
                Sort::Name,
                ", die weet ervan.",
            ),
            1 => {
                let last = self.pick(&["Wijngaarden", "Kowalczyk", "Hoekstra", "Dijkstra"]);
                self.around("", last, Sort::Name, " stond erbij en keek weg.");
            }
            2 => self.around(
                "Wij noemen hem ",
                "de Kale",
                Sort::Name,
                " en hij weet dat.",
            ),
            _ => self.around("Daarna heeft ", last, Sort::Name, " de lijst aangepast."),
        }
    }

    fn mail(&mut self) {
        let name = self.pick(&["j.devries", "p_jansen", "femke.dewit", "k.a.b.visser"]);
        let host = self.pick(&["mindef.nl", "example.org", "post.example.nl"]);
        let sign = self.pick(&["@", "@", "@", "[at]", " (at) "]);
        let address = format!("{name}{sign}{host}");
        self.around(
            "Stuur het naar ",
            &address,
            Sort::Email,
            ", dan komt het aan.",
        );
    }

    fn phone(&mut self) {
        let n = self
            .rng
            .random_range(10_000_000..99_999_999_u32)
            .to_string();
        let (a, b, c, d) = (&n[..2], &n[2..4], &n[4..6], &n[6..]);
        let number = match self.rng.random_range(0..6) {
            0 => format!("06-{n}"),
            1 => format!("06 {a} {b} {c} {d}"),
            2 => format!("+31 6 {n}"),
            3 => format!("+31 (0)6 {a}{b} {c}{d}"),
            4 => format!("(070) 3{} {b} {c}", a),
            _ => format!("0318-5{b}{c}{}", &d[..1]),
        };
        self.around(
            "Hij is te bereiken op ",
            &number,
            Sort::Phone,
            " na vijven.",
        );
    }

    fn number(&mut self) {
        match self.rng.random_range(0..4) {
            0 | 1 => {
                let bsn = self.bsn();
                let before = self.pick(&[
                    "Zijn BSN is ",
                    "In de map lag een kopie met ",
                    "burgerservicenummer ",
                ]);
                self.around(before, &bsn, Sort::Bsn, " erop.");
            }
            2 => {
                let number = self.rng.random_range(1_000_000..9_999_999_u32).to_string();
                self.around("Zijn personeelsnummer is ", &number, Sort::StaffNumber, ".");
            }
            _ => {
                let (y, m, d, n) = (
                    self.rng.random_range(60..99_u8),
                    self.rng.random_range(1..13_u8),
                    self.rng.random_range(1..29_u8),
                    self.rng.random_range(100..999_u16),
                );
                let number = format!("{y}.{m:02}.{d:02}.{n}");
                self.around(
                    "Op de pas staat ",
                    &number,
                    Sort::StaffNumber,
                    " en een foto.",
                );
            }
        }
    }

    fn bsn(&mut self) -> String {
        loop {
            let digits: [u8; 9] = std::array::from_fn(|_| self.rng.random_range(0..10));
            if passes_eleven_test(&digits) {
                let text: String = digits.iter().map(|it| char::from(b'0' + it)).collect();
                return match self.rng.random_ratio(1, 3) {
                    true => format!("{}.{}.{}", &text[..4], &text[4..6], &text[6..]),
                    false => text,
                };
            }
        }
    }

    fn rank(&mut self) {
        let rank = format!("{} {}", self.pick(RANKS), self.pick(UNITS));
        self.around(
            "Het werd geregeld door de ",
            &rank,
            Sort::Rank,
            " en niemand anders.",
        );
    }

    fn signature(&mut self) {
        let name = self.initials();
        match self.rng.random_bool(0.5) {
            true => self.around(
                "\nSteller: ",
                &name,
                Sort::Official,
                ", afdeling Personeel\n",
            ),
            false => self.around(
                "\nHoogachtend,\n\n",
                &name,
                Sort::Official,
                "\nhoofd bedrijfsvoering\n",
            ),
        }
    }
}
