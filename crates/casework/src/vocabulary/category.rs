//! Categories and the types of the yearly figures (requirements 17.1).

use super::words;

words! {
    /// What a report is about. Codes are those that the reporter's page uses too.
    pub enum Category: "category" {
        Zs1 = "ZS1", "Misbruik van voertuigen (of andere dienstmiddelen)", "Misuse of vehicles (or other service property)";
        Zs2 = "ZS2", "Corruptie (omkoping, geschenken)", "Corruption (bribery, gifts)";
        Zs3 = "ZS3", "Vriendjespolitiek of belangenverstrengeling", "Favouritism or conflict of interest";
        Zs4 = "ZS4", "Oneigenlijk gebruik van bevoegdheden", "Improper use of powers";
        Zs5 = "ZS5", "Financiële schending (fraude, diefstal, verduistering)", "Financial violation (fraud, theft, embezzlement)";
        Zs6 = "ZS6", "Lekken of misbruik van informatie", "Leaking or misuse of information";
        Zs7 = "ZS7", "Misbruik van geweldsbevoegdheid", "Misuse of the power to use force";
        Zs8 = "ZS8", "Overtreden van interne regels (procedures, drugs)", "Breach of internal rules (procedures, drugs)";
        Zs9 = "ZS9", "Andere zakelijke schending", "Other business-related violation";
        Og1 = "OG1", "Pesten", "Bullying";
        Og2 = "OG2", "Seksueel overschrijdend gedrag", "Sexual misconduct";
        Og3 = "OG3", "Seksuele intimidatie", "Sexual harassment";
        Og4 = "OG4", "Intimidatie", "Intimidation";
        Og5 = "OG5", "Discriminatie", "Discrimination";
        Og6 = "OG6", "Uitsluiting", "Exclusion";
        Og7 = "OG7", "Agressie of geweld", "Aggression or violence";
        Og8 = "OG8", "Stalking", "Stalking";
        Og9 = "OG9", "Treiteren", "Tormenting";
        Og10 = "OG10", "Kwaadspreken", "Malicious gossip";
        Og11 = "OG11", "Ander ongewenst gedrag", "Other undesirable behaviour";
        Bn = "BN", "Benadeling na een melding", "Detriment (retaliation) after a report";
        Ps = "PS", "Misdragingen in de privésfeer", "Misconduct in private life";
        Fv = "FV", "Onveilige situatie (fysieke veiligheid)", "Unsafe situation (physical safety)";
        Si = "SI", "Signaal of zorg", "Signal or concern";
        Xx = "XX", "Iets anders / weet ik niet", "Something else / I don't know";
    }
}

words! {
    /// The two families of categories.
    pub enum Family: "family" {
        Business = "ZS", "Zakelijke schendingen", "Business-related violations";
        Behaviour = "OG", "Ongewenst gedrag", "Undesirable behaviour";
    }
}

words! {
    /// The types of (alleged) violations in the yearly figures; names as Defence prints them.
    pub enum StatisticsType: "statistics-type" {
        ServiceProperty = "service-property", "Oneigenlijk gebruik van dienstmiddelen", "Improper use of service property";
        Position = "position", "Misbruik positie, bevoegdheden en belangenverstrengeling", "Misuse of position, powers, and conflict of interest";
        Financial = "financial", "Financiële schendingen", "Financial violations";
        Information = "information", "Lekken en misbruik van informatie", "Leaking and misuse of information";
        Force = "force", "Misbruik van geweldsbevoegdheid", "Misuse of the power to use force";
        InternalRules = "internal-rules", "Overschrijding interne regels", "Breach of internal rules";
        UndesirableConduct = "undesirable-conduct", "Ongewenste omgangsvormen", "Undesirable conduct";
        PrivateLife = "private-life", "Misdragingen in de privésfeer", "Misconduct in private life";
        Other = "other", "Overige", "Other";
    }
}

impl Category {
    /// Returns the family, if the category belongs to one.
    #[must_use]
    pub const fn family(self) -> Option<Family> {
        match self {
            Self::Zs1 | Self::Zs2 | Self::Zs3 | Self::Zs4 | Self::Zs5 => Some(Family::Business),
            Self::Zs6 | Self::Zs7 | Self::Zs8 | Self::Zs9 => Some(Family::Business),
            Self::Og1 | Self::Og2 | Self::Og3 | Self::Og4 | Self::Og5 => Some(Family::Behaviour),
            Self::Og6 | Self::Og7 | Self::Og8 | Self::Og9 => Some(Family::Behaviour),
            Self::Og10 | Self::Og11 => Some(Family::Behaviour),
            Self::Bn | Self::Ps | Self::Fv | Self::Si | Self::Xx => None,
        }
    }

    /// Returns the type under which the yearly figures count the category by itself (R002).
    ///
    /// [`Category::Bn`] alone depends on another: see [`super::CategorySet::statistics`].
    #[must_use]
    pub const fn statistics(self) -> StatisticsType {
        match self {
            Self::Zs1 => StatisticsType::ServiceProperty,
            Self::Zs2 | Self::Zs3 | Self::Zs4 => StatisticsType::Position,
            Self::Zs5 => StatisticsType::Financial,
            Self::Zs6 => StatisticsType::Information,
            Self::Zs7 => StatisticsType::Force,
            Self::Zs8 => StatisticsType::InternalRules,
            Self::Og1 | Self::Og2 | Self::Og3 | Self::Og4 | Self::Og5 | Self::Og6 => {
                StatisticsType::UndesirableConduct
            }
            Self::Og7 | Self::Og8 | Self::Og9 | Self::Og10 | Self::Og11 => {
                StatisticsType::UndesirableConduct
            }
            Self::Ps => StatisticsType::PrivateLife,
            Self::Zs9 | Self::Bn | Self::Fv | Self::Si | Self::Xx => StatisticsType::Other,
        }
    }

    /// Says whether only a caseworker chooses the category (R014).
    #[must_use]
    pub const fn is_for_caseworkers(self) -> bool {
        matches!(self, Self::Ps)
    }

    /// Says whether the yearly figures show the category in a count of its own besides its type.
    #[must_use]
    pub const fn is_counted_apart(self) -> bool {
        matches!(self, Self::Bn | Self::Si)
    }
}

impl Family {
    /// Returns the family's category for what has no better one.
    #[must_use]
    pub const fn other(self) -> Category {
        match self {
            Self::Business => Category::Zs9,
            Self::Behaviour => Category::Og11,
        }
    }
}
