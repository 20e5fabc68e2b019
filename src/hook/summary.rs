//! What an agent is told whose reply does not simply pass.

use super::Judged;
use crate::diagnostic::Verdict;
use crate::policy::{Reason, Wish};
use crate::rules::Overriding;
use crate::text::Language;
use std::borrow::Cow;

/// The most UTF-16 code units of a short summary: what mail programs show.
const SHORT: usize = 500;

/// The most characters of the draft's own words beside a reason.
const WORDS: usize = 80;

/// The sentence of a reason.
pub(super) fn message<'j>(judged: &'j Judged, reason: &Reason) -> Cow<'j, str> {
    let first = reason.findings.first().and_then(|&index| judged.review.diagnostics.get(index as usize));
    let (score, least) = judged.decision.score.unwrap_or_default();
    match (first, judged.reader) {
        (Some(diagnostic), _) => Cow::Borrowed(&*diagnostic.message),
        (None, Language::English) => Cow::Owned(format!("The score is {score}; at least {least} is asked.")),
        (None, Language::Arabic) => Cow::Owned(format!("الدرجة {score}، والمطلوب {least} على الأقل.")),
    }
}

/// All reasons, a line each, with the words they are about.
pub(super) fn whole(judged: &Judged) -> String {
    let mut lines = vec![head(judged).to_owned()];
    for reason in &judged.decision.reasons {
        let words = reason.findings.first().and_then(|&index| words(judged, index));
        let message = message(judged, reason);
        lines.push(match (words, judged.reader) {
            (None, _) => format!("- {message}"),
            (Some(words), Language::English) => format!("- “{words}”: {message}"),
            (Some(words), Language::Arabic) => format!("- «{words}»: {message}"),
        });
    }
    lines.extend(tail(judged).map(str::to_owned));
    lines.join("\n")
}

/// As many reasons as there is room for.
pub(super) fn short(judged: &Judged) -> String {
    let end = tail(judged).map_or_else(String::new, |tail| format!(" {tail}"));
    let more = match judged.reader {
        Language::English => " And more.",
        Language::Arabic => " وغير ذلك.",
    };
    let room = SHORT - units(&end) - units(more);
    let mut text = head(judged).to_owned();
    for (index, reason) in judged.decision.reasons.iter().enumerate() {
        let message = message(judged, reason);
        if units(&text) + 1 + units(&message) > room {
            if index == 0 {
                text.push(' ');
                text.push_str(&clipped(&message, room - units(&text) - 1));
            }
            text.push_str(more);
            break;
        }
        text.push(' ');
        text.push_str(&message);
    }
    text + &end
}

/// What stands before the reasons.
fn head(judged: &Judged) -> &'static str {
    match (judged.decision.found, judged.decision.wish, judged.reader) {
        (Verdict::Pass, _, Language::English) => "Ready to send.",
        (Verdict::Pass, _, Language::Arabic) => "الرد جاهز للإرسال.",
        (_, Wish::Granted, Language::English) => "Sent as it is, as you asked:",
        (_, Wish::Granted, Language::Arabic) => "يُرسل كما هو بناء على طلبك:",
        (Verdict::Block, _, Language::English) => "Not sent yet. Please mend this first:",
        (Verdict::Block, _, Language::Arabic) => "لم يُرسل الرد بعد. نرجو تعديل ما يلي أولا:",
        (Verdict::Warn, _, Language::English) => "Before it goes out, have a look at this:",
        (Verdict::Warn, _, Language::Arabic) => "قبل الإرسال، نرجو النظر في ما يلي:",
    }
}

/// How a reply that is held can be sent.
fn tail(judged: &Judged) -> Option<&'static str> {
    let decision = &judged.decision;
    let text = match (decision.overridable, judged.reader) {
        (Overriding::Never, Language::English) => "The reply goes out once this is mended.",
        (Overriding::Never, Language::Arabic) => "يُرسل الرد بعد تعديل ذلك.",
        (Overriding::WithReason, Language::English) => "If it should go out as it is, give a reason.",
        (Overriding::WithReason, Language::Arabic) => "إن كان ينبغي إرساله كما هو، فاذكر السبب.",
        (Overriding::Always, _) => return None,
    };
    (decision.verdict == Verdict::Block).then_some(text)
}

/// The words of a finding in one line.
fn words(judged: &Judged, index: u32) -> Option<String> {
    let diagnostic = judged.review.diagnostics.get(index as usize)?;
    let text = &judged.conversation.turns.get(diagnostic.turn as usize)?.text;
    let words: Vec<&str> = text.get(diagnostic.span.start as usize..diagnostic.span.end as usize)?.split_whitespace().collect();
    let words = words.join(" ");
    (!words.is_empty()).then(|| if words.chars().count() > WORDS { words.chars().take(WORDS - 1).chain(['…']).collect() } else { words })
}

/// How long a text is for a mail program.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The beginning of a text, so many UTF-16 code units with the sign that it goes on.
fn clipped(text: &str, most: usize) -> String {
    let mut room = most.saturating_sub(1);
    let fits = |c: &char| {
        let fits = c.len_utf16() <= room;
        room -= if fits { c.len_utf16() } else { 0 };
        fits
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.len() < text.len() { kept + "…" } else { kept }
}
