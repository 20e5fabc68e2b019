//! Families of faults: which label stands for which rules, and when a draft counts.

use crate::diagnostic::{Diagnostic, Severity};
use crate::linter::Review;
use crate::read::{Labels, Phrase};

/// A fault that a draft has or has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Negative words at all; findings of any severity.
    NegativeAny,
    /// Negative words without an alternative; drafts whose every refusal has one are left out.
    Negative,
    /// The same with findings at warning and above.
    NegativeFirm,
    /// Blame and rudeness.
    BlameRude,
    /// Words that the customer may not know.
    Jargon,
    /// Stock phrases.
    Canned,
    /// No acknowledgement where one is needed (2 and above); a need of 1 without one is left out.
    MissingEmpathy,
    /// No next step where one is owed; a vague one is left out.
    MissingNextStep,
    /// A question that is not taken up.
    Unanswered,
}

impl Family {
    /// All families, in the order of tables.
    pub const ALL: [Self; 9] = [
        Self::NegativeAny,
        Self::Negative,
        Self::NegativeFirm,
        Self::BlameRude,
        Self::Jargon,
        Self::Canned,
        Self::MissingEmpathy,
        Self::MissingNextStep,
        Self::Unanswered,
    ];
    /// The families whose labels quote the draft, so that places can be compared.
    pub const QUOTED: [Self; 4] = [Self::Negative, Self::BlameRude, Self::Jargon, Self::Canned];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NegativeAny => "negative_any",
            Self::Negative => "negative",
            Self::NegativeFirm => "negative_firm",
            Self::BlameRude => "blame_rude",
            Self::Jargon => "jargon",
            Self::Canned => "canned",
            Self::MissingEmpathy => "missing_empathy",
            Self::MissingNextStep => "missing_next_step",
            Self::Unanswered => "unanswered",
        }
    }

    /// How the names of its rules begin.
    const fn rules(self) -> &'static [&'static str] {
        match self {
            Self::NegativeAny | Self::Negative | Self::NegativeFirm => &["negative/", "ownership/internal-excuse"],
            Self::BlameRude => &[
                "blame/", "tone/rude", "tone/demanding", "tone/sarcasm", "tone/condescending", "empathy/minimising", "empathy/non-apology", "empathy/false-but",
            ],
            Self::Jargon => &["clarity/jargon", "clarity/acronym-undefined", "clarity/bureaucratic"],
            Self::Canned => &["canned/phrase"],
            Self::MissingEmpathy => &["empathy/missing"],
            Self::MissingNextStep => &["next-step/missing"],
            Self::Unanswered => &["coverage/question-unanswered"],
        }
    }

    /// The least severity that counts.
    const fn least(self) -> Severity {
        match self {
            Self::NegativeAny => Severity::Info,
            Self::NegativeFirm => Severity::Warning,
            _ => Severity::Hint,
        }
    }

    /// The words that the labels quote; `None` where they quote none or were not given.
    pub fn phrases(self, labels: &Labels) -> Option<&[Phrase]> {
        let phrases = match self {
            Self::NegativeAny | Self::Negative | Self::NegativeFirm => &labels.negative,
            Self::BlameRude => &labels.blame_rude,
            Self::Jargon => &labels.jargon,
            Self::Canned => &labels.canned,
            Self::MissingEmpathy | Self::MissingNextStep | Self::Unanswered => &None,
        };
        phrases.as_deref()
    }

    /// Whether the labels say that the draft has the fault; `None` where it does not count.
    pub fn expected(self, labels: &Labels) -> Option<bool> {
        match self {
            Self::Negative | Self::NegativeFirm => {
                let phrases = self.phrases(labels)?;
                let bridged = !phrases.is_empty() && phrases.iter().all(|phrase| phrase.alternative);
                (!bridged).then_some(!phrases.is_empty())
            }
            Self::NegativeAny | Self::BlameRude | Self::Jargon | Self::Canned => Some(!self.phrases(labels)?.is_empty()),
            Self::MissingEmpathy if labels.empathy? > 0 => Some(false),
            Self::MissingEmpathy => match labels.empathy_needed? {
                0 => Some(false),
                1 => None,
                _ => Some(true),
            },
            Self::MissingNextStep if !labels.next_step_needed? => Some(false),
            Self::MissingNextStep => match labels.next_step? {
                0 => Some(true),
                1 => None,
                _ => Some(false),
            },
            Self::Unanswered => labels.answered.map(|answered| !answered),
        }
    }

    /// The findings of its rules in the draft, of any severity.
    pub fn findings(self, review: &Review) -> impl Iterator<Item = &Diagnostic> {
        review.diagnostics.iter().filter(move |finding| self.rules().iter().any(|prefix| finding.rule.starts_with(prefix)))
    }

    /// Whether the review says that the draft has the fault.
    pub fn found(self, review: &Review) -> bool {
        self.findings(review).any(|finding| finding.severity >= self.least())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(json: &str) -> Labels {
        serde_json::from_str(json).expect("labels")
    }

    #[test]
    fn some_drafts_do_not_count() {
        use Family::{Jargon, MissingEmpathy, MissingNextStep, Negative, NegativeAny, Unanswered};
        for (json, expected) in [
            ("{}", [None; 6]),
            (r#"{"negative": [], "jargon": ["SLA"], "answered": false}"#, [Some(false), Some(false), Some(true), None, None, Some(true)]),
            (r#"{"negative": ["no [+alt]"], "answered": null}"#, [Some(true), None, None, None, None, None]),
            (r#"{"negative": ["no [+alt]", "never"], "answered": true}"#, [Some(true), Some(true), None, None, None, Some(false)]),
            (r#"{"empathy": "none", "empathy_needed": 1, "next_step": "vague", "next_step_needed": true}"#, [None; 6]),
            (r#"{"empathy": "none", "empathy_needed": 3, "next_step": "none", "next_step_needed": true}"#, [None, None, None, Some(true), Some(true), None]),
            (r#"{"empathy": "weak", "next_step_needed": false}"#, [None, None, None, Some(false), Some(false), None]),
        ] {
            let found = [NegativeAny, Negative, Jargon, MissingEmpathy, MissingNextStep, Unanswered].map(|family| family.expected(&labels(json)));
            assert_eq!(found, expected, "{json}");
        }
    }
}
