//! The bodies that something can be referred to (R123), and when what is known of one is stale.
//!
//! The list has names alone. How a body is reached and which key it reads with, a desk finds out and notes
//! with the day on which it checked.

use bellrope_protocol::time::Day;

use crate::vocabulary::words;

words! {
    /// A body that reports can be referred to.
    pub enum Body: "body" {
        Huis = "huis", "Huis voor Klokkenluiders", "Whistleblowers Authority (Huis voor Klokkenluiders)";
        Acm = "acm", "Autoriteit Consument en Markt", "Authority for Consumers and Markets";
        Afm = "afm", "Autoriteit Financiële Markten", "Authority for the Financial Markets";
        Anvs = "anvs", "Autoriteit Nucleaire Veiligheid en Stralingsbescherming", "Authority for Nuclear Safety and Radiation Protection";
        Ap = "ap", "Autoriteit Persoonsgegevens", "Data Protection Authority";
        Dnb = "dnb", "De Nederlandsche Bank", "Dutch central bank";
        Igj = "igj", "Inspectie Gezondheidszorg en Jeugd", "Health and Youth Care Inspectorate";
        Nvwa = "nvwa", "Nederlandse Voedsel- en Warenautoriteit", "Food and Consumer Product Safety Authority";
        Nza = "nza", "Nederlandse Zorgautoriteit", "Healthcare Authority";
        Kmar = "kmar", "Koninklijke Marechaussee", "Royal Marechaussee";
        Om = "om", "Openbaar Ministerie", "Public Prosecution Service";
        Cog = "cog", "COG (klachtencommissie)", "COG (complaints committee)";
        Coid = "coid", "Centrale Organisatie Integriteit Defensie", "Central Defence Integrity Organisation";
        Igk = "igk", "Inspecteur-Generaal der Krijgsmacht", "Inspector General of the Armed Forces";
        Ivd = "ivd", "Inspectie Veiligheid Defensie", "Defence Safety Inspectorate";
        Ctivd = "ctivd", "Commissie van Toezicht op de Inlichtingen- en Veiligheidsdiensten", "Review Committee on the Intelligence and Security Services";
        Ombudsman = "ombudsman", "Nationale ombudsman", "National Ombudsman";
        Arbeidsinspectie = "arbeidsinspectie", "Nederlandse Arbeidsinspectie", "Labour Authority";
        Mensenrechten = "mensenrechten", "College voor de Rechten van de Mens", "Institute for Human Rights";
    }
}

/// Months after which what was checked of a body is stale.
pub const STALE_MONTHS: u32 = 12;

/// Says whether what was checked on a day is stale today.
#[must_use]
pub fn is_stale(checked: Day, today: Day) -> bool {
    checked.plus_months(STALE_MONTHS) < today
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Word as _;

    #[test]
    fn directory_has_the_bodies_of_the_requirement() {
        assert_eq!(Body::ALL.len(), 19);
        assert_eq!(Body::of_code("huis"), Ok(Body::Huis));
    }

    #[test]
    fn entry_is_stale_after_twelve_months() {
        let day = |year, month, day| Day::from_date(year, month, day).unwrap();
        let checked = day(2025, 11, 23);
        assert!(!is_stale(checked, day(2026, 11, 23)));
        assert!(is_stale(checked, day(2026, 11, 24)));
    }
}
