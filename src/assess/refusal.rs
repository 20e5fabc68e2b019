//! Whether a reply refuses: "we can't", "it's sold out", «ما نقدر».

use super::reading::Reading;
use crate::text::Language;
use std::ops::Range;

/// "We can't", «ما نقدر»: the agent's side will not do it.
pub(super) fn refuses(bubble: &Reading<'_>) -> bool {
    const UNABLE: &[&str] = &["can't", "cannot", "won't", "couldn't"];
    const ARABIC: &[&str] = &["نستطيع", "نقدر", "يمكننا", "نتمكن", "فينا", "بنقدر", "منقدر", "هنقدر", "نقدرو"];
    const NOT: &[&str] = &["لا", "لم", "لن", "ما", "مش", "مو"];
    let word = |at: usize| bubble.document.tokens.word(at);
    (1..bubble.document.tokens.list.len()).any(|at| {
        let refused = match word(at - 1) {
            "we" | "i" => UNABLE.contains(&word(at)) || (matches!(word(at), "can" | "will" | "are" | "am") && matches!(word(at + 1), "not" | "unable")),
            "we're" | "i'm" => word(at) == "unable",
            before => (NOT.contains(&before) && ARABIC.contains(&word(at))) || rules_out(bubble, at),
        };
        let waits = || matches!(word(at + 1), "wait" | "thank" | "promise" | "say" | "tell" | "see" | "find" | "imagine" | "apologise" | "stop" | "help");
        refused && !waits()
    })
}

/// "We do not send them", "that size is sold out", "it's not included": what is wanted is not to be had, under no condition.
pub(super) fn withholds(bubble: &Reading<'_>) -> bool {
    let mut sentences = bubble.document.sentences.iter();
    sentences.any(|sentence| sentence.language == Language::English && !sentence.question && lacks(bubble, sentence.range()))
}

/// The same of one sentence.
fn lacks(bubble: &Reading<'_>, range: Range<usize>) -> bool {
    const IF: &[&str] = &["if", "unless", "once", "when", "whether", "until"];
    const MINDS: &[&str] = &[
        "want", "mind", "know", "see", "think", "expect", "wish", "need", "hesitate", "blame", "doubt", "take", "like", "believe", "understand", "have", "yet",
        "charge", "forget", "worry", "hear",
    ];
    const NOT: &[&str] = &["not", "isn't", "aren't", "longer", "never", "wasn't", "weren't"];
    const UNFIT: &[&str] =
        &["available", "included", "offered", "covered", "supported", "allowed", "accepted", "valid", "stocked", "provided", "able", "issued"];
    const GONE: &[&str] = &["unavailable", "excluded", "ineligible", "non-refundable", "nonrefundable", "discontinued", "inadmissible"];
    let word = |at: usize| if at < range.end { bubble.document.tokens.word(at) } else { "" };
    if range.clone().any(|at| IF.contains(&word(at))) {
        return false;
    }
    range.clone().any(|at| match (word(at), word(at + 1)) {
        ("we" | "i", "don't") => !word(at + 2).is_empty() && !MINDS.contains(&word(at + 2)),
        ("we" | "i", "do") => word(at + 2) == "not" && !MINDS.contains(&word(at + 3)),
        ("sold" | "fully", "out" | "booked") | ("no", "refunds" | "refund" | "exceptions" | "exchanges") => true,
        ("out", "of") => matches!(word(at + 2), "stock" | "scope" | "warranty"),
        ("outside" | "beyond", "the" | "our" | "of") => {
            (at + 2..at + 5).any(|at| matches!(word(at), "scope" | "warranty" | "window" | "policy" | "remit" | "guarantee"))
        }
        (not, fit) => (NOT.contains(&not) && (UNFIT.contains(&fit) || UNFIT.contains(&word(at + 2)))) || GONE.contains(&not),
    })
}

/// "It cannot be returned", "it isn't possible", «لا يمكن إرجاعه», «مش هينفع»: said without a subject of ours.
fn rules_out(bubble: &Reading<'_>, at: usize) -> bool {
    const UNFIT: &[&str] = &["possible", "refundable", "returnable", "exchangeable", "transferable", "retroactive", "eligible", "entitled", "permitted"];
    const VERBS: &[&str] =
        &["يمكن", "ترد", "يرد", "تسترد", "يسترد", "تستبدل", "يستبدل", "يحق", "يصير", "بيصير", "بصير", "هينفع", "ينفع", "ممكن", "نرجع", "منرجع"];
    const WRITTEN_ON: &[&str] = &["", "ها", "ه", "لك", "نا", "كم"];
    let word = |at: usize| bubble.document.tokens.word(at);
    let before = word(at - 1).strip_prefix(['و', 'ف']).unwrap_or(word(at - 1));
    match before {
        "won't" if at > 1 && word(at - 2) == "you" => false,
        "cannot" | "can't" | "won't" => word(at) == "be",
        "can" => word(at) == "not" && word(at + 1) == "be",
        "لا" | "لن" | "ما" | "مش" | "مو" | "غير" => {
            VERBS.iter().any(|verb| word(at).strip_prefix(verb).is_some_and(|rest| WRITTEN_ON.contains(&rest)))
        }
        _ => (before == "not" || before.ends_with("n't")) && UNFIT.contains(&word(at)),
    }
}
