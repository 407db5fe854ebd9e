//! What a desk does with a case and what comes of it (requirements 17.4).

use super::words;

words! {
    /// The way in which a case is handled (*afdoening*).
    pub enum Route: "route" {
        Advice = "advice", "Advies", "Advice";
        Conversation = "conversation", "Gesprek", "Conversation";
        Mediation = "mediation", "Bemiddeling / mediation", "Mediation";
        Preliminary = "preliminary", "Vooronderzoek", "Preliminary inquiry";
        FactFinding = "fact-finding", "Feitenonderzoek", "Fact-finding";
        Person = "person", "Persoonsgericht onderzoek", "Investigation of a person";
        Organisation = "organisation", "Organisatie- of cultuuronderzoek", "Organisational study";
        RiskAnalysis = "risk-analysis", "Risicoanalyse integriteit, RAI", "Integrity risk analysis";
        Police = "police", "Overdracht aan KMar/OM", "Transfer to military police/prosecutor";
        Complaint = "complaint", "Doorgeleid naar COG", "Forwarded as complaint";
        Registered = "registered", "Registratie zonder vervolg", "Registered only";
    }
}

words! {
    /// What came of a report.
    pub enum Outcome: "outcome" {
        Found = "found", "Schending geconstateerd", "Violation found";
        PartlyFound = "partly-found", "Deels geconstateerd", "Partly found";
        NotFound = "not-found", "Niet geconstateerd", "Not found";
        NotEstablished = "not-established", "Niet vast te stellen", "Cannot be established";
        TooLittle = "too-little", "Onvoldoende informatie", "Insufficient information";
        OutsideScope = "outside-scope", "Geen integriteitsmelding", "Outside scope";
        Duplicate = "duplicate", "Dubbel", "Duplicate";
        Withdrawn = "withdrawn", "Ingetrokken", "Withdrawn";
        Spam = "spam", "Misbruik of spam", "Abuse or spam";
    }
}

words! {
    /// What came of a complaint (COG).
    pub enum ComplaintOutcome: "complaint-outcome" {
        WellFounded = "well-founded", "Gegrond", "Well-founded";
        PartlyFounded = "partly-founded", "Deels gegrond", "Partly well-founded";
        Unfounded = "unfounded", "Ongegrond", "Unfounded";
        Inadmissible = "inadmissible", "Niet-ontvankelijk", "Inadmissible";
        NotTakenUp = "not-taken-up", "Niet in behandeling genomen", "Not taken up";
        Withdrawn = "withdrawn", "Ingetrokken", "Withdrawn";
    }
}

words! {
    /// A measure towards a person.
    pub enum PersonalMeasure: "personal-measure" {
        Dismissal = "dismissal", "Ontslag", "Dismissal";
        Reprimand = "reprimand", "Ambtsbericht of berisping", "Official report or reprimand";
        Transfer = "transfer", "Verplaatsing", "Transfer";
        Other = "other", "Andere maatregel", "Other measure";
        None = "none", "Geen maatregel", "No measure";
    }
}

words! {
    /// A measure in the organisation.
    pub enum OrganisationalMeasure: "organisational-measure" {
        Training = "training", "Training", "Training";
        Leadership = "leadership", "Leiderschap", "Leadership";
        Process = "process", "Procesaanpassing", "Process change";
        Supervision = "supervision", "Toezicht", "Supervision";
        Communication = "communication", "Communicatie", "Communication";
        Policy = "policy", "Beleidswijziging", "Policy change";
        Remedy = "remedy", "Herstel voor melder", "Remedy for reporter";
    }
}

words! {
    /// How far a measure is.
    pub enum MeasureState: "measure-state" {
        Proposed = "proposed", "Voorgesteld", "Proposed";
        Decided = "decided", "Besloten", "Decided";
        InProgress = "in-progress", "In uitvoering", "In progress";
        Done = "done", "Uitgevoerd", "Done";
        Evaluated = "evaluated", "Geëvalueerd", "Evaluated";
        Dropped = "dropped", "Vervallen", "Dropped";
    }
}

impl Route {
    /// Says whether something is investigated.
    #[must_use]
    pub const fn is_investigation(self) -> bool {
        matches!(
            self,
            Self::Preliminary | Self::FactFinding | Self::Person | Self::Organisation
        )
    }

    /// Says whether the case goes to others.
    #[must_use]
    pub const fn is_handover(self) -> bool {
        matches!(self, Self::Police | Self::Complaint)
    }
}

impl MeasureState {
    /// Returns the states that may follow: one step on at a time, or dropped before it is done.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Proposed => &[Self::Decided, Self::Dropped],
            Self::Decided => &[Self::InProgress, Self::Dropped],
            Self::InProgress => &[Self::Done, Self::Dropped],
            Self::Done => &[Self::Evaluated],
            Self::Evaluated | Self::Dropped => &[],
        }
    }
}
