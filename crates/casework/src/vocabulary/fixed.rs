//! Other fixed words (requirements 17.5).

use super::words;

words! {
    /// A word that screens and documents use in one meaning only.
    pub enum FixedWord: "word" {
        LearningPoint = "learning-point", "Leerpunt", "Learning point";
        WillingnessToReport = "willingness-to-report", "Meldingsbereidheid", "Willingness to report";
        SocialSafety = "social-safety", "Sociale veiligheid", "Social safety";
        IntegratedReport = "integrated-report", "Geïntegreerde rapportage", "Integrated report";
        Redact = "redact", "Lakken", "To redact";
        ReferenceDate = "reference-date", "Standdatum", "Reference date";
        Aftercare = "aftercare", "Nazorg", "Aftercare";
        Detriment = "detriment", "Benadeling", "Detriment";
        HearingBothSides = "hearing-both-sides", "Hoor en wederhoor", "Hearing both sides";
        ReidentificationCheck = "reidentification-check", "Herleidbaarheidstoets", "Re-identification check";
        FourEyes = "four-eyes", "Vier-ogenprincipe", "Four-eyes";
        Mailbox = "mailbox", "Postbus", "Mailbox";
        ReportCode = "report-code", "Meldcode", "Report code";
        Acknowledgement = "acknowledgement", "Ontvangstbevestiging", "Acknowledgement";
        Feedback = "feedback", "Terugkoppeling", "Feedback";
        RetentionPeriod = "retention-period", "Bewaartermijn", "Retention period";
        Destruction = "destruction", "Vernietiging", "Destruction";
    }
}
