//! What the practice team writes for itself: in Dutch, whatever language a reporter writes in.

use bellrope_casework::status::Status;

use crate::case::TaskSort;

/// The parts of the organisation that figures count: code, Dutch, English.
pub(super) const PARTS: &[(&str, &str, &str)] = &[
    ("noord", "Regio Noord", "Region North"),
    ("oost", "Regio Oost", "Region East"),
    ("zuid", "Regio Zuid", "Region South"),
    ("opleiding", "Staven en opleidingen", "Staffs and schools"),
];

/// Units, as the register names them, each with the code of its part.
pub(super) const UNITS: &[(&str, &str)] = &[
    ("Onderhoudscompagnie Zandhoek", "zuid"),
    ("Opleidingscentrum Duinrand", "opleiding"),
    ("Sectie Vervoer Oost", "oost"),
    ("Bureau Inkoop 4", "opleiding"),
    ("3e Bevoorradingsgroep", "oost"),
    ("Verbindingsdetachement Veenlo", "noord"),
    ("Medische Post Lage Berg", "zuid"),
    ("Kazerne De Wiel", "noord"),
];

pub(super) const NOTES: &[&str] = &[
    "Gebeld met de sectie, geen namen genoemd. Terugbellen na de 15e.",
    "Lijkt op een eerdere melding over dezelfde loods; naast elkaar leggen.",
    "Let op herleidbaarheid: maar één persoon had deze dienst.",
    "Stukken opgevraagd bij beheer, zonder reden te noemen.",
    "Overlegd met collega: eerst vragen aan melder, dan pas vooronderzoek.",
];

/// Tasks: what sort, and what is to be done.
pub(super) const TASKS: &[(TaskSort, &str)] = &[
    (TaskSort::Contact, "Terugbellen met beheer over de stukken."),
    (
        TaskSort::Contact,
        "Vragen wie het rooster bewaart, zonder melding te noemen.",
    ),
    (TaskSort::Interview, "Gesprek met de leiding voorbereiden."),
    (
        TaskSort::Decision,
        "Afdoening voorleggen in het overleg van donderdag.",
    ),
    (TaskSort::Other, "Stukken naast de eerdere melding leggen."),
];

/// Why aftercare is skipped.
pub(super) const CARE_SKIPPED: &[&str] = &[
    "Melder schreef deze week zelf al dat het goed gaat.",
    "Melder wil geen berichten meer.",
];

/// Why nobody asks a sender of spam how they are.
pub(super) const CARE_OF_SPAM: &[&str] = &["Misbruik van de postbus; er is geen melder."];

/// Why something is deleted.
pub(super) const DELETION: &[&str] = &["Bewaartermijn voorbij, niets houdt het tegen."];

/// Why a case is handed over.
pub(super) const HAND_OVER: &[&str] = &[
    "Hoort bij een ander; melder had twee weken om bezwaar te maken.",
    "Alleen zij mogen dit onderzoeken; melder is vooraf ingelicht.",
];

/// What of a case is handed over: in the desk's own words, and nothing that points at its reporter.
pub(super) const HANDED_OVER: &[&str] = &[
    "Bij een onderdeel in het oosten wordt al langer gemeld dat regels over materieel niet worden nageleefd. Meer dan twintig mensen hebben er toegang. Wij vragen u dit te bekijken.",
    "Wij kregen een melding over de omgang op een werkplek met meer dan dertig mensen. Het gaat om een patroon, niet om één voorval. Wij vragen u dit over te nemen.",
];

/// Why a case goes to a status.
pub(super) const fn reasons(to: Status) -> &'static [&'static str] {
    match to {
        Status::Assessing => &["Compleet genoeg om te beoordelen."],
        Status::WaitingForReporter => {
            &["Zonder antwoord van de melder is niet duidelijk waar het speelt."]
        }
        Status::WaitingForOthers => {
            &["Stukken gevraagd; zonder die stukken kunnen wij niet verder."]
        }
        Status::Handling => &[
            "Melder wil vooral dat het stopt; een gesprek past het best.",
            "Concreet genoeg om op te pakken.",
            "Meer meldingen over hetzelfde onderdeel.",
        ],
        Status::Investigating => &[
            "Ernst en herhaling maken onderzoek nodig.",
            "Stukken spreken elkaar tegen; dat moet worden uitgezocht.",
        ],
        Status::OnHold => &["Er loopt een onderzoek bij een ander; wij wachten dat af."],
        Status::Referred => &["Valt niet onder dit meldpunt; melder weet waar het wel kan."],
        Status::Transferred => HAND_OVER,
        Status::Reopened => &["Melder schrijft dat het weer begonnen is."],
        Status::Withdrawn => &["Melder trekt de melding in; niets dwingt ons door te gaan."],
        _ => &[
            "Op grond van de stukken en het gesprek.",
            "Afspraken zijn gemaakt en worden nagekomen.",
            "Meer is er niet vast te stellen.",
        ],
    }
}

/// Why spam is closed.
pub(super) const SPAM: &[&str] = &["Geen melding: reclame of onzin, door twee mensen bekeken."];
