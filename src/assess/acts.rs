//! Acts told by the grammar of their sentence, whatever the verb: "I've restarted it", "a new one is coming to you today", «رجعتهالك», «وهيوصل الاثنين».

use super::reading::Reading;
use crate::text::{Language, TokenClass, Zone};
use std::ops::Range;

/// Adverbs between the auxiliary and its verb.
const BETWEEN: &[&str] = &["just", "already", "also", "now", "personally", "since", "today", "both", "still", "all", "currently", "definitely", "happily"];
/// Participles without -ed that tell of an act.
const IRREGULAR: &[&str] =
    &["sent", "put", "set", "made", "paid", "written", "brought", "bought", "built", "given", "swapped", "drawn", "hung", "rung", "laid"];
/// Participles of hearing, feeling, speaking and passing on: nothing is moved by them.
const NO_ACT: &[&str] = &[
    "received", "noted", "noticed", "tried", "apologised", "apologized", "appreciated", "passed", "forwarded", "shared", "looked", "worked", "wanted",
    "needed", "liked", "loved", "enjoyed", "mentioned", "explained", "stated", "advised", "informed", "discussed", "missed", "failed", "experienced",
    "decided", "improved", "launched", "introduced", "highlighted", "considered", "listened", "learned", "learnt", "realised", "realized", "recorded",
    "acknowledged", "responded", "replied", "answered", "addressed", "reviewed", "partnered", "created", "designed", "helped", "served", "stopped", "provided",
    "offered", "announced", "released", "changed", "moved", "updated", "encountered", "lived", "started", "finished", "registered", "attempted", "identified",
    "observed",
];
/// Whom an event reaches.
const REACHED: &[&str] = &["you", "your", "yours"];
/// What makes its sentence a condition.
const IF: &[&str] = &["if", "unless", "once", "when", "whether", "until", "اذا", "لو", "عندما", "لما", "بمجرد"];
/// Arabic words that only look like a future verb; folded.
const NO_FUTURE: &[&str] = &[
    "سيار", "سياسه", "سيادتكم", "سيادتك", "سيدتي", "سيدات", "ستكون", "هاتفك", "هاتفكم", "هاتفيا", "هنالك", "هناك", "هندسه", "هيئه", "سنوات", "سنويا", "سنتين",
    "سينما", "ستيان", "سيستم", "ستوري", "ستائر", "هيكون", "سيكون", "سيتم", "ستتم", "هيتم", "سيما", "سيليكون",
];

/// The first act of the agent's side that the grammar tells.
pub(super) fn act(bubble: &Reading<'_>) -> Option<Range<usize>> {
    let document = bubble.document;
    document.sentences.iter().enumerate().find_map(|(index, sentence)| {
        let range = sentence.range();
        let prose = matches!(document.zones.get(index), Some(Zone::Body | Zone::Closing));
        if !prose || sentence.question || range.clone().any(|at| IF.contains(&document.tokens.word(at))) {
            return None;
        }
        match sentence.language {
            Language::Arabic => done_for(bubble, range.clone()).or_else(|| coming(bubble, range)),
            Language::English => perfect(bubble, range.clone())
                .or_else(|| past(bubble, range.clone()))
                .or_else(|| present(bubble, range.clone()))
                .or_else(|| reaching(bubble, range)),
        }
    })
}

/// "I've just restarted the charger".
fn perfect(bubble: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| if at < range.end { bubble.document.tokens.word(at) } else { "" };
    range.clone().find_map(|at| {
        let mut next = match (word(at), word(at + 1)) {
            ("i've" | "we've", _) => at + 1,
            ("i" | "we", "have" | "just" | "already") => at + 2,
            _ => return None,
        };
        while BETWEEN.contains(&word(next)) {
            next += 1;
        }
        let verb = word(next);
        let taken = verb == "taken" && matches!(word(next + 1), "it" | "them" | "the" | "that");
        let participle = taken || (verb.len() > 4 && verb.ends_with("ed") && !NO_ACT.contains(&verb)) || IRREGULAR.contains(&verb);
        let object =
            next + 1 < range.end && bubble.document.tokens.list[next + 1].class.is_word() && !matches!(word(next + 1), "to" | "about" | "with" | "from");
        (participle && object).then_some(at..next + 1)
    })
}

/// "I released the 400 just now".
fn past(bubble: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    const OBJECTS: &[&str] = &["the", "your", "it", "them", "both", "all", "a", "an", "this", "that", "her", "him"];
    const LINKS: &[&str] = &["and", "so", "then", ",", ";", ":", "-", "–"];
    let tokens = &bubble.document.tokens;
    let opens = |at: usize| at == range.start || LINKS.contains(&tokens.word(at - 1));
    range.clone().find_map(|at| {
        let verb = tokens.word(at + 1);
        let acts = at + 2 < range.end && verb.len() > 4 && verb.ends_with("ed") && !NO_ACT.contains(&verb);
        let object = || OBJECTS.contains(&tokens.word(at + 2)) || tokens.list[at + 2].class == TokenClass::Number;
        (matches!(tokens.word(at), "i" | "we") && opens(at) && acts && object()).then_some(at..at + 2)
    })
}

/// "Paul fits it tomorrow": somebody named does it at a time.
fn present(bubble: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    const OBJECTS: &[&str] = &["it", "you", "them", "your", "her", "him", "by", "with", "out", "over", "back"];
    const HELD: &[&str] =
        &["had", "got", "were", "was", "saw", "see", "have", "gave", "sent", "told", "made", "need", "want", "owe", "know", "put", "did", "took"];
    const TIMES: &[&str] = &["day", "uary", "arch", "pril", "may", "june", "july", "gust", "ember", "tober"];
    let tokens = &bubble.document.tokens;
    bubble.time(range.clone())?;
    range.clone().skip(1).find_map(|at| {
        let (name, verb) = (&tokens.list[at - 1], tokens.word(at));
        let named = name.class == TokenClass::Latin && name.capital && !TIMES.iter().any(|end| tokens.word(at - 1).ends_with(end));
        // "Our van picks it up on Monday".
        let ours = at > range.start + 1 && matches!(tokens.word(at - 2), "our" | "the") && name.class == TokenClass::Latin;
        let acts = verb.len() > 3 && verb.ends_with('s') && !verb.contains('\'') && !tokens.list[at].capital;
        let object = at + 1 < range.end && OBJECTS.contains(&tokens.word(at + 1));
        // "I ring you before seven".
        let mine = matches!(tokens.word(at - 1), "i" | "we") && verb.len() > 2 && object && !verb.ends_with("ed") && !HELD.contains(&verb);
        if mine {
            return Some(at - 1..at + 1);
        }
        ((named || ours) && acts && object && tokens.word(at - 1).len() > 2).then_some(at - 1..at + 1)
    })
}

/// "A new cot is coming to you today before six": an event that reaches the customer at a time.
fn reaching(bubble: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| bubble.document.tokens.word(at);
    bubble.time(range.clone())?;
    let verb = range.clone().skip(1).find(|&at| {
        let subject = word(at - 1);
        let future = matches!(word(at), "will" | "'ll") || word(at).ends_with("'ll");
        let running = matches!(word(at), "is" | "are") && at + 1 < range.end && word(at + 1).ends_with("ing") && word(at + 1) != "being";
        (future || running) && !matches!(subject, "you" | "that" | "which" | "this" | "it's") && !word(at).starts_with("you")
    })?;
    let led = |at: usize| match word(at - 1) {
        "in" | "on" => at + 1 < range.end && matches!(word(at + 1), "account" | "card" | "bank" | "inbox" | "mailbox" | "wallet" | "statement" | "doorstep"),
        before => matches!(before, "to" | "with" | "at" | "reach" | "ring" | "call" | "visit" | "meet" | "phone"),
    };
    let recipient = (verb + 1..range.end).find(|&at| REACHED.contains(&word(at)) && led(at))?;
    Some(verb..recipient + 1)
}

/// «رجعتهالك», «أرفقت لك»: done by the agent, for the customer.
fn done_for(bubble: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    const FOR: &[&str] = &["لك", "لكم", "اليك", "اليكم", "ليك", "ليكم", "لحضرتك"];
    const SPOKEN: &[&str] =
        &["كانت", "ليست", "قلت", "قلنا", "ذكرت", "ذكرنا", "اعتذرت", "اعتذرنا", "شرحت", "وضحت", "وضحنا", "قدمت", "قدمنا", "سبق", "تمت", "وصلت", "بقيت", "ظهرت"];
    const CLITICS: &[&str] = &["هالكم", "هالك", "هولك", "هالي", "هلك", "لكم", "لكن", "لك"];
    let word = |at: usize| bubble.document.tokens.word(at);
    range.clone().find_map(|at| {
        let text = word(at);
        let own = |stem: &str| stem.chars().count() > 3 && (stem.ends_with('ت') || stem.ends_with("نا")) && !stem.ends_with("ات") && !stem.starts_with("ال");
        let fused = CLITICS.iter().any(|clitic| text.strip_suffix(clitic).is_some_and(own));
        let stem = text.strip_prefix('و').unwrap_or(text);
        let apart = at + 1 < range.end && FOR.contains(&word(at + 1)) && text.ends_with('ت') && own(stem) && !SPOKEN.contains(&stem) && !stem.contains("ثبت");
        (fused || apart).then_some(at..at + 1 + usize::from(apart))
    })
}

/// «وهيوصل يوم الاثنين», «ويصلكم خلال يومين»: a future verb, or one that reaches the customer, beside a time.
fn coming(bubble: &Reading<'_>, range: Range<usize>) -> Option<Range<usize>> {
    const REACHES: &[&str] =
        &["يصلك", "تصلك", "يوصلك", "توصلك", "بيوصلك", "يجيك", "بيجيك", "يزورك", "تزورك", "يتصل", "يرجعلك", "راجع", "راجعين", "جاي", "جايه"];
    bubble.time(range.clone())?;
    let found = range.into_iter().find(|&at| {
        let text = bubble.document.tokens.word(at);
        let bare = text.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().count() > 3).unwrap_or(text);
        let mut letters = bare.chars();
        let future = matches!(letters.next(), Some('س' | 'ه')) && matches!(letters.next(), Some('ي' | 'ت' | 'ن')) && bare.chars().count() > 4;
        let reaches = REACHES.iter().any(|verb| bare.strip_prefix(verb).is_some_and(|rest| matches!(rest, "" | "م" | "ما" | "ن" | "و")));
        (future && !NO_FUTURE.iter().any(|other| bare.starts_with(other))) || reaches
    })?;
    Some(found..found + 1)
}
