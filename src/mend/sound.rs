//! When a whole suggested reply is worth showing: where it is sound as it stands, and not only better than the draft.

use super::Draft;
use crate::assess::{Assessment, Grade, StepGrade};
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::rewrite::Filling;
use crate::rules::Fact;
use crate::text::Language;
use std::sync::Arc;

/// What a customer has who complains.
const COMPLAINT: u8 = 2;
/// Rules whose fixes tidy a reply that is good without them, by category and by name.
const TIDYING: &[&str] = &["form"];
const TIDYING_RULES: &[&str] = &["negative/unfortunately", "personal/name-missing"];
/// Those that are not worth a text of their own.
const TRIFLES: &[&str] = &["canned", "clarity", "register", "inclusive", "tone/emoji", "tone/caps-exclaim", "personal/name-empty"];
/// Rules whose words are worth taking out.
const WORTH_TAKING: &[&str] = &["negative/unfortunately", "followup/survey-too-early"];
/// How many stock phrases may stay beside words that matter.
const STOCK: usize = 1;

/// Whether a reply holds nothing after its fixes that the agent would have to write anew, and gives a complaint what it needs.
pub(super) fn is_sound(draft: &Draft<'_>, fixed: &[Arc<str>]) -> bool {
    let review = draft.linter.review_filled(&draft.conversation, Language::English, Filling::First);
    let trifles = fixed.iter().all(|rule| is_of(rule, TRIFLES));
    let tidied = fixed.iter().all(|rule| is_of(rule, TIDYING) || is_of(rule, TIDYING_RULES) || is_of(rule, TRIFLES));
    let complains = review.assessment.need.level >= COMPLAINT;
    let offered = fixed.iter().any(|rule| draft.refuses_by(rule));
    let stays = |found: &&Diagnostic| {
        let fact = draft.fact(&found.rule);
        let slight = found.severity == Severity::Hint && (!complains && !tidied && is_slight(fact, &found.rule) || offered && fact == Some(Fact::StepMissing));
        found.severity == Severity::Info || is_polish(fact) || slight
    };
    let left: Vec<&Diagnostic> = review.diagnostics.iter().filter(|found| !stays(found)).collect();
    let stock = left.iter().filter(|found| found.severity == Severity::Hint && found.rule.starts_with("canned/")).count();
    let grave = left.len() - stock;
    !trifles && !only_takes_out(draft, fixed) && grave == 0 && (stock == 0 || stock <= STOCK && !tidied) && serves(&review.assessment, tidied)
}

/// Whether words only went: what stays is the same reply, a little shorter.
fn only_takes_out(draft: &Draft<'_>, fixed: &[Arc<str>]) -> bool {
    let adds = |edit: &Edit| edit.text.chars().filter(|c| c.is_alphanumeric()).count() > 1;
    !draft.rounds.iter().flatten().any(adds) && !fixed.iter().any(|rule| WORTH_TAKING.contains(&&**rule))
}

/// Whether a complaint is met and moved on; a reply that is only tidied must do so without the agent.
fn serves(assessment: &Assessment, tidied: bool) -> bool {
    let concrete = assessment.step.grade == StepGrade::Concrete;
    let complains = assessment.need.level >= COMPLAINT;
    let met = !complains || assessment.given.grade == Grade::Strong && !assessment.given.harmed;
    let moved = concrete || !complains && !tidied || assessment.need.level == 0;
    met && moved
}

/// Whether a rule is one of these, or of one of these categories.
fn is_of(rule: &str, known: &[&str]) -> bool {
    known.contains(&rule) || rule.split_once('/').is_some_and(|(category, _)| known.contains(&category))
}

/// What may stay where nobody complains, beside words that matter.
fn is_slight(fact: Option<Fact>, rule: &str) -> bool {
    matches!(fact, Some(Fact::AcknowledgementMissing | Fact::AcknowledgementWeak | Fact::CommitmentUntimed)) || rule.starts_with("clarity/")
}

/// What may be missing in a reply that is sound: how it greets, closes and takes up words.
const fn is_polish(fact: Option<Fact>) -> bool {
    matches!(
        fact,
        Some(Fact::GreetingMissing | Fact::ClosingMissing | Fact::SignatureMissing | Fact::NameMissing | Fact::TimeZoneMissing | Fact::ReflectionMissing)
    )
}
