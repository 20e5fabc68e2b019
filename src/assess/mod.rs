//! The model of a reply that rules, scores and reports read: what the customer needs, what the reply gives. One file per model.

mod acts;
mod address;
mod dialect;
mod empathy;
mod facts;
mod imperative;
mod known;
mod language;
mod marks;
mod names;
mod need;
mod next_step;
mod overlap;
mod past;
mod questions;
mod reading;
mod refusal;
mod structure;
mod thread;
mod time;

pub use address::Address;
pub use dialect::dialect;
pub use empathy::{Given, Grade};
pub use facts::Raised;
pub use marks::Mark;
pub use names::{Addressed, salutation};
pub use need::{Evidence, Need};
pub use next_step::{Asked, NextStep, Owner, StepGrade};
pub use past::{Past, Texts};
pub use questions::Question;
pub use reading::{Found, Reading};
pub use thread::{Round, Thread};

use crate::conversation::{Channel, Conversation, Stage};
use crate::rules::{Cue, Side, Strength};
use crate::scan::{Hit, Matcher};
use crate::text::{Language, Span, TokenClass};
use facts::{Scene, Setting};
use known::Again;
use marks::View;
use overlap::Words;

/// What is known about one reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// How much acknowledgement the customer needs.
    pub need: Need,
    /// How much the reply gives.
    pub given: Given,
    /// What happens next.
    pub step: NextStep,
    /// What the customer asked.
    pub questions: Vec<Question>,
    /// The salutation, in the draft.
    pub greeting: Option<Span>,
    /// The closing, in the draft.
    pub closing: Option<Span>,
    /// Whom the opening addresses, as tokens of the draft.
    pub addressed: Addressed,
    /// The first sentence of the body, and the one behind it where that only thanks: there an acknowledgement belongs.
    pub body: (usize, Option<usize>),
    /// How it addresses the customer, most frequent way first.
    pub address: Vec<(Address, usize)>,
    /// The customer's language where the draft is in the other one.
    pub mismatch: Option<Language>,
    /// What the reply does well, with the place in the draft where it has one.
    pub strengths: Vec<(Strength, Option<Span>)>,
    /// Nobody answered the customer before this reply.
    pub opening: bool,
    /// There are messages of the customer.
    pub has_customer: bool,
    /// Words of the draft, and of the draft with the messages it answers.
    pub words: (usize, usize),
    /// Words of the draft as English would count them: Arabic binds its small words to the next one, so that four do for five.
    pub length: usize,
    /// The facts that hold.
    pub facts: Vec<Raised>,
    /// What the writing itself shows.
    pub marks: Vec<Mark>,
}

/// Assesses one turn of a conversation as part of its reply, as if it were the last. `matcher` and `hits` are those of its document in `past`.
pub fn assess<'p>(conversation: &Conversation, (turn, stage): (usize, Stage), (matcher, hits): (&mut Matcher<'p>, &[Hit]), past: &Past<'p>) -> Assessment {
    let thread = Thread::new(&past.turns()[..turn]);
    let draft = Reading::new(turn as u32, matcher, hits);
    let messages = past.readings(&thread.current.customer, Side::Customer);
    let earlier = past.readings(&thread.current.agent, Side::Reply);
    let bubbles: Vec<&Reading<'_>> = earlier.iter().copied().chain([&draft]).collect();

    let mut assessment = Assessment { opening: thread.is_first(), has_customer: !messages.is_empty(), ..Assessment::default() };
    let mut said = Words::default();
    for message in &messages {
        said.add(&message.keys);
    }
    assessment.need = Need::of(&messages);
    if messages.is_empty() && thread.earlier.is_empty() {
        assessment.need = need_told(&draft);
    } else if !assessment.need.settled {
        carry_over(past, &thread, &mut assessment.need);
    }
    let public = matches!(conversation.channel, Some(Channel::Social | Channel::Review | Channel::Forum));
    // An everyday curse is common in English posts; the Arabic words of anger are appeals.
    let posts = matches!(conversation.channel, Some(Channel::Social | Channel::Forum));
    if posts && messages.iter().all(|message| message.document.language == Language::English) {
        assessment.need = std::mem::take(&mut assessment.need).in_a_post();
    }
    assessment.questions = questions::questions(&messages, &bubbles, public);
    if thread.earlier.is_empty() && assessment.questions.is_empty() && is_repaired(&messages, &draft, &assessment.need) {
        assessment.need = Need { level: 1, told: true, ..Need::default() };
    }
    // What is to be done is told in Arabic letters beside what happened.
    let arabic = draft.document.language == Language::Arabic;
    let asks = |question: &Question| !arabic || question.kind != Some(Cue::AskDeed);
    if !public && thread.is_first() && !assessment.questions.iter().any(asks) {
        assessment.need.level = assessment.need.level.max(assessment.need.plain(&messages, conversation.channel == Some(Channel::Email)));
    }
    assessment.given = Given::of(&bubbles, &said, assessment.need.trigger);
    let asked = match assessment.questions.as_slice() {
        [] => Asked::Nothing,
        questions if questions.iter().all(|question| question.answered) => Asked::Answered,
        questions if questions.iter().all(|question| !question.answered && (question.kind.is_some() || !public)) => Asked::Open,
        _ => Asked::Partly,
    };
    let deed = assessment.questions.iter().any(|question| question.kind == Some(Cue::AskDeed));
    assessment.step = NextStep::of(&bubbles, &assessment.need, (asked, deed), public);
    let name = conversation.customer.name.as_deref();
    assessment.addressed = names::addressed(&draft, name);
    let span = |tokens: &Option<std::ops::Range<usize>>| tokens.clone().map(|tokens| draft.document.span_of(tokens));
    assessment.greeting = structure::greeting(&draft, span(&assessment.addressed.own).or_else(|| span(&assessment.addressed.called)));
    assessment.closing = structure::closing(&draft);
    assessment.body = (structure::first_of_body(&draft), structure::after_thanks(&draft));
    assessment.address = address::address(&draft);
    assessment.mismatch = language::mismatch(&messages, &draft);
    let words = draft.words();
    assessment.words = (words, words + messages.iter().map(|message| message.words()).sum::<usize>());
    assessment.length = if draft.document.language == Language::Arabic { words * 5 / 4 } else { words };
    assessment.strengths = strengths(&draft, &said, &assessment);
    let greeted = |bubble: &Reading<'_>| structure::greeting(bubble, None).is_some();
    let named = |bubble: &Reading<'_>| names::addressed(bubble, name).own.is_some();
    let setting = Setting {
        channel: conversation.channel,
        stage,
        has_customer: assessment.has_customer,
        has_name: name.is_some_and(|name| !name.trim().is_empty()),
        earlier: (earlier.iter().copied().any(greeted), earlier.iter().copied().any(named)),
    };
    let again = asked_again(past, &thread, (&draft, &messages), !conversation.orders.is_empty());
    let scene = Scene { draft: &draft, earlier: &earlier, messages: &messages, said: &said, again: &again };
    assessment.facts = facts::facts(scene, &assessment, setting);
    let stranger = if draft.document.language == Language::Arabic { dialect::stranger(matcher) } else { None };
    assessment.marks =
        marks::marks(&View { draft: &draft, messages: &messages, conversation, stage, assessment: &assessment, contacts: &matcher.set.contacts, stranger });
    past.keep(draft);
    assessment
}

/// What a customer's message asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// It asks something, or for something.
    pub asks: bool,
    /// How much acknowledgement it needs, 0 to 3.
    pub need: u8,
    /// It thanks, praises or says that the matter is settled.
    pub cheers: bool,
    /// Its words.
    pub words: usize,
}

impl Wish {
    /// Whether it can be left without an answer.
    pub const fn is_done(self) -> bool {
        !self.asks && self.need == 0 && (self.cheers || self.words <= SHORT_WORD)
    }
}

/// A message of so few words that asks nothing is a word of thanks or assent.
const SHORT_WORD: usize = 3;

/// With a word of thanks in it, so many.
const SHORT_THANKS: usize = 15;

/// How words of thanks begin; folded.
const THANKS: &[&str] = &["thank", "thx", "cheers", "شكر", "مشكور", "تسلم", "يسلمو", "متشكر"];

/// Reads a customer's message by itself.
fn wish(reading: &Reading<'_>) -> Wish {
    let (document, words) = (reading.document, reading.words());
    let asks = document.sentences.iter().any(|sentence| sentence.question);
    let thanks = (0..document.tokens.list.len()).any(|token| THANKS.iter().any(|word| document.tokens.word(token).starts_with(word)));
    let cheers = reading.has_any(&[Cue::NeedPraise, Cue::NeedSettled]) || (thanks && words <= SHORT_THANKS);
    let requests = reading.cues.iter().any(|found| found.cue.name().starts_with("ask-") && found.cue != Cue::AskRhetorical);
    Wish { asks: asks || requests, need: Need::of(&[reading]).level, cheers, words }
}

/// What the draft asks for although the customer told it, now or before.
fn asked_again(past: &Past<'_>, thread: &Thread, (draft, messages): (&Reading<'_>, &[&Reading<'_>]), order_known: bool) -> Vec<Again> {
    if !known::asks_any(draft) {
        return Vec::new();
    }
    let turns: Vec<u32> = thread.earlier.iter().flat_map(|round| round.customer.iter().copied()).collect();
    let before = past.readings(&turns, Side::Customer);
    known::again(draft, &messages.iter().chain(&before).copied(), order_known)
}

/// Without a word of the customer: what the draft itself tells about what went wrong.
fn need_told(draft: &Reading<'_>) -> Need {
    // "Sorry, ..." «عذرا، ...» only announces; an apology that is a clause of its own has a cause.
    let announces = |found: &Found| {
        let next = draft.document.tokens.word(found.end as usize);
        found.end == found.first + 1 && draft.sentence(found.sentence as usize).start == found.first as usize && matches!(next, "," | "\"" | "-" | ":")
    };
    let apologises = draft.of(Cue::GivenApology).any(|found| !announces(found));
    let grave = [Cue::GivenProblem, Cue::GivenFeeling, Cue::GivenOwnership, Cue::GivenCondolence, Cue::GivenGetWell, Cue::TroubleGrave];
    let some = [Cue::GivenApology, Cue::GivenUnderstanding, Cue::TroubleTold];
    let level = if apologises || draft.has_any(&grave) { 2 } else { u8::from(draft.has_any(&some)) };
    Need { level, told: true, ..Need::default() }
}

/// Whoever sends nothing but a version number, and is told to restart something, has some trouble all the same. Where there were earlier
/// rounds, they tell.
fn is_repaired(messages: &[&Reading<'_>], draft: &Reading<'_>, need: &Need) -> bool {
    let cheered = || messages.iter().any(|message| message.has_any(&[Cue::NeedPraise, Cue::NeedSettled]));
    need.level == 0 && !messages.is_empty() && draft.has(Cue::StepRepair) && !cheered()
}

/// A complaint that no earlier reply acknowledged is still open.
fn carry_over(past: &Past<'_>, thread: &Thread, need: &mut Need) {
    for round in &thread.earlier {
        let then = Need::of(&past.readings(&round.customer, Side::Customer));
        if then.settled {
            return;
        }
        if then.level >= 2 {
            let given = Given::of(&past.readings(&round.agent, Side::Reply), &Words::default(), then.trigger);
            if given.grade > Grade::None {
                return;
            }
            if then.level > need.level {
                *need = then;
            }
        }
    }
}

fn strengths(draft: &Reading<'_>, said: &Words, assessment: &Assessment) -> Vec<(Strength, Option<Span>)> {
    let mut strengths = Vec::new();
    let (given, step) = (&assessment.given, &assessment.step);
    if given.grade == Grade::Strong && assessment.need.level > 0 {
        strengths.push((Strength::EmpathyStrong, given.first.map(|found| draft.span(&found))));
    }
    if given.grade > Grade::None && !given.harmed && assessment.need.level > 0 {
        strengths.extend(draft.first(Cue::GivenFeeling).map(|found| (Strength::FeelingNamed, Some(draft.span(found)))));
    }
    strengths.extend(draft.first(Cue::NextAnticipated).map(|found| (Strength::NextAnticipated, Some(draft.span(found)))));
    if assessment.need.settled {
        let back = draft.cues.iter().find(|found| matches!(found.cue, Cue::GivenWelcome | Cue::GivenThanks));
        strengths.extend(back.map(|found| (Strength::ThanksReturned, Some(draft.span(found)))));
    }
    if step.grade == StepGrade::Concrete && step.owner == Some(Owner::Agent) && step.time.is_some() {
        strengths.push((Strength::StepComplete, step.action));
    }
    let first = structure::first_of_body(draft);
    let opening = draft.sentence(first).start..draft.sentence(first + 1).end.max(draft.sentence(first).end);
    if let Some(at) = said.shared(&draft.keys[opening.clone()]) {
        strengths.push((Strength::CustomerReflected, Some(draft.document.span_of(opening.start + at..opening.start + at + 1))));
    }
    if !assessment.questions.is_empty() && assessment.questions.iter().all(|question| question.answered) {
        strengths.push((Strength::QuestionsAnswered, None));
        if let Some(at) = thread::all(draft.document).find(|&at| draft.document.tokens.list[at].class == TokenClass::Link) {
            strengths.push((Strength::AnswerLinked, Some(draft.document.span_of(at..at + 1))));
        }
    }
    strengths
}
