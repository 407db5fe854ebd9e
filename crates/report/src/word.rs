//! The fixed words of a report.

use bellrope_casework::vocabulary::Lang;

use crate::document::Variant;

macro_rules! say {
    ($($(#[$doc:meta])* $name:ident = $nl:literal, $en:literal;)+) => {
        $($(#[$doc])* pub(crate) fn $name(lang: Lang) -> &'static str {
            match lang {
                Lang::Dutch => $nl,
                Lang::English => $en,
            }
        })+
    };
}

say! {
    title = "Geïntegreerde rapportage sociale veiligheid en integriteit",
        "Integrated report on social safety and integrity";
    subject = "Meldingen van ongewenst gedrag en integriteit: cijfers, leerpunten en maatregelen",
        "Reports of undesirable conduct and breaches of integrity: figures, lessons and measures";
    summary = "Samenvatting", "Summary";
    embargo = "Onder embargo tot", "Under embargo until";
    correction = "Dit is een verbeterde versie. Zij vervangt de eerdere.",
        "This is a corrected version. It replaces the earlier one.";
    why = "Reden", "Reason";
    how_to_read = "Hoe leest u de cijfers?", "How to read the figures";
    line_to_take = "Woordvoeringslijn", "Line to take";
    questions = "Vragen en antwoorden", "Questions and answers";
    changed = "Wat is er veranderd sinds vorig jaar?", "What changed since last year?";
    changes = "Wat er in onze werkwijze is veranderd", "What changed in our way of working";
    unwritten = "Over deze fase is niets geschreven.", "Nothing was written about this phase.";
    others = "Overige cijfers", "Other figures";
    method = "Verantwoording", "Method";
    legend = "Tekens in de tabellen", "Signs in the tables";
    sign = "Teken", "Sign";
    means = "Betekenis", "Meaning";
    redactions = "Wat is weggelaten, en waarom", "What was left out, and why";
    what = "Wat", "What";
    ground = "Grond", "Ground";
    nothing_left_out = "Uit deze rapportage is niets weggelaten, behalve kleine aantallen: zie de tekens.",
        "Nothing was left out of this report but small counts: see the signs.";
    definition = "Wat is geteld", "What was counted";
    source = "Bron", "Source";
    standdatum = "Standdatum", "Reference date";
    withheld = "Deze tabel kon niet veilig worden getoond en is weggelaten.",
        "This table could not be shown safely and was left out.";
    not_collected = "Deze gegevens zijn niet verzameld.", "These figures were not collected.";
    table = "tabel", "table";
    of_table = "Onderdeel", "Part";
    repeats = "Kolommen van een eerdere publicatie staan er zoals ze toen zijn getoond.",
        "Columns of an earlier publication stand as they were shown then.";
    own = "het meldpunt zelf", "the desk itself";
}

/// Returns what stands on each page.
pub(crate) fn label(variant: Variant, lang: Lang) -> &'static str {
    match (variant, lang) {
        (Variant::Public, Lang::Dutch) => "Openbare versie",
        (Variant::Public, Lang::English) => "Public version",
        (Variant::Intranet, Lang::Dutch) => "Intranetversie, niet openbaar",
        (Variant::Intranet, Lang::English) => "Intranet version, not public",
    }
}
