//! What stands with the tables: how to read them, how they were made, what the signs mean.

use bellrope_protocol::time::Day;

use crate::{Label, Pack, PackNumber, Rounding, Settings, Sign, Utility};

/// Edition of the definitions of the tables. A change of what a table counts is another edition,
/// and packs of the earlier one stay as they are (R016).
pub const EDITION: u32 = 1;

/// How to read the tables (R130).
#[must_use]
pub fn how_to_read() -> Label {
    Label::new(
        "Een stijging van het aantal meldingen betekent niet dat er meer is misgegaan. Mensen kunnen ook \
         meer melden omdat zij weten waar dat kan en erop vertrouwen dat er iets mee gebeurt. Een daling \
         betekent ook niet vanzelf dat het beter gaat. De cijfers tellen meldingen, geen schendingen: of er \
         iets is geschonden, staat in de tabel over de uitkomst. Kleine verschillen tussen twee jaren zeggen \
         weinig.",
        "A rise in reports does not mean that more went wrong. People may also report more because they know \
         where to, and trust that something is done. Nor does a fall mean that things are better. The figures \
         count reports, not violations: whether anything was violated is in the table of outcomes. Small \
         differences between two years say little.",
    )
}

/// Begins a pack: everything but its tables.
pub(crate) fn begin(number: PackNumber, standdatum: Day, settings: Settings) -> Pack {
    Pack {
        format: 1,
        number,
        standdatum,
        edition: EDITION,
        settings,
        how_to_read: how_to_read(),
        tables: Vec::new(),
        method: Vec::new(),
        legend: legend(&settings),
        utility: Utility::default(),
    }
}

/// Writes into a pack how it was made (T15).
pub(crate) fn finish(mut pack: Pack) -> Pack {
    pack.method = method(&pack);
    pack
}

/// Says what the signs mean.
#[must_use]
pub fn legend(settings: &Settings) -> Vec<Sign> {
    let mut thresholds = vec![settings.threshold];
    if settings.trait_threshold != settings.threshold {
        thresholds.push(settings.trait_threshold);
    }
    let mut legend = Vec::new();
    if settings.rounding != Rounding::Instead {
        for threshold in thresholds {
            let (least, most) = (u32::from(!settings.hide_zeros), threshold - 1);
            legend.push(Sign {
                sign: format!("<{threshold}"),
                text: Label::new(
                    format!("te klein om te tonen: {least} tot en met {most}"),
                    format!("too small to show: {least} to {most}"),
                ),
            });
        }
    }
    legend.push(Sign {
        sign: "x".to_owned(),
        text: Label::new(
            "niet getoond, omdat anders een klein aantal is uit te rekenen",
            "not shown, because a small count could be reckoned from it",
        ),
    });
    legend.push(Sign {
        sign: "–".to_owned(),
        text: Label::new(
            "niet bekend, of te weinig voor een percentage of een mediaan",
            "not known, or too few for a percentage or a median",
        ),
    });
    legend
}

fn method(pack: &Pack) -> Vec<Label> {
    let mut method = vec![
        counted(pack),
        protected(&pack.settings),
        tried(),
        cost(&pack.utility),
    ];
    if pack.settings.rounding != Rounding::None {
        method.push(Label::new(
            "Aantallen zijn afgerond op vijftallen, totalen apart: rijen tellen niet precies op.",
            "Counts are rounded to multiples of five, totals by themselves: rows do not add up exactly.",
        ));
    }
    method.push(Label::new(
        "Een percentage staat er alleen als het er een is van ten minste 50, een mediaan alleen als die van \
         ten minste tien zaken is.",
        "A percentage is shown only if it is one of at least 50, a median only if it is of at least ten cases.",
    ));
    method
}

fn counted(pack: &Pack) -> Label {
    let (day, edition) = (pack.standdatum, pack.edition);
    Label::new(
        format!(
            "Standdatum: {day}. Geteld uit het register van het meldpunt, met de definities van editie \
             {edition}, die bij elke tabel staan. Elke zaak telt één keer, onder haar hoofdcategorie. Spam en \
             zaken die met een andere zijn samengevoegd, tellen niet mee. Wat van een vorig jaar is \
             gepubliceerd, is ongewijzigd overgenomen."
        ),
        format!(
            "Reference date: {day}. Counted from the desk's register, by the definitions of edition \
             {edition}, which stand with each table. Every case counts once, under its main category. Spam, \
             and cases that were merged into another, do not count. What was published of an earlier year is \
             repeated unchanged."
        ),
    )
}

fn protected(settings: &Settings) -> Label {
    let (threshold, by_trait) = (settings.threshold, settings.trait_threshold);
    Label::new(
        format!(
            "Om niemand herkenbaar te maken zijn aantallen onder {threshold} niet getoond (onder {by_trait} in \
             tabellen naar organisatiedeel of persoonskenmerk), en andere aantallen ook niet als daarmee een \
             klein aantal uit te rekenen zou zijn."
        ),
        format!(
            "So that nobody can be recognised, counts below {threshold} are not shown (below {by_trait} in \
             tables by organisational part or personal trait), nor are other counts if a small one could be \
             reckoned with them."
        ),
    )
}

fn tried() -> Label {
    Label::new(
        "Voor publicatie is geprobeerd elk verborgen aantal uit alle tabellen en eerdere publicaties samen af \
         te leiden. Bij elk verborgen aantal bleef alles mogelijk wat het teken belooft.",
        "Before publication it was tried to derive every hidden count from all tables and earlier publications \
         together. For each, everything stayed possible that its sign promises.",
    )
}

fn cost(utility: &Utility) -> Label {
    let Utility {
        cells,
        primary,
        hidden,
        tables_withheld,
    } = utility;
    Label::new(
        format!(
            "Van {cells} aantallen zijn er {hidden} niet getoond; met alleen een drempel waren het er \
             {primary}. Geheel achtergehouden tabellen: {tables_withheld}."
        ),
        format!(
            "Of {cells} counts {hidden} are not shown; with a threshold alone {primary} would not be. Tables \
             withheld whole: {tables_withheld}."
        ),
    )
}
