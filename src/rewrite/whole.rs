//! What a whole suggested reply leaves to the agent: rather no new sentence than one that does not fit.

use super::{Around, place};
use crate::assess::{NextStep, Owner, StepGrade};
use crate::check::Finding;
use crate::conversation::Channel;
use crate::document::Document;
use crate::rules::{Fact, Kind, Replace, Rewrite, Typed};
use crate::scan::{Matcher, typed_end};
use crate::text::{Sentence, TokenClass, Zone};
use std::ops::Range;

/// What says when something happens.
const WHEN: &[Typed] = &[Typed::Time, Typed::Date, Typed::Duration];
/// After «قبل» the day has parts that no clock names; folded.
const BEFORE: &[&str] = &["قبل", "بعد", "عقب", "من"];
const PARTS: &[&str] = &["الليل", "المغرب", "العصر", "الظهر", "الضهر", "العشا", "العشاء", "الفجر", "العشيه", "المسا", "المساء", "الدوام"];
/// After «كل»; folded.
const EVERY: &[&str] = &["يوم", "ليله", "ساعه", "صباح", "مسا", "اسبوع"];
/// How many words a sentence has at most that is taken out: a longer one says more than its fault.
const REMOVED: usize = 16;
/// How many words a sentence that is taken out has at most beside its fault.
const BESIDE: usize = 3;
/// Rules that find statements: told to somebody who complains they refuse nothing.
const STATEMENTS: &[&str] = &["negative/no-alternative", "negative/policy-shield", "negative/prohibition"];
/// The rules on waiting without an end, and on sending the customer elsewhere.
const HOLD: &str = "time/hold-without-estimate";
const ELSEWHERE: &str = "negative/not-my-department";
/// How many words a line has at most that greets or signs without an end mark.
const LINE: usize = 6;
/// What turns a thought round, and what only wishes well; folded.
const BUT: &[&str] = &["but", "however", "although", "still", "بس", "لكن", "ولكن", "غير", "الا", "والله"];
const WISHES: &[&str] = &["wish", "have", "enjoy", "hope", "نتمني", "اتمني", "ونتمني", "نسعد"];
/// Where replies are too short for courtesies of their own.
const TERSE: &[Channel] = &[Channel::Social, Channel::Review, Channel::Forum, Channel::Sms];

/// The first sentence that excuses, brushes off or sends away, so that new words beside it sound hollow.
pub(super) fn unmended(matcher: &mut Matcher<'_>) -> Option<usize> {
    let lexicon = matcher.set.engine.unmended?;
    let document = matcher.document;
    (0..document.sentences.len()).find(|&index| {
        let range = document.sentences[index].range();
        let bounds = matcher.bounds(range.start);
        range.into_iter().any(|at| matcher.lexicon_at(lexicon, at, bounds).is_some())
    })
}

/// Whether a sentence would go that holds the only apology to somebody who complains, or the only step.
pub(super) fn takes_the_point(document: &Document<'_>, finding: &Finding, around: &Around<'_, '_>, rewrite: &Rewrite) -> bool {
    let removes = rewrite.text.is_empty() && rewrite.part.is_none() && matches!(rewrite.replace, Replace::Sentence | Replace::Alone);
    let index = document.sentence_of(finding.tokens.0 as usize);
    removes && around.assessment.need.level > 1 && (is_only_apology(around, index) || moves_on(document, around, index))
}

/// Whether the agent is left alone with this rewrite: it asks for a fact, promises beside what is promised, or greets where that is done.
pub(super) fn leaves(matcher: &mut Matcher<'_>, finding: &Finding, around: &Around<'_, '_>, rewrite: &Rewrite) -> bool {
    let document = matcher.document;
    let rule = &matcher.set.rules[usize::from(finding.rule)];
    let index = document.sentence_of(finding.tokens.0 as usize);
    let fact = match &rule.kind {
        Kind::Fact(fact) => Some(fact.is),
        _ => None,
    };
    let removes = rewrite.text.is_empty() && rewrite.part.is_none() && matches!(rewrite.replace, Replace::Sentence | Replace::Alone);
    let assessment = around.assessment;
    let forum = around.conversation.channel == Some(Channel::Forum);
    let unmended = around.unmended(matcher).is_some_and(|at| at != index || !matches!(rewrite.replace, Replace::Sentence | Replace::Alone));
    !rewrite.whole
        || unmended
        || *rule.name == *HOLD && !is_bare_hold(document, finding, assessment.need.level)
        || removes
            && (rewrite.replace == Replace::Sentence && (says_more(document, index) || place::beside(document, finding) > BESIDE)
                || is_leaned_on(document, index)
                || is_only_apology(around, index)
                || moves_on(document, around, index))
        || rule.bridge().is_some()
            && (forum
                || assessment.need.level > 1 && STATEMENTS.contains(&&*rule.name)
                || is_answered(document)
                || !is_last(document, index)
                || *rule.name == *ELSEWHERE && !is_single(document, assessment.body.0)
                || rewrite.replace.inserts() && (leads_out(&assessment.step) || turns(document, finding) || is_pending(document, index))
                || rewrite.replace == Replace::Sentence && says_more(document, index))
        || match fact {
            Some(Fact::AcknowledgementMissing) => assessment.need.level < 2 || forum || !is_moved_on(around) || opens_well(document, assessment.body.0),
            Some(Fact::AcknowledgementWeak) => {
                forum || !is_moved_on(around) && !is_single(document, assessment.body.0) || names_it(document, finding) || begins_with(document, index + 1, BUT)
            }
            Some(Fact::StepMissing) => {
                forum
                    || !is_single(document, assessment.body.0)
                    || assessment.need.level == 0
                    || is_answered(document)
                    || signs(document, index)
                    || wishes(document, index)
            }
            Some(Fact::StepOwnerless) => assessment.need.level < 2 || timed(document, with_next(document, index)),
            Some(Fact::CommitmentUntimed) => is_answered(document),
            Some(Fact::TimeVague) => is_no_promise(document, finding),
            Some(Fact::CheckbackMissing) => runs_on(document, index) || !is_last(document, index),
            Some(Fact::GreetingMissing) => is_greeted(matcher, around),
            Some(Fact::ClosingMissing) => signs(document, index) || ends_in_a_name(document) || assessment.need.level == 0 && assessment.questions.is_empty(),
            _ => false,
        }
}

/// Whether somebody is only asked to hold on while something is looked up, and nothing graver waits.
fn is_bare_hold(document: &Document<'_>, finding: &Finding, need: u8) -> bool {
    const WAITS: &[&str] = &[
        "wait", "waiting", "update", "patient", "patience", "انتظر", "انتظري", "انتظار", "الانتظار", "استني", "استنا", "صبر", "اصبر", "اصبري", "تسني", "تسناي",
        "معنا",
    ];
    const OTHERS: usize = 2;
    let waits = tokens_of(document, document.sentence_of(finding.tokens.0 as usize)).any(|at| WAITS.contains(&document.tokens.word(at)));
    need == 0 && !waits && place::beside(document, finding) <= OTHERS + 4 && document.sentences.len() <= OTHERS + 1
}

/// Whether the sentence goes on to what is possible: "..., but the form takes one minute".
fn turns(document: &Document<'_>, finding: &Finding) -> bool {
    let sentence = tokens_of(document, document.sentence_of(finding.tokens.0 as usize));
    (finding.tokens.1 as usize..sentence.end).any(|at| BUT.contains(&document.tokens.word(at)))
}

/// Whether a sentence says that something is not there yet: that is no refusal.
fn is_pending(document: &Document<'_>, index: usize) -> bool {
    const YET: &[&str] = &["pending", "yet", "review", "قيد", "بعده", "بعدها"];
    tokens_of(document, index).any(|at| YET.contains(&document.tokens.word(at)))
}

/// Whether the reply goes on to a way of its own: what the customer can do, or what is done by a time.
fn leads_out(step: &NextStep) -> bool {
    step.grade == StepGrade::Concrete && (step.owner == Some(Owner::Customer) || step.time.is_some())
}

/// Whether the draft itself moves the matter on, so that an acknowledgement is all it lacks.
fn is_moved_on(around: &Around<'_, '_>) -> bool {
    around.assessment.step.grade == StepGrade::Concrete
}

/// Whether nothing but courtesies, a name and short lines stands behind a sentence.
fn is_last(document: &Document<'_>, index: usize) -> bool {
    (index + 1..document.sentences.len()).all(|next| is_outside(document, next))
}

/// Whether the body of a reply is one sentence.
fn is_single(document: &Document<'_>, body: usize) -> bool {
    (body..document.sentences.len()).filter(|&index| !is_outside(document, index)).count() <= 1
}

/// Whether a sentence belongs to the closing or the signature, or is a line like those.
fn is_outside(document: &Document<'_>, index: usize) -> bool {
    matches!(document.zones.get(index), Some(Zone::Closing | Zone::Signature)) || is_line(document, index)
}

/// Whether the reply says when, how much or where: then the customer has something to go by.
fn is_answered(document: &Document<'_>) -> bool {
    let told = |class: TokenClass| matches!(class, TokenClass::Number | TokenClass::Entity | TokenClass::Link | TokenClass::Email);
    document.tokens.list.iter().any(|token| told(token.class)) || timed(document, 0..document.tokens.list.len())
}

/// Whether the only apology of the draft stands in this sentence.
fn is_only_apology(around: &Around<'_, '_>, index: usize) -> bool {
    matches!(around.assessment.given.apologies.as_slice(), [only] if only.sentence as usize == index)
}

/// Whether the first sentence answers the question, or shows sympathy in words of its own.
fn opens_well(document: &Document<'_>, body: usize) -> bool {
    const ANSWERS: &[&str] = &["yes", "no", "it", "نعم", "لا", "ايه", "اي", "ايوه", "اه", "لان", "لانه", "لانها", "because"];
    const SYMPATHY: &[&str] = &[
        "oof", "ouch", "oh", "horrid", "shocking", "awful", "dreadful", "terrible", "horrible", "rotten", "pole", "صعب", "صعبه", "يعوض", "سلامات", "سلامه",
        "سلامتك", "معلش", "حقك", "ياي", "محل", "محله", "يؤسفني", "يوسفني",
    ];
    begins_with(document, body, ANSWERS) || tokens_of(document, body).any(|at| SYMPATHY.contains(&document.tokens.word(at)))
}

/// Whether a vague time is a span or a wish, where no hour can stand in its place: "a few days longer", «نتطلع إلى لقائكم قريبا».
fn is_no_promise(document: &Document<'_>, finding: &Finding) -> bool {
    const SPANS: &[&str] = &["few", "some", "a", "on", "couple", "while", "كم", "بعض", "شويه", "شوي", "شوية"];
    const HOPES: &[&str] = &[
        "نتطلع", "ونتطلع", "نامل", "ونامل", "استقبالكم", "hope", "hopefully", "hoping", "fingers", "best", "hard", "try", "might", "forward", "welcome",
        "welcoming", "لقاء", "لقائكم", "ناطرينك", "ناطرينكم", "نراك", "نراكم", "اسال", "الله", "زيارتكم", "خدمتكم",
    ];
    let (first, end) = (finding.tokens.0 as usize, finding.tokens.1 as usize);
    let sentence = tokens_of(document, document.sentence_of(first));
    let then = document.tokens.list.get(first).is_some_and(|token| matches!(document.tokens.text(token), "ومن"));
    let after = then || end > first && document.tokens.word(end - 1) == "بعد" && document.tokens.list.get(end).is_some_and(|token| token.class.is_word());
    let degree = document.tokens.word(first) == "in" && document.tokens.list.get(end).is_some_and(|token| token.class.is_word());
    after || degree || SPANS.contains(&document.tokens.word(first)) || sentence.into_iter().any(|at| HOPES.contains(&document.tokens.word(at)))
}

/// Whether the sentence is the one that moves the matter on.
fn moves_on(document: &Document<'_>, around: &Around<'_, '_>, index: usize) -> bool {
    let sentence = document.span_of(tokens_of(document, index));
    around.assessment.step.action.is_some_and(|action| sentence.start <= action.start && action.start < sentence.end)
}

/// Whether the last line is a few words without an end mark, below others.
fn ends_in_a_name(document: &Document<'_>) -> bool {
    const LONGEST: usize = 12;
    let text = document.source.trim_end();
    let Some((_, last)) = text.rsplit_once('\n') else { return false };
    !last.ends_with(['.', '!', '?', '؟', ':']) && last.split_whitespace().count() <= LONGEST
}

/// Whether tokens say when something happens.
fn timed(document: &Document<'_>, range: Range<usize>) -> bool {
    let every = |at: usize| document.tokens.word(at) == "كل" && EVERY.contains(&document.tokens.word(at + 1));
    let part = |at: usize| at > 0 && PARTS.contains(&document.tokens.word(at)) && BEFORE.contains(&document.tokens.word(at - 1));
    let today = |at: usize| ["tonight", "today", "tomorrow"].iter().any(|day| document.tokens.word(at).starts_with(day));
    range
        .clone()
        .any(|at| part(at) || today(at) || at + 1 < range.end && every(at) || WHEN.iter().any(|&typed| typed_end(document, typed, at, range.end).is_some()))
}

/// The tokens of a sentence.
fn tokens_of(document: &Document<'_>, index: usize) -> Range<usize> {
    document.sentences.get(index).map_or(0..0, Sentence::range)
}

/// The tokens of a sentence and of the one behind it.
fn with_next(document: &Document<'_>, index: usize) -> Range<usize> {
    let own = tokens_of(document, index);
    own.start..tokens_of(document, index + 1).end.max(own.end)
}

/// Whether a sentence holds facts beside its fault: it is long, or names a number or a link.
fn says_more(document: &Document<'_>, index: usize) -> bool {
    let tokens = &document.tokens.list[tokens_of(document, index)];
    let holds = |class: TokenClass| matches!(class, TokenClass::Number | TokenClass::Entity | TokenClass::Link | TokenClass::Email);
    tokens.iter().filter(|token| token.class.is_word()).count() > REMOVED || tokens.iter().any(|token| holds(token.class))
}

/// Whether the sentence is a short line without an end mark, behind others: mostly a name.
fn signs(document: &Document<'_>, index: usize) -> bool {
    index > 0 && is_line(document, index)
}

/// Whether a sentence is a line of a few words that no mark ends.
fn is_line(document: &Document<'_>, index: usize) -> bool {
    let range = tokens_of(document, index);
    let tokens = &document.tokens.list[range.clone()];
    let breaks = tokens.first().is_some_and(|token| token.breaks);
    let ends = document.tokens.list.get(range.end).is_none_or(|token| token.breaks);
    let marked = tokens.last().is_some_and(|token| matches!(document.tokens.text(token), "." | "!" | "?" | "؟"));
    (breaks || index == 0) && ends && !marked && tokens.iter().filter(|token| token.class.is_word()).count() <= LINE
}

/// Whether a draft needs no greeting of ours: a post or a chat with somebody whose name is not known, a line to somebody above the text.
fn is_greeted(matcher: &Matcher<'_>, around: &Around<'_, '_>) -> bool {
    let document = matcher.document;
    let named = around.conversation.customer.name.is_some();
    let letter = around.conversation.channel == Some(Channel::Email);
    let terse = around.conversation.channel.is_some_and(|channel| TERSE.contains(&channel));
    let first = document.source.trim_start().lines().next().unwrap_or_default().trim_end();
    let salutes = first.ends_with([',', '،']) && first.split_whitespace().count() <= LINE;
    let called =
        around.conversation.customer.name.as_deref().and_then(|name| name.split_whitespace().next()).is_some_and(|name| document.source.contains(name));
    let speaks_to = |at: usize| document.tokens.word(at) == "يا";
    !(letter || named && !terse) || called || tokens_of(document, 0).any(speaks_to) || salutes || is_line(document, 0) && document.sentences.len() > 1
}

/// Whether what follows a sentence leans on it: a line that signs right below it, «then», "after that".
fn is_leaned_on(document: &Document<'_>, index: usize) -> bool {
    const BACK: &[&str] = &["then", "after", "afterwards", "بعدها", "وبعدها", "بعد", "وبعد", "ثم"];
    const REACH: usize = 4;
    let next = tokens_of(document, index + 1);
    let gap = document.span_of(tokens_of(document, index)).end as usize..document.span_of(next.clone()).start as usize;
    let below = !next.is_empty() && document.source.get(gap).is_some_and(|gap| gap.matches('\n').count() == 1);
    below && signs(document, index + 1) || next.take(REACH).any(|at| BACK.contains(&document.tokens.word(at)))
}

/// Whether the reply goes on behind a sentence in the same paragraph.
fn runs_on(document: &Document<'_>, index: usize) -> bool {
    let next = tokens_of(document, index + 1);
    document.tokens.list.get(next.start).is_some_and(|token| !next.is_empty() && !token.breaks)
}

/// Whether a short apology says what it is for.
fn names_it(document: &Document<'_>, finding: &Finding) -> bool {
    const MATTERS: &[&str] = &[
        "delay", "delays", "wait", "waiting", "mistake", "error", "mix", "mixup", "confusion", "damage", "outage", "التاخير", "تاخير", "التاخر", "تاخر",
        "تاخرنا", "الخطا", "خطا", "الغلط", "الغلطه", "اللخبطه", "العطل", "الانقطاع", "الانتظار", "التعطال", "الروطار",
    ];
    (finding.clause.0 as usize..finding.clause.1 as usize).any(|at| MATTERS.contains(&document.tokens.word(at)))
}

/// Whether a sentence only wishes well: "We wish you a lovely day."
fn wishes(document: &Document<'_>, index: usize) -> bool {
    const REACH: usize = 2;
    tokens_of(document, index).take(REACH).any(|at| WISHES.contains(&document.tokens.word(at)))
}

/// Whether a sentence begins with one of these words.
fn begins_with(document: &Document<'_>, index: usize, words: &[&str]) -> bool {
    tokens_of(document, index).find(|&at| document.tokens.list[at].class.is_word()).is_some_and(|at| words.contains(&document.tokens.word(at)))
}
