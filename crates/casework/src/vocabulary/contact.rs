//! How somebody turns to the desk, and as what (requirements 17.2 and 17.6, T3).

use bellrope_protocol::content;

use super::words;

words! {
    /// What kind of contact it is.
    pub enum ContactKind: "contact-kind" {
        Report = "report", "Melding", "Report";
        Complaint = "complaint", "Klacht (bij de Commissie Ongewenst Gedrag, COG)", "Formal complaint";
        Advice = "advice", "Adviesvraag", "Request for advice";
        Signal = "signal", "Signaal", "Signal";
        CriminalComplaint = "criminal-complaint", "Aangifte", "Report to the police (criminal complaint)";
    }
}

words! {
    /// How the reporter is known to the desk.
    pub enum IdentityLevel: "identity-level" {
        Anonymous = "anonymous", "Anoniem", "Anonymous";
        Confidential = "confidential", "Vertrouwelijk", "Confidential";
        Named = "named", "Op naam", "By name";
    }
}

words! {
    /// How a report came.
    pub enum Channel: "channel" {
        Mailbox = "mailbox", "Postbus", "Mailbox";
        RawLetter = "raw-letter", "Losse brief (zonder meldcode)", "Raw letter (without report code)";
        Phone = "phone", "Telefoon", "Phone";
        Email = "email", "E-mail", "E-mail";
        Post = "post", "Post", "Post";
        InPerson = "in-person", "Persoonlijk gesprek", "In person";
        ConfidentialAdviser = "confidential-adviser", "Via vertrouwenspersoon", "Through a confidential adviser";
    }
}

words! {
    /// As what somebody is part of a case.
    pub enum PartyRole: "role" {
        Reporter = "reporter", "Melder", "Reporter";
        PersonConcerned = "person-concerned", "Betrokkene", "Person concerned";
        Complainant = "complainant", "Klager", "Complainant";
        Accused = "accused", "Aangeklaagde", "Accused";
        Witness = "witness", "Getuige", "Witness";
        Caseworker = "caseworker", "Behandelaar", "Caseworker";
        ConfidentialAdviser = "confidential-adviser", "Vertrouwenspersoon", "Confidential adviser";
    }
}

impl ContactKind {
    /// Returns the kind that a report asks for; a wish that this version does not know is a report.
    #[must_use]
    pub const fn of_report(route: &content::Route) -> Self {
        match route {
            content::Route::Complaint => Self::Complaint,
            content::Route::Advice => Self::Advice,
            content::Route::Signal => Self::Signal,
            content::Route::Report | content::Route::Other(_) => Self::Report,
        }
    }

    /// Says whether the kind can be handled without a name: a complaint and a criminal complaint
    /// cannot (R004).
    #[must_use]
    pub const fn may_be_anonymous(self) -> bool {
        !matches!(self, Self::Complaint | Self::CriminalComplaint)
    }

    /// Says whether the desk handles the kind itself: a criminal complaint is for the police.
    #[must_use]
    pub const fn is_handled_here(self) -> bool {
        !matches!(self, Self::CriminalComplaint)
    }
}

impl IdentityLevel {
    /// Returns the level that a report asks for; anonymous if it says nothing that is known.
    #[must_use]
    pub const fn of_report(wish: Option<&content::IdentityWish>) -> Self {
        match wish {
            Some(content::IdentityWish::Confidential) => Self::Confidential,
            Some(content::IdentityWish::Named) => Self::Named,
            _ => Self::Anonymous,
        }
    }
}

impl Channel {
    /// Says whether the desk can answer through the mailbox without having handed over a code.
    #[must_use]
    pub const fn has_mailbox(self) -> bool {
        matches!(self, Self::Mailbox)
    }
}
