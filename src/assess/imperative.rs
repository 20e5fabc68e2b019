//! Where a verb is a request: "check it", "please check it", "you can check it", but not "our staff check it" nor "payments must quote it".

use super::reading::{Found, Reading};
use crate::rules::Cue;
use crate::text::{Language, TokenClass, Zone};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Verbs that stand as requests where nobody else is their subject.
const VERBS: &[&str] = &[
    "add", "adjust", "advise", "apply", "ask", "asking", "attach", "backup", "block", "bring", "browse", "call", "change", "check", "checking", "choose",
    "clear", "click", "close", "come", "complete", "configure", "confirm", "connect", "connecting", "consult", "contact", "copy", "create", "dial", "disable",
    "disconnect", "dm", "download", "drag", "drop", "edit", "email", "enable", "ensure", "enter", "export", "file", "fill", "filling", "find", "flick",
    "follow", "freeze", "get", "give", "go", "hand", "head", "help", "highlight", "hit", "hover", "import", "include", "insert", "install", "investigate",
    "join", "launch", "let", "lock", "log", "look", "looping", "loop", "mail", "meet", "meeting", "mention", "message", "monitor", "move", "navigate", "open",
    "paste", "pause", "phone", "pick", "ping", "plug", "pm", "pop", "post", "press", "provide", "quote", "reach", "reaching", "refer", "register", "remove",
    "rename", "replace", "reply", "report", "respond", "return", "revert", "ring", "save", "scan", "scroll", "search", "see", "select", "send", "set", "share",
    "ship", "shoot", "show", "sign", "speak", "specify", "start", "state", "submit", "subscribe", "suspend", "swipe", "switch", "take", "talk", "tap", "tell",
    "text", "tick", "toggle", "try", "trying", "turn", "tweet", "type", "uncheck", "unplug", "unsubscribe", "untick", "update", "upgrade", "upload", "use",
    "using", "verify", "visit", "vote", "write",
];
/// The same, found by hash.
static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| VERBS.iter().copied().collect());
/// Adverbs between the opening of a clause and its verb.
const ADVERBS: &[&str] =
    &["just", "simply", "also", "now", "first", "next", "always", "either", "again", "quickly", "directly", "only", "instead", "finally", "maybe", "perhaps"];
/// Words that open a request.
const OPENERS: &[&str] = &[
    "please", "pls", "plz", "plse", "kindly", "then", "so", "but", "do", "try", "go", "if", "once", "here", "there", "below", "above", "page", "menu", "you",
    "you'll", "you'd", "instead", "again", "finally", "first", "next", "now", "plus", "otherwise", "alternatively", "meanwhile", "let's", "sure", "either",
    "yes", "no", "want", "help", "and/or", "via",
];
/// What leads a gerund that is advice.
const LEADERS: &[&str] =
    &["by", "try", "trying", "suggest", "recommend", "worth", "advise", "consider", "of", "help", "start", "recommends", "suggests", "for"];
/// Modal verbs; with "you" before them they ask.
const MODALS: &[&str] = &["can", "could", "may", "might", "should", "must", "need", "will", "would", "shall", "able", "not", "needn't"];
/// Whoever acts there is not the customer.
const OTHERS: &[&str] = &[
    "i", "i'll", "i've", "i'm", "i'd", "we", "we'll", "we've", "we're", "we'd", "us", "me", "our", "my", "they", "they'll", "they've", "they're", "them", "he",
    "she", "it", "staff", "team", "who", "hope", "hoping", "delighted", "order", "only",
];
/// What makes "to" and a verb a request.
const ASKING: &[&str] = &[
    "you", "you'll", "you'd", "your", "need", "needs", "have", "advise", "recommend", "suggest", "try", "sure", "remember", "please", "best", "easiest",
    "quickest", "simplest", "way", "next", "step", "important", "free", "welcome", "possible", "ask", "request", "want", "better", "option", "required",
    "link", "here", "chance", "head", "like", "up", "go", "over", "able",
];
/// Words that open a courtesy.
const PLEASE: &[&str] = &["please", "kindly", "pls", "plz"];
/// What follows "please" or "you can" and is no act of the customer's.
const NO_ACT: &[&str] = &[
    "note", "be", "accept", "know", "rest", "don't", "do", "not", "never", "bear", "find", "understand", "excuse", "forgive", "pardon", "consider", "treat",
    "have", "enjoy", "wait", "allow", "trust", "remain", "stay", "continue", "feel", "let", "contact", "reach", "a", "an", "the", "this", "that", "we", "i",
    "you", "your", "our", "as", "for", "with", "in", "on", "if", "it", "is", "advised", "informed", "to", "give", "keep", "take", "hold", "thank", "remember",
    "rate", "appreciate", "sir", "madam", "see", "hang", "stand", "help", "ask", "request", "seek", "disregard", "ignore", "like", "make", "cooperate",
    "imagine", "expect", "count", "rely", "tell", "always", "no", "only", "believe", "guess", "still", "hear", "stop", "relax", "notice", "well", "also",
    "experience", "receive", "need", "lose", "miss", "already", "get", "use",
];
/// What a phrase that opens a sentence begins with.
const PHRASES: &[&str] = &["for", "to", "in", "after", "before", "on", "at", "with", "if", "once", "when"];
/// Finite verbs: with one of them it is more than a phrase.
const FINITE: &[&str] = &["is", "are", "was", "were", "will", "can", "has", "have", "do", "does", "should", "must"];
/// How far before "to" that is looked for.
const REACH: usize = 6;

/// Whether the verb of a request is in the place of one. What does not begin with a verb is.
pub(super) fn is_asked(bubble: &Reading<'_>, found: &Found) -> bool {
    let tokens = &bubble.document.tokens;
    let first = found.first as usize;
    let start = bubble.sentence(found.sentence as usize).start;
    if tokens.list[first].class != TokenClass::Latin || !KNOWN.contains(tokens.word(first)) {
        return true;
    }
    let latin = |at: usize| tokens.list[at].class == TokenClass::Latin;
    let mut at = first;
    while at > start && latin(at - 1) && (ADVERBS.contains(&tokens.word(at - 1)) || tokens.word(at - 1).ends_with("ly")) {
        at -= 1;
    }
    if at == start || !latin(at - 1) || greeted(bubble, found, at) {
        return true;
    }
    let near = |words: &[&str], end: usize| (start.max(end.saturating_sub(REACH))..end).rev().find(|&at| words.contains(&tokens.word(at)));
    // "For the refund visit any branch": the verb after the phrase that opens the clause.
    let clause = (start..at).rev().find(|&at| !latin(at) || matches!(tokens.word(at), "so" | "then")).map_or(start, |at| at + 1);
    let phrase = clause < at && PHRASES.contains(&tokens.word(clause)) && at - clause <= REACH;
    if phrase && !(clause + 1..at).any(|at| OTHERS.contains(&tokens.word(at)) || FINITE.contains(&tokens.word(at))) {
        return true;
    }
    match tokens.word(at - 1) {
        "and" | "or" | "&" => !OTHERS.contains(&tokens.word(clause)) || (clause..at).any(|at| tokens.word(at).starts_with("you")),
        "to" => {
            let asked = near(ASKING, at - 1);
            asked.is_some() && near(OTHERS, at - 1) < asked
        }
        // "What I can do is send it": what is offered.
        "is" => at - 1 > start && matches!(tokens.word(at - 2), "do" | "step" | "thing" | "way" | "best" | "option"),
        word if MODALS.contains(&word) => near(&["you", "you'll", "you'd", "customers", "guests", "members", "anyone", "everyone"], at - 1).is_some(),
        word if tokens.word(first).ends_with("ing") => LEADERS.contains(&word),
        word => OPENERS.contains(&word),
    }
}

/// "Hello Declan check your inbox".
fn greeted(bubble: &Reading<'_>, found: &Found, at: usize) -> bool {
    const NAME: usize = 2;
    bubble.in_sentence(Cue::GreetingSaid, found.sentence).any(|greeting| (greeting.end as usize..=greeting.end as usize + NAME).contains(&at))
}

/// "Kindly coordinate with your bank", "you can book a visit": whatever the verb, it is for the customer.
pub(super) fn told(bubble: &Reading<'_>) -> Option<Range<usize>> {
    const LINKS: &[&str] = &["and", "so", "then", "but", "or"];
    const RELATIVE: &[&str] =
        &["as", "that", "which", "what", "how", "if", "when", "where", "whether", "like", "all", "until", "because", "than", "hope", "why"];
    let document = bubble.document;
    let word = |at: usize| document.tokens.word(at);
    let latin = |at: usize| document.tokens.list[at].class == TokenClass::Latin;
    document.sentences.iter().enumerate().find_map(|(index, sentence)| {
        let range = sentence.range();
        if sentence.language != Language::English || sentence.question || !matches!(document.zones.get(index), Some(Zone::Body | Zone::Closing)) {
            return None;
        }
        let verb = |at: usize| at + 1 < range.end && latin(at) && !NO_ACT.contains(&word(at)) && !PLEASE.contains(&word(at));
        let tokens = range.clone().find_map(|at| match word(at) {
            "you" if matches!(word(at + 1), "can" | "could" | "may") && (at == range.start || !RELATIVE.contains(&word(at - 1))) => {
                let next = at + 2 + usize::from(at + 2 < range.end && ADVERBS.contains(&word(at + 2)));
                verb(next).then_some(at..next + 1)
            }
            please if PLEASE.contains(&please) && (at == range.start || !latin(at - 1) || LINKS.contains(&word(at - 1))) => verb(at + 1).then_some(at..at + 2),
            _ => None,
        })?;
        (!bubble.covers(&[Cue::OfferMore, Cue::SurveyAsked], &tokens)).then_some(tokens)
    })
}
