//! Any bytes as a draft, in every markup: places on character borders, fixes that can be applied.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rifq::catalogue::embedded;
use rifq::{Applicability, Conversation, Language, Linter, Markup, apply};
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(embedded::rules()));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for markup in [Markup::Plain, Markup::Markdown, Markup::Html, Markup::Email] {
        let mut conversation = Conversation::draft(text.as_ref());
        conversation.turns[0].markup = markup;
        let review = LINTER.review(&conversation, Language::English);
        for diagnostic in &review.diagnostics {
            assert!(!diagnostic.span.text(&text).is_empty(), "{diagnostic:?}");
            apply(&text, &diagnostic.fixes, Applicability::Display);
        }
    }
});
