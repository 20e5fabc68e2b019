//! What the customer asked, and whether the reply answers it.

use super::acts;
use super::next_step::{is_loose, is_step};
use super::overlap::Words;
use super::reading::{Found, Reading};
use super::structure::{is_bare, is_empty_talk};
use crate::document::Document;
use crate::rules::{Cue, Typed};
use crate::text::{Language, Span, TokenClass};
use std::ops::Range;

/// What a question asks for, with its cue.
const KINDS: &[Cue] = &[Cue::AskWhen, Cue::AskWhere, Cue::AskHowMuch, Cue::AskHow, Cue::AskWhy, Cue::AskWhich, Cue::AskWhether];
/// A sentence with a question mark and fewer words is no question of its own ("ok?").
const LEAST_WORDS: usize = 2;
/// A question word so close behind another one belongs to the same question (tokens).
const NEAR: usize = 3;
/// Words that may stand before the question word of an English question without its mark.
const MOST_BEFORE: usize = 1;

/// Question words that «و» is written on to; folded.
const ARABIC_QUESTIONS: &[&str] =
    &["كم", "متي", "كيف", "هل", "ليش", "ليه", "لماذا", "اين", "فين", "كام", "بكم", "قديش", "شو", "ايش", "ايمتي", "امتي", "شنو", "شحال", "علاش", "ازاي"];

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Index of the turn.
    pub turn: u32,
    /// Where in the turn's source.
    pub span: Span,
    /// What it asks for; `None` where only the question mark tells.
    pub kind: Option<Cue>,
    /// Whether the reply answers it.
    pub answered: bool,
}

/// The questions of some messages, answered or not by the bubbles of a reply. In `public`, a word back and a way to write are much; in a letter
/// or a chat, whoever asks is told.
pub(super) fn questions(messages: &[&Reading<'_>], bubbles: &[&Reading<'_>], public: bool) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let all: Vec<_> = messages.iter().map(|message| asked(message, public)).collect();
    let several = all.iter().flatten().filter(|(kind, _)| *kind != Some(Cue::AskDeed)).count() > 1;
    for (message, asked) in messages.iter().zip(all) {
        for (kind, tokens) in asked {
            let mut words = Words::default();
            words.add(&message.keys[tokens.clone()]);
            let told = |bubble: &&Reading<'_>| if public { answers(bubble, kind, &words) } else { tells(bubble, kind, &words, several) };
            let answered = bubbles.iter().any(told);
            questions.push(Question { turn: message.turn, span: message.document.span_of(tokens), kind, answered });
        }
    }
    questions
}

/// The questions of one message: by their words, or by their mark alone; and outside of public posts, what is to be done.
fn asked(message: &Reading<'_>, public: bool) -> Vec<(Option<Cue>, Range<usize>)> {
    let document = message.document;
    let mut found = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let range = sentence.range();
        if message.covers(&[Cue::AskRhetorical], &range) {
            continue;
        }
        let mut starts: Vec<(usize, Cue, usize)> = Vec::new();
        // "I see why", "the card which is mine": in English a question without its mark begins with its word.
        let marked = sentence.question || sentence.language == Language::Arabic;
        let may_ask = |cue: &Found| marked || message.words_in(range.start..cue.first as usize) <= MOST_BEFORE;
        for cue in message.cues_in(index as u32).filter(|cue| KINDS.contains(&cue.cue)) {
            // "Is there a lift and how wide is it": the second one hangs on the first.
            let hangs = !starts.is_empty() && matches!(document.tokens.word((cue.first as usize).saturating_sub(1)), "and" | ",");
            if !may_ask(cue) && !hangs {
                continue;
            }
            match starts.last_mut() {
                // "Can you tell me when ...": one question, and it asks when.
                Some(last) if (cue.first as usize) < last.2 + NEAR && !joined(document, last.2..cue.first as usize + 1) => {
                    if last.1 == Cue::AskWhether {
                        last.1 = cue.cue;
                    }
                    last.2 = last.2.max(cue.end as usize);
                }
                _ => starts.push((cue.first as usize, cue.cue, cue.end as usize)),
            }
        }
        for (number, &(first, cue, _)) in starts.iter().enumerate() {
            let end = starts.get(number + 1).map_or(range.end, |next| next.0);
            found.push((Some(cue), first..end));
        }
        if starts.is_empty() && sentence.question && message.words_in(range.clone()) >= LEAST_WORDS {
            found.push((None, range));
        } else if let Some(deed) = message.in_sentence(Cue::AskDeed, index as u32).next().filter(|_| starts.is_empty() && !public) {
            found.push((Some(Cue::AskDeed), deed.first as usize..range.end));
        }
    }
    found
}

/// "When and how much": the second one is a question of its own.
fn joined(document: &Document<'_>, between: Range<usize>) -> bool {
    between.into_iter().any(|at| {
        let word = document.tokens.word(at);
        matches!(word, "and" | "or" | "," | ";") || word.strip_prefix('و').is_some_and(|rest| ARABIC_QUESTIONS.contains(&rest))
    })
}

/// Whether a bubble answers: in the words of the question, with what was asked for, or with a clear way to the answer.
fn answers(bubble: &Reading<'_>, kind: Option<Cue>, words: &Words) -> bool {
    let all = 0..bubble.document.tokens.list.len();
    let expected = match kind {
        // "Soon" answers, badly: that is the fault of another rule.
        Some(Cue::AskWhen) => bubble.time(all.clone()).is_some() || bubble.has_any(&[Cue::TimeVague, Cue::TimeNow]),
        Some(Cue::AskHowMuch) => counts(bubble),
        _ => false,
    };
    // A promise to find out, "I don't know", a link, or a request for what is needed to answer deals with any question.
    let asks_back = || bubble.document.sentences.iter().any(|sentence| sentence.question);
    let steps = [Cue::StepRequested, Cue::StepWeak];
    let stepped = bubble.cues.iter().any(|found| steps.contains(&found.cue) && is_step(bubble, found));
    let found_out = stepped || bubble.has(Cue::AnswerDeferred) || bubble.has_class(TokenClass::Link, all.clone()) || asks_back();
    // A time and a price want to be told. What else is asked is answered by whoever says anything at all: the words need not be the customer's.
    let told = match kind {
        Some(Cue::AskWhen | Cue::AskHowMuch) => bubble.of(Cue::AnswerWhether).any(|found| settles(bubble, found)),
        _ => bubble.has_any(&[Cue::StepPromised, Cue::StepTaken, Cue::StepRepair, Cue::StepResolved, Cue::AnswerWhether]) || !is_bare(bubble),
    };
    expected || found_out || told || words.shared(&bubble.keys).is_some()
}

/// Whether a bubble tells what was asked, or says who finds it out: neither courtesies, nor words about the company, nor "it was forwarded" do.
fn tells(bubble: &Reading<'_>, kind: Option<Cue>, words: &Words, several: bool) -> bool {
    /// Said without saying anything of the matter, where somebody asked.
    const EMPTY: &[Cue] =
        &[Cue::StepWeak, Cue::HollowSaid, Cue::GivenCondolence, Cue::GivenGetWell, Cue::GivenWelcome, Cue::GivenCheer, Cue::AnswerDeferred, Cue::UpsellOffered];
    /// Words of their own around them.
    const AROUND: usize = 9;
    let document = bubble.document;
    let all = 0..document.tokens.list.len();
    let full = |index: usize| !is_empty_talk(bubble, index, EMPTY, AROUND) && !says_little(bubble, index);
    let stands = |found: &Found| is_step(bubble, found) && !is_loose(bubble, found) && !bubble.covers(&[Cue::AnswerDeflected], &found.tokens());
    let does = |cues: &[Cue]| bubble.cues.iter().any(|found| cues.contains(&found.cue) && stands(found));
    let known = |found: &&Found| !is_general(bubble, found.sentence as usize);
    let unknown = bubble.of(Cue::AnswerWhether).filter(known).any(|found| settles(bubble, found));
    let led = bubble.has_class(TokenClass::Link, all.clone())
        || asks_back(bubble)
        || finds_out(bubble)
        || does(&[Cue::ReferralSaid, Cue::ReferralOwn, Cue::HandoffSaid]);
    if led || (unknown && !several) {
        return true;
    }
    let sentences = || 0..document.sentences.len();
    let shared = |index: usize| full(index) && words.shared(&bubble.keys[bubble.sentence(index)]).is_some();
    let done = does(&[Cue::StepTaken, Cue::StepRepair, Cue::StepRequested, Cue::StepResolved]);
    let decided = bubble.of(Cue::AnswerWhether).any(|found| known(&found)) || denies(bubble);
    match kind {
        // What is to be done is done, promised or refused.
        Some(Cue::AskDeed) => done || decided || does(&[Cue::StepPromised]) || acts::act(bubble).is_some() || sentences().any(shared),
        Some(Cue::AskHow | Cue::AskWhy | Cue::AskWhich) => done || sentences().any(full),
        Some(Cue::AskWhen) => unknown || timed(bubble),
        Some(Cue::AskHowMuch) => {
            unknown
                || counts(bubble)
                || all.into_iter().any(|at| UNITS.contains(&document.tokens.word(at)) && !matches!(document.tokens.word(at), "day" | "يوم"))
        }
        Some(Cue::AskWhere) => done || sentences().any(|index| shared(index) || (full(index) && places(bubble, bubble.sentence(index)))),
        Some(Cue::AskWhether) if several => done || decided || sentences().any(shared),
        _ => done || decided || sentences().any(full),
    }
}

/// What times are counted in.
const UNITS: &[&str] = &[
    "day", "days", "hour", "hours", "week", "weeks", "month", "months", "year", "years", "minutes", "يوم", "يوما", "ايام", "ساعه", "ساعات", "اسبوع", "اسابيع",
    "شهر", "اشهر", "شهور", "سنه", "دقيقه", "دقائق",
];

/// A time of any kind, or what sets it: "once it's here", «بعد وصوله». "You will hear soon" is none.
fn timed(bubble: &Reading<'_>) -> bool {
    const EVENTS: &[&str] = &["once", "when", "after", "until", "before", "always", "daily", "بعد", "قبل", "عندما", "حين", "بمجرد", "دائما", "يوميا"];
    const CONTACT: &[&str] =
        &["contacted", "contact", "touch", "back", "reply", "respond", "hear", "التواصل", "الاتصال", "الرد", "سنرد", "سنتواصل", "نجاوبوك", "هنرد"];
    let tokens = &bubble.document.tokens;
    let all = 0..tokens.list.len();
    let soon = |found: &Found| !bubble.sentence(found.sentence as usize).any(|at| CONTACT.contains(&tokens.word(at)));
    let set = all.clone().any(|at| EVENTS.contains(&tokens.word(at)) || UNITS.contains(&tokens.word(at)));
    // "At 5": a clock time without its half of the day.
    let clock =
        all.clone().skip(1).any(|at| tokens.list[at].class == TokenClass::Number && matches!(tokens.word(at - 1), "at" | "by" | "until" | "till" | "from"));
    let now = |found: &Found| !found.tokens().any(|at| matches!(tokens.word(at), "moment" | "bear" | "hold" | "hang"));
    set || clock || bubble.time(all).is_some() || bubble.of(Cue::TimeNow).any(now) || bubble.of(Cue::TimeVague).any(soon)
}

/// "Which model is it?", not "anything else?"
fn asks_back(bubble: &Reading<'_>) -> bool {
    bubble.document.sentences.iter().any(|sentence| sentence.question && !bubble.covers(&[Cue::OfferMore, Cue::SurveyAsked], &sentence.range()))
}

/// "I'll ask the lab", «لحظة أشوف»: somebody finds it out. "We'll look into it", "back to you as soon as possible" leave that open.
fn finds_out(bubble: &Reading<'_>) -> bool {
    let soon = |found: &Found| bubble.in_sentence(Cue::TimeVague, found.sentence).next().is_some();
    let effort = |found: &Found| found.tokens().any(|at| matches!(bubble.document.tokens.word(at), "into" | "working" | "touch" | "investigate"));
    let arrives = |found: &Found| {
        const ENGLISH: &[&str] = &["arriv", "reach", "deliver", "land", "ship", "come"];
        found.tokens().any(|at| {
            let word = bubble.document.tokens.word(at);
            ENGLISH.iter().any(|start| word.starts_with(start)) || word.contains("وصل") || word.contains("يصل")
        })
    };
    let owned = |found: &&Found| {
        (match found.cue {
            // A thing that arrives finds nothing out.
            Cue::StepPromised => is_step(bubble, found) && !arrives(found),
            Cue::AnswerDeferred => !effort(found),
            _ => false,
        }) && !is_loose(bubble, found)
    };
    bubble.cues.iter().filter(owned).any(|found| !soon(found))
}

/// "Can't do Friday", «ما منصلح», outside polite formulas.
fn denies(bubble: &Reading<'_>) -> bool {
    const POLITE: &[Cue] = &[Cue::OfferMore, Cue::ClosingSaid, Cue::GivenApology, Cue::GivenThanks, Cue::GivenShrug, Cue::HollowSaid, Cue::StepWeak];
    let tokens = &bubble.document.tokens;
    (0..tokens.list.len()).any(|at| is_negation(tokens.word(at)) && !bubble.covers(POLITE, &(at..at + 1)))
}

/// Whether a sentence, however long, tells nothing of the matter: what fits anybody, blame, an apology that names what it is for, and
/// that somebody else has it now.
fn says_little(bubble: &Reading<'_>, index: usize) -> bool {
    const OPENING: u32 = 3;
    const GIVEN: &[Cue] = &[Cue::GivenApology, Cue::GivenUnderstanding, Cue::GivenFeeling, Cue::GivenThanks];
    const STEPS: &[Cue] = &[Cue::StepTaken, Cue::StepPromised, Cue::StepOwnerless, Cue::StepWeak];
    const TURNS: &[&str] = &[",", ";", ":", "but", "because", "as", "since", "-", "–", "لكن", "لان", "بس", "حيث"];
    let range = bubble.sentence(index);
    let document = bubble.document;
    let here = |cue: Cue| bubble.in_sentence(cue, index as u32);
    let blames = || bubble.harms.iter().any(|&(first, end)| (first as usize) < range.end && range.start < end as usize);
    let plain = |found: &Found| !(found.end as usize..range.end).any(|at| TURNS.contains(&document.tokens.word(at))) && !has_figure(bubble, range.clone());
    let regrets = || GIVEN.iter().any(|&cue| here(cue).any(|found| found.first < range.start as u32 + OPENING && plain(found)));
    let steps: Vec<&Found> = STEPS.iter().flat_map(|&cue| here(cue)).collect();
    let handed = || !steps.is_empty() && steps.iter().all(|found| is_loose(bubble, found)) && here(Cue::AnswerReason).next().is_none();
    // A name or a team below the last line.
    let signature = || {
        index + 1 == document.sentences.len()
            && index > 1
            && document.tokens.list.get(range.start).is_some_and(|token| token.breaks)
            && bubble.words_in(range.clone()) <= 4
    };
    is_general(bubble, index) || blames() || regrets() || signature() || handed()
}

/// A number, a code or a time; a year since when does not count.
fn has_figure(bubble: &Reading<'_>, tokens: Range<usize>) -> bool {
    let list = &bubble.document.tokens.list;
    let number = |at: usize| list[at].class == TokenClass::Number && !(at > 0 && matches!(bubble.document.tokens.word(at - 1), "since" | "عام" | "سنه"));
    tokens.clone().any(number) || bubble.has_class(TokenClass::Entity, tokens.clone()) || bubble.time(tokens).is_some()
}

/// Words that fit any customer: "prices can vary", «تخضع لفحص دوري», without a figure or an act of ours.
fn is_general(bubble: &Reading<'_>, index: usize) -> bool {
    let acts = |found: &Found| matches!(found.cue, Cue::StepTaken | Cue::StepPromised | Cue::AnswerReason) && !is_loose(bubble, found);
    let hollow = bubble.in_sentence(Cue::HollowSaid, index as u32).next().is_some() || is_of_all(bubble, bubble.sentence(index));
    hollow && !has_figure(bubble, bubble.sentence(index)) && !bubble.cues_in(index as u32).any(acts)
}

/// "All our lamps ...", "our passes offer ...", «جميع منتجاتنا ...»: told of all of a kind, to nobody.
fn is_of_all(bubble: &Reading<'_>, tokens: Range<usize>) -> bool {
    const ALL: &[&str] = &["all", "each", "every", "most", "many", "جميع", "كل", "كافه", "معظم", "اغلب"];
    const TOLD: &[&str] =
        &["you", "your", "yours", "you're", "you'll", "you've", "yes", "no", "not", "free", "include", "includes", "included", "welcome", "can"];
    let word = |at: usize| bubble.document.tokens.word(at);
    let first = word(tokens.start);
    let plural = |text: &str| text.len() > 4 && text.ends_with('s') && !text.ends_with("ss");
    let of_kind = ALL.contains(&first) || first.ends_with("اتنا") || (first == "our" && (plural(word(tokens.start + 1)) || plural(word(tokens.start + 2))));
    let spoken_to = |at: usize| {
        let text = word(at);
        let addressed =
            bubble.document.tokens.list[at].class == TokenClass::Arabic && (text.ends_with('ك') || text.ends_with("كم")) && text.chars().count() > 2;
        TOLD.contains(&text) || text.ends_with("n't") || addressed || is_negation(text)
    };
    of_kind && !tokens.into_iter().any(spoken_to)
}

fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "no" | "cannot" | "never" | "none" | "لا" | "ما" | "لن" | "لم" | "مش" | "مو" | "مب" | "ليس" | "ماشي" | "بلا") || word.ends_with("n't")
}

/// Words that put a thing somewhere.
fn places(bubble: &Reading<'_>, tokens: Range<usize>) -> bool {
    const WORDS: &[&str] = &[
        "in", "at", "on", "near", "behind", "opposite", "under", "above", "via", "through", "outside", "inside", "here", "there", "left", "right", "way",
        "online", "arrived", "from", "next", "في", "علي", "عند", "عبر", "هنا", "هناك", "ورا", "وراء", "خلف", "قدام", "امام", "جنب", "بجانب", "مقابل", "داخل",
        "تحت", "فوق",
    ];
    tokens.into_iter().any(|at| {
        let word = bubble.document.tokens.word(at);
        let class = bubble.document.tokens.list[at].class;
        let joined = class == TokenClass::Arabic && ["بال", "بفر", "فال", "عال", "بشار", "بحي"].iter().any(|start| word.starts_with(start));
        WORDS.contains(&word) || joined || matches!(class, TokenClass::Entity | TokenClass::Email | TokenClass::Placeholder)
    })
}

/// An amount or a number that is no part of a time.
fn counts(bubble: &Reading<'_>) -> bool {
    let mut at = 0;
    let end = bubble.document.tokens.list.len();
    while let Some(range) = bubble.typed(&[Typed::Money, Typed::Number], at..end) {
        let within = |time: Range<usize>| time.start <= range.start && range.end <= time.end;
        if !bubble.time(range.start.saturating_sub(2)..end).is_some_and(within) {
            return true;
        }
        at = range.end;
    }
    false
}

/// "We don't have a date", "it's free", «ما ندري»: what leaves nothing to be told.
fn settles(bubble: &Reading<'_>, found: &Found) -> bool {
    const NOT: &[&str] =
        &["not", "no", "nope", "none", "free", "included", "unable", "مجانا", "مجاني", "مجانيه", "لا", "ليس", "ليست", "لست", "مش", "مو", "مدري", "الله"];
    found.tokens().any(|at| {
        let word = bubble.document.tokens.word(at);
        NOT.contains(&word) || word.ends_with("n't") || word == "cannot" || word.starts_with("ما") || (word.starts_with('م') && word.ends_with('ش'))
    })
}
