//! Any text as a rule file, or as a pattern in one: compiles to a rule that reviews, or to mistakes with their place.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rifq::rules::{SourceFile, Sources, compile};
use rifq::{Conversation, Language, Linter};

const DRAFT: &str = "Unfortunately, we can't do that; we cannot offer 2 days.\nللأسف ما نقدرش نرجع المبلغ خلال يومين. sooo sorry \"quoted\" https://example.com {{name}}";

fuzz_target!(|text: &str| {
    let file = |folder: &str, name: &str, text: String| SourceFile { path: format!("{folder}/{name}.toml"), name: name.to_owned(), text };
    let summary = "[summary]\nen = \"s\"\nar = \"s\"\n";
    let lexicon = format!("{summary}[[words]]\nlang = \"en\"\nany = [\"cannot\", \"can ~1 not\"]\n[[words]]\nlang = \"ar\"\nany = [\"نقدر/V\"]\n");
    let rule = match text.strip_prefix('=') {
        Some(pattern) => {
            let lang = if pattern.is_ascii() { "en" } else { "ar" };
            let pattern = toml::Value::String(pattern.to_owned());
            format!("severity = \"hint\"\n{summary}[why]\nen = \"w\"\nar = \"w\"\n[message]\nen = \"m\"\nar = \"m\"\n[phrase]\n[[phrase.match]]\nlang = \"{lang}\"\nany = [{pattern}]\n")
        }
        None => text.to_owned(),
    };
    let sources = Sources { rules: vec![file("rules", "fuzz/rule", rule)], lexicons: vec![file("lexicons", "cannot", lexicon)], ..Sources::default() };
    match compile(&sources) {
        Ok(rules) => {
            let review = Linter::new(rules).review(&Conversation::draft(DRAFT), Language::Arabic);
            assert!(review.diagnostics.iter().all(|diagnostic| !diagnostic.span.text(DRAFT).is_empty()));
        }
        Err(mistakes) => assert!(!mistakes.is_empty() && mistakes.iter().all(|mistake| mistake.line > 0 && mistake.column > 0)),
    }
});
