//! What holds for every text, on random mixtures of both scripts, marks, markup and whatever else people paste.

mod support;

use proptest::prelude::*;
use rifq::catalogue::embedded;
use rifq::rules::compile;
use rifq::text::fold::fold_str;
use rifq::text::{Encoding, LineIndex, tokenize};
use rifq::{Applicability, Conversation, Language, Linter, Markup, Role, Turn, apply};
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(embedded::rules()));

/// The same rules and lexicons, given in the opposite order.
static REVERSED: LazyLock<Linter> = LazyLock::new(|| {
    let mut sources = embedded::sources();
    sources.rules.reverse();
    sources.lexicons.reverse();
    Linter::new(compile(&sources).expect("the built-in rules compile in any order"))
});

/// Pieces of replies, of markup and of trouble.
const PIECES: &[&str] = &[
    "Unfortunately, ", "we cannot ", "we're unable to do that", "change the address", "As per our policy", "That is not my department. ", "I don't know",
    "What I can do is send a new one. ", "please be informed that ", "our OMS shows ", "won't", "sooooo sorry", "للأسف ", "لا يمكننا ", "لَا يُمْكِنُنَا",
    "إرجاع المبلغ", "ما نقدرش ", "مش هينفع", "ما نگدر", "نحيطكم علمًا بأن ", "ليس من اختصاصنا", "نعتــــذر", "شكراااا", "يمكنك ", "خلال ٢٤ ساعة", "وبالتالي",
    "ﻻ ﻳﻤﻜﻨﻨﺎ ", "ﷲ", "ﷺ", "…", "ـ", "\u{200f}", "\u{200e}", "\u{200d}", "\u{2068}", "\u{64b}", "\u{301}", "🙂", "👨‍👩‍👧", "🇸🇦", "é", "ß", "İ", "١٢٣", "1,000.50",
    "\r\n", "\n\n", "\n", "\r", "\t", " ", "\u{a0}", "\0", ".", ",", "،", "؟", "!", "\"", "«", "»", "(", "'", "\u{2019}", "> ", "-- \n",
    "On Mon, 1 Jan 2024, Sam wrote:\n", "كتب في ١ يناير:\n", "**", "`", "```\n", "# ", "- ", "1. ", "[a](https://example.com/b)", "https://example.com/؟",
    "sam@example.com", "@sam", "#tag", "{{name}}", "[NAME]", "%s", "<b>", "</b>", "<br>", "<p class=\"x\">", "<!--", "-->", "&amp;", "&#1604;", "&nbsp;",
    "+++\n",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![12 => (0..PIECES.len()).prop_map(|at| PIECES[at].to_owned()), 2 => Just(" ".to_owned()), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn markup() -> impl Strategy<Value = Markup> {
    prop_oneof![Just(Markup::Plain), Just(Markup::Markdown), Just(Markup::Html), Just(Markup::Email)]
}

fn conversation(customer: String, draft: String, markup: Markup) -> Conversation {
    let mut conversation = Conversation::draft(draft);
    conversation.turns[0].markup = markup;
    conversation.turns.insert(0, Turn { role: Role::Customer, text: customer, ..Turn::default() });
    conversation
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_go_forward_on_character_borders(source in text()) {
        let tokens = tokenize(&source, &[]);
        let (mut folded, mut start, mut end) = (0, 0, 0);
        for token in &tokens.list {
            prop_assert!(support::is_on_borders(&source, token.source) && !token.source.is_empty());
            prop_assert!(token.source.start >= start && token.source.end >= end && token.folded_start >= folded && token.folded_end >= token.folded_start);
            prop_assert!(tokens.folded.get(token.folded_start as usize..token.folded_end as usize).is_some());
            (folded, start, end) = (token.folded_end, token.source.start, token.source.end);
        }
    }

    #[test]
    fn folding_twice_is_folding_once(source in text()) {
        let once = fold_str(&source);
        prop_assert_eq!(fold_str(&once), once);
    }

    #[test]
    fn places_come_back_in_every_encoding(source in text()) {
        let index = LineIndex::new(&source);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut before = None;
            for (offset, _) in source.char_indices().chain([(source.len(), ' ')]) {
                let position = index.position(&source, offset as u32, encoding);
                prop_assert!(before <= Some(position));
                before = Some(position);
                let line = index.line_range(position.line as usize, &source);
                let written = line.start + source[line.clone()].trim_end_matches(['\r', '\n']).len();
                prop_assert_eq!(index.offset(&source, position, encoding) as usize, offset.min(written));
            }
        }
    }

    #[test]
    fn places_and_fixes_hold(customer in text(), draft in text(), markup in markup()) {
        let conversation = conversation(customer, draft.clone(), markup);
        let review = LINTER.review(&conversation, Language::Arabic);
        prop_assert_eq!(support::misplaced(&review, &draft, markup), None);
        let fixes: Vec<_> = review.diagnostics.iter().flat_map(|diagnostic| &diagnostic.fixes).collect();
        prop_assert_eq!(apply(&draft, [], Applicability::Display).text, draft.clone());
        let applied = apply(&draft, fixes.iter().copied(), Applicability::Display);
        prop_assert_eq!(applied.fixes + applied.skipped, fixes.len());
        prop_assert!(applied.fixes > 0 || applied.text == draft);
    }

    #[test]
    fn the_order_of_rules_and_runs_does_not_matter(customer in text(), draft in text(), markup in markup()) {
        let conversation = conversation(customer, draft, markup);
        let review = LINTER.review(&conversation, Language::English);
        prop_assert_eq!(&review, &LINTER.review(&conversation, Language::English));
        prop_assert_eq!(&review, &REVERSED.review(&conversation, Language::English));
    }
}
