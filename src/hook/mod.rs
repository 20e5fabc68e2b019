//! The question before a reply is sent: may it go out, why not, and what would be better?

mod summary;

use crate::conversation::{Conversation, Stage};
use crate::diagnostic::{Applicability, Verdict};
use crate::linter::{Linter, Review};
use crate::mend::mend;
use crate::policy::{Asked, Decision, decide};
use crate::rules::blanks;
use crate::text::Language;
use crate::wire::{self, DecisionReport, ReasonReport, Report, Request, SuggestionReport};

/// The most bytes of a reply that is mended: many findings in a long one take their time.
pub const LONGEST_MENDED: usize = 32 << 10;

/// A reply with its verdict.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What was asked.
    pub request: Request,
    /// What was judged.
    pub conversation: Conversation,
    /// What was found.
    pub review: Review,
    /// What is decided.
    pub decision: Decision,
    /// The language of sentences for people.
    pub reader: Language,
    warnings: Vec<String>,
}

/// Judges a reply that is about to be sent.
pub fn judge(linter: &Linter, request: Request) -> Judged {
    let (mut conversation, mut warnings) = request.conversation();
    conversation.leaves = true;
    if conversation.stage == Stage::Typing {
        conversation.stage = Stage::Final;
        warnings.push("a reply that is sent is no longer typed; `stage` counts as `final`".to_owned());
    }
    warnings.extend(linter.unknown(&conversation));
    let reader = request.reader();
    let review = linter.review(&conversation, reader);
    let asked = Asked {
        channel: conversation.channel,
        queue: request.queue.as_deref(),
        team: request.team.as_deref(),
        reason: request.overriding.as_ref().map(|wish| wish.reason.as_deref().unwrap_or_default()),
    };
    let decision = decide(linter.rules(), asked, &review.diagnostics, review.score.as_ref().and_then(|score| score.total));
    Judged { request, conversation, review, decision, reader, warnings }
}

/// The reply as it could be; `None` where it passes, is [too long](LONGEST_MENDED) or nothing better is known.
pub fn suggest(linter: &Linter, judged: &Judged) -> Option<SuggestionReport> {
    if judged.decision.verdict == Verdict::Pass || judged.request.text.len() > LONGEST_MENDED {
        return None;
    }
    let mended = mend(linter, &judged.conversation, Applicability::Display);
    let names = blanks(&mended.text).unwrap_or_default().into_iter().map(str::to_owned).collect();
    let rules: Vec<String> = mended.fixed.iter().map(ToString::to_string).collect();
    (!rules.is_empty()).then_some(SuggestionReport { blanks: names, rules, text: mended.text })
}

/// What is answered.
pub fn report(linter: &Linter, judged: &Judged, suggestion: Option<SuggestionReport>) -> Report {
    let report = wire::report(linter.rules(), &judged.conversation, &judged.review, (judged.request.offsets, judged.reader));
    let decision = &judged.decision;
    let reasons = decision.reasons.iter().map(|reason| ReasonReport {
        code: reason.code.to_string(),
        verdict: reason.verdict,
        message: summary::message(judged, reason).into_owned(),
        findings: reason.findings.clone(),
    });
    let decision = DecisionReport {
        found: decision.found,
        reasons: reasons.collect(),
        overridable: decision.overridable,
        wish: decision.wish.name().to_owned(),
        summary: summary::whole(judged),
        short_summary: summary::short(judged),
        suggestion,
    };
    let warnings = judged.warnings.iter().cloned().chain(report.warnings.clone()).collect();
    Report { verdict: judged.decision.verdict, decision: Some(decision), warnings, ..report }
}
