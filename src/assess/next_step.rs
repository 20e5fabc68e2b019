//! What happens next: the act, who does it, and when.

use super::acts;
use super::imperative::{is_asked, told};
use super::need::Need;
use super::reading::{Found, Reading};
use super::refusal::{refuses, withholds};
use super::structure::is_bare;
use crate::rules::Cue;
use crate::text::{Span, TokenClass, Zone};
use std::ops::Range;

/// How clear the next step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepGrade {
    /// None.
    #[default]
    None,
    /// An act without an owner, or mere efforts.
    Vague,
    /// An act with an owner, or a clear one for the customer.
    Concrete,
}

impl StepGrade {
    /// The word for it in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Vague => "vague",
            Self::Concrete => "concrete",
        }
    }
}

/// Who does the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The agent or the company.
    Agent,
    /// The customer.
    Customer,
}

impl Owner {
    /// The word for it in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Customer => "customer",
        }
    }
}

/// The next step of a reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NextStep {
    /// Whether the reply owes one.
    pub needed: bool,
    /// How clear it is.
    pub grade: StepGrade,
    /// The words that name it, in the draft; `None` where an earlier bubble does.
    pub action: Option<Span>,
    /// Who does it.
    pub owner: Option<Owner>,
    /// When, in the draft.
    pub time: Option<Span>,
    /// The matter is said to be settled.
    pub resolved: bool,
}

/// What became of the customer's questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// There are none.
    #[default]
    Nothing,
    /// None of them is answered.
    Open,
    /// Some are, or nobody can tell.
    Partly,
    /// Each of them is answered.
    Answered,
}

/// What grades which way, best first.
const STEPS: &[(Cue, StepGrade, Option<Owner>)] = &[
    (Cue::StepPromised, StepGrade::Concrete, Some(Owner::Agent)),
    (Cue::StepTaken, StepGrade::Concrete, Some(Owner::Agent)),
    (Cue::StepRepair, StepGrade::Concrete, Some(Owner::Customer)),
    (Cue::StepRequested, StepGrade::Concrete, Some(Owner::Customer)),
    (Cue::StepOwnerless, StepGrade::Vague, None),
    (Cue::StepWeak, StepGrade::Vague, Some(Owner::Agent)),
];

impl NextStep {
    /// The next step of the bubbles of one reply, the last one the draft.
    pub fn of(bubbles: &[&Reading<'_>], need: &Need, (asked, deed): (Asked, bool), public: bool) -> Self {
        let mut step = Self::default();
        let Some((draft, earlier)) = bubbles.split_last() else { return step };
        for bubble in earlier {
            step.take(bubble, false, need.level);
        }
        step.take(draft, true, need.level);
        // Without trouble, only what was set going or asked in return still has to be followed up; the answer to a question has not.
        let asks_back = bubbles.iter().any(|bubble| asks(bubble) || wants(bubble));
        // Whoever apologises or asks back does not take all to be well.
        let admits = bubbles.iter().any(|bubble| bubble.has_any(&[Cue::GivenApology, Cue::GivenOwnership]) || asks(bubble));
        let acts = step.owner == Some(Owner::Agent) || step.grade == StepGrade::Vague;
        let open = if asked == Asked::Nothing { step.grade > StepGrade::None } else { asks_back || acts || admits };
        step.needed = !step.resolved && (need.level > 0 || (open && (!need.settled || admits)));
        // Who asks in mild trouble, and is told why or what, needs no more.
        let explained = matches!(asked, Asked::Answered | Asked::Partly) && need.level == 1 && !admits && bubbles.iter().any(|bubble| informs(bubble));
        step.needed &= step.grade > StepGrade::None || !explained || !public;
        if !public {
            step.close(bubbles, need, (asked, deed));
            // Asked for an act, and there is neither one nor word of one.
            step.needed |= deed && !step.resolved && !need.settled && step.grade < StepGrade::Concrete && !bubbles.iter().any(|bubble| completes(bubble));
        }
        step
    }

    /// In a letter or a chat: what leaves the matter open, and what ends it.
    fn close(&mut self, bubbles: &[&Reading<'_>], need: &Need, (asked, deed): (Asked, bool)) {
        let some = |tells: fn(&Reading<'_>) -> bool| bubbles.iter().any(|bubble| tells(bubble));
        let waits = some(|bubble| asks(bubble) || wants(bubble) || hands_over(bubble));
        let admits = some(|bubble| bubble.has_any(&[Cue::GivenApology, Cue::GivenOwnership]));
        // A question left open or our own refusal leaves it open, and so does a receipt alone.
        let receipt = !need.told && bubbles.iter().all(|bubble| is_bare(bubble) && bubble.has(Cue::ReceiptGiven));
        let left = asked == Asked::Open || some(refuses) || (deed && some(withholds)) || receipt || (waits && asked != Asked::Nothing);
        self.needed |= !self.resolved && !need.settled && left;
        // What is done, and a question that is answered, need no more where we announce nothing.
        let ended = !waits && !admits && !left;
        let done = some(completes);
        let later = bubbles.iter().any(|bubble| bubble.has_any(&[Cue::AnswerDeferred, Cue::ReferralSaid]));
        let answered = asked == Asked::Answered
            && !later
            && need.level == 0
            && !some(promises)
            && bubbles.iter().any(|bubble| !is_bare(bubble))
            && self.grade != StepGrade::Vague;
        self.needed &= !(ended && need.level < 2 && (done || answered));
    }

    fn take(&mut self, bubble: &Reading<'_>, is_draft: bool, level: u8) {
        // "Your case has been closed" settles no complaint.
        let closes =
            |found: &Found| level > 1 && found.tokens().any(|at| matches!(bubble.document.tokens.word(at), "closed" | "close" | "closing" | "welcome"));
        self.resolved |= bubble.of(Cue::StepResolved).any(|found| !closes(found));
        let calm = level == 0;
        for &(cue, grade, owner) in STEPS {
            let steps = || bubble.of(cue).filter(|found| is_step(bubble, found) && stands(bubble, found) && !(calm && is_offered(bubble, found)));
            let Some(found) = steps().next() else { continue };
            let grade = if is_agents(cue) && steps().all(|found| is_vague(bubble, found)) { StepGrade::Vague } else { grade };
            if grade > self.grade {
                self.grade = grade;
                self.owner = owner;
                self.action = is_draft.then(|| bubble.span(found));
            }
        }
        if self.grade < StepGrade::Concrete
            && let Some(tokens) = acts::act(bubble)
        {
            self.grade = StepGrade::Concrete;
            self.owner = Some(Owner::Agent);
            self.action = is_draft.then(|| bubble.document.span_of(tokens));
        }
        if self.grade < StepGrade::Concrete
            && let Some(span) = told(bubble).map(|tokens| bubble.document.span_of(tokens)).or_else(|| asks_or_links(bubble))
        {
            self.grade = StepGrade::Concrete;
            self.owner = Some(Owner::Customer);
            self.action = is_draft.then_some(span);
        }
        if is_draft {
            self.time = bubble.cues.iter().filter(|found| is_agents(found.cue)).find_map(|found| time_of(bubble, found));
        }
    }
}

/// Whether a cue is an act of the agent's side.
pub(super) const fn is_agents(cue: Cue) -> bool {
    matches!(cue, Cue::StepPromised | Cue::StepTaken | Cue::StepOwnerless)
}

/// Whether a cue is an act or an effort of somebody who is named.
pub(super) const fn is_effort(cue: Cue) -> bool {
    matches!(cue, Cue::StepPromised | Cue::StepTaken | Cue::StepWeak)
}

/// Not where it is part of an offer of more help or of a survey, nor in a signature.
pub(super) fn is_step(bubble: &Reading<'_>, found: &Found) -> bool {
    bubble.document.zones.get(found.sentence as usize) != Some(&Zone::Signature) && !bubble.covers(&[Cue::OfferMore, Cue::SurveyAsked], &found.tokens())
}

/// Whether a cue is a step where it stands: a verb in the place of a request, an act that is more than a look.
fn stands(bubble: &Reading<'_>, found: &Found) -> bool {
    const LOOKS: &[&str] = &["checked", "reviewed", "verified", "tested", "investigated", "replied", "responded", "answered", "recorded", "confirmed", "told"];
    match found.cue {
        Cue::StepRequested => is_asked(bubble, found),
        Cue::StepTaken => !found.tokens().any(|at| LOOKS.contains(&bubble.document.tokens.word(at))),
        _ => true,
    }
}

/// "If you have any other question, write to us": what follows an offer in its sentence. Whoever has no trouble needs no such step.
fn is_offered(bubble: &Reading<'_>, found: &Found) -> bool {
    bubble.in_sentence(Cue::OfferMore, found.sentence).any(|offer| offer.first <= found.first)
}

/// "We will be in touch soon": a promise whose only time is a vague one.
fn is_vague(bubble: &Reading<'_>, found: &Found) -> bool {
    let soon = bubble.in_sentence(Cue::TimeVague, found.sentence).next().is_some();
    (soon || is_loose(bubble, found)) && bubble.time(bubble.sentence(found.sentence as usize)).is_none()
}

/// «فريقنا يتابع الموضوع», «سنرفع ملاحظتكم», "we have passed it on", "we'll be in touch": without a time, the customer sees nothing of it.
pub(super) fn is_loose(bubble: &Reading<'_>, found: &Found) -> bool {
    const RUNS: &[&str] = &["يتابع", "تتابع", "بيتابع", "متابع", "يعمل", "بيشتغل", "شغال"];
    const WORDS: &[&str] = &["ملاحظت", "ملاحظات", "اقتراح"];
    const PASSED: &[&str] = &["forward", "pass", "escalat", "shar", "notif", "inform", "flag", "relay", "rais", "report", "highlight", "assign", "refer"];
    const CONTACT: &[&str] = &["touch", "contact", "reach", "posted", "updated", "know", "hear", "follow"];
    const HANDED: &[&str] = &["رفعنا", "رفعت", "حولنا", "حولت", "احلنا", "احلت", "صعدنا", "صعدت", "بلغنا", "بلغت", "ابلغنا", "ابلغت"];
    let word = |at: usize| bubble.document.tokens.word(at);
    let handed = |at: usize| match bubble.document.tokens.list[at].class {
        TokenClass::Arabic => HANDED.contains(&word(at)),
        _ => PASSED.iter().any(|start| word(at).starts_with(start)) || CONTACT.contains(&word(at)),
    };
    // "I'll get back to you", but not "I've sent it back".
    let returns =
        || found.tokens().any(|at| word(at) == "back") && found.tokens().any(|at| matches!(word(at), "get" | "come" | "call" | "write" | "ring" | "be"));
    if (found.tokens().any(handed) || returns()) && time_of(bubble, found).is_none() {
        return true;
    }
    // «عم نتابع», «بنشوف»: followed and looked at, to no time.
    let arabic = |at: &usize| bubble.document.tokens.list[*at].class == TokenClass::Arabic;
    let watched = |at: usize| ["نتابع", "اتابع", "نشوف", "بشوف", "هشوف", "اشوف"].iter().any(|stem| word(at).contains(stem));
    let at_once = || bubble.in_sentence(Cue::TimeNow, found.sentence).next().is_some();
    if found.tokens().filter(arabic).any(watched) && !at_once() && time_of(bubble, found).is_none() {
        return true;
    }
    let runs = found.tokens().filter(arabic).any(|at| RUNS.contains(&word(at))) && found.tokens().any(|at| word(at).contains("فريق"));
    runs || bubble.sentence(found.sentence as usize).filter(arabic).any(|at| WORDS.iter().any(|start| word(at).starts_with(start)))
}

/// When an act takes place: a time in its sentence or the next one.
pub(super) fn time_of(bubble: &Reading<'_>, found: &Found) -> Option<Span> {
    let sentence = bubble.sentence(found.sentence as usize);
    let next = bubble.sentence(found.sentence as usize + 1);
    bubble.time(sentence).or_else(|| bubble.time(next)).map(|tokens| bubble.document.span_of(tokens))
}

/// A question to the customer that needs an answer.
fn asks(bubble: &Reading<'_>) -> bool {
    bubble.document.sentences.iter().any(|sentence| sentence.question && !is_courtesy(bubble, &sentence.range()))
}

/// Something is to be handed in before we go on: "please upload it, then we ...".
fn hands_over(bubble: &Reading<'_>) -> bool {
    const HANDED: &[&str] =
        &["upload", "sign", "submit", "attach", "return", "رفع", "رفعها", "رفعه", "ارفع", "ارفق", "وقع", "وقعي", "توقيع", "تعبئه", "احضر", "احضار"];
    bubble.of(Cue::StepRequested).any(|found| {
        let around = found.first as usize..(found.end as usize + 1).min(bubble.sentence(found.sentence as usize).end);
        is_step(bubble, found)
            && is_asked(bubble, found)
            && !is_offered(bubble, found)
            && around.into_iter().any(|at| HANDED.contains(&bubble.document.tokens.word(at)))
    })
}

/// "I'll post it on Monday": our own act is still to come.
fn promises(bubble: &Reading<'_>) -> bool {
    bubble.of(Cue::StepPromised).any(|found| is_step(bubble, found) && is_ours(bubble, found))
}

/// Whether a promise speaks of us. The day something comes is no promise but the answer.
fn is_ours(bubble: &Reading<'_>, found: &Found) -> bool {
    const OURS: &[&str] = &["i'll", "we'll", "i", "we", "i'm", "we're", "let", "bear", "while", "allow"];
    let tokens = &bubble.document.tokens;
    let word = tokens.word(found.first as usize);
    let bare = word.strip_prefix('و').unwrap_or(word);
    let another = ["ي", "سي", "هي", "بي", "غي", "ست", "هت"].iter().any(|start| bare.starts_with(start));
    match tokens.list[found.first as usize].class {
        TokenClass::Arabic => !another,
        _ => OURS.contains(&word),
    }
}

/// "How are you?", "anything else?": it wants no answer. A greeting may open a real question.
fn is_courtesy(bubble: &Reading<'_>, tokens: &Range<usize>) -> bool {
    const REST: usize = 4;
    let greeted = bubble.of(Cue::GreetingSaid).filter(|found| tokens.contains(&(found.first as usize))).map(|found| found.end as usize).max();
    bubble.covers(&[Cue::OfferMore, Cue::SurveyAsked], tokens) || greeted.is_some_and(|end| bubble.words_in(end..tokens.end) < REST)
}

/// "Did you know ...?", "have you no wifi?", "what do you expect?": nobody waits for an answer.
fn is_hollow(bubble: &Reading<'_>, tokens: Range<usize>) -> bool {
    let words: Vec<&str> = tokens.map(|at| bubble.document.tokens.word(at)).filter(|word| !word.is_empty()).take(5).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let opens = |list: &[&str]| words.first().is_some_and(|word| list.contains(word));
    words.starts_with(&["did", "you", "know"])
        || (opens(&["have", "do", "did", "are", "were"]) && has(&["you"]) && has(&["no", "not", "never"]))
        || (opens(&["why", "what", "how", "who"]) && has(&["you"]) && has(&["expect", "want", "think", "surprised"]))
        || opens(&["haven't", "didn't", "don't", "aren't", "weren't", "isn't"])
}

/// Says something of the matter itself, and refuses nothing.
fn informs(bubble: &Reading<'_>) -> bool {
    const SHORTEST: usize = 10;
    const REFUSING: &[&str] = &["not", "unable", "unfortunately", "can't", "cannot", "won't", "don't", "doesn't", "للاسف", "عذرا", "لن", "مش", "مو", "تعذر"];
    let refuses = (0..bubble.document.tokens.list.len()).any(|at| REFUSING.contains(&bubble.document.tokens.word(at)));
    !refuses && bubble.words() >= SHORTEST && !is_bare(bubble)
}

/// "I've cancelled it", "it's attached", «ألغيت الطلب»: an act that leaves nothing to do.
fn completes(bubble: &Reading<'_>) -> bool {
    const DONE: &[&str] = &[
        "done", "sorted", "cancelled", "canceled", "refunded", "credited", "removed", "corrected", "closed", "unlocked", "reset", "waived", "deleted",
        "voided", "reversed", "added", "attached", "enclosed", "stopped", "restored", "taken", "changed", "moved", "updated", "applied", "ارفقت", "ارفقنا",
        "الغيت", "الغينا", "رجعت", "رديت", "صححت", "صححنا", "عدلت", "عدلنا", "ضفت", "اضفت", "اضفنا", "ضفنا", "حذفت", "حذفنا", "وقفت", "اوقفت", "فعلت", "فعلنا",
        "عوضنا", "ضفنالك",
    ];
    let announced = bubble.has_any(&[Cue::StepPromised, Cue::StepRequested, Cue::StepOwnerless]);
    let done = |found: &Found| found.tokens().any(|at| DONE.contains(&bubble.document.tokens.word(at)));
    !announced && bubble.of(Cue::StepTaken).any(done)
}

/// Something is to be sent to the agent's side: "DM us", «زودنا», «صوّر الشاشة هنا».
fn wants(bubble: &Reading<'_>) -> bool {
    const TO_US: &[&str] = &["هنا", "هون", "هني", "لي", "لنا", "ليا", "لينا", "دز", "دزي", "طرش", "طرشي"];
    let tokens = &bubble.document.tokens;
    let ours = |at: usize| {
        let word = tokens.word(at);
        let ends = || ["نا", "ني", "يلي", "تلي"].iter().any(|end| word.ends_with(end));
        matches!(word, "us" | "me" | "our") || (tokens.list[at].class == TokenClass::Arabic && ends())
    };
    bubble.of(Cue::StepRequested).any(|found| {
        let (first, end) = (found.first as usize, bubble.sentence(found.sentence as usize).end);
        let asked =
            || (first..(found.end as usize + 1).min(end)).any(ours) || (first..(found.end as usize + 3).min(end)).any(|at| TO_US.contains(&tokens.word(at)));
        is_step(bubble, found) && is_asked(bubble, found) && !is_offered(bubble, found) && asked()
    })
}

/// A question to the customer, or a link with words on what is there.
fn asks_or_links(bubble: &Reading<'_>) -> Option<Span> {
    const LEAST_WORDS: usize = 3;
    let document = bubble.document;
    document.sentences.iter().enumerate().find_map(|(index, sentence)| {
        let tokens = sentence.range();
        let prose = !matches!(document.zones.get(index), Some(Zone::Signature | Zone::Greeting));
        let asks = sentence.question && !is_courtesy(bubble, &tokens) && !is_hollow(bubble, tokens.clone());
        let links = bubble.has_class(TokenClass::Link, tokens.clone()) && !bubble.covers(&[Cue::OfferMore], &tokens);
        (prose && (bubble.words_in(tokens.clone()) >= LEAST_WORDS || document.tokens.word(tokens.start) == "which") && (asks || links))
            .then(|| document.span_of(tokens))
    })
}
