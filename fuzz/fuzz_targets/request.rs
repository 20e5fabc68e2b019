//! Any text as a request: an error with its place, or a report whose places lie in the draft.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rifq::catalogue::embedded;
use rifq::{Language, Linter, wire};
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(embedded::rules()));

fuzz_target!(|json: &str| {
    let Ok(request) = wire::parse(json) else { return };
    let (conversation, _) = request.conversation();
    let review = LINTER.review(&conversation, request.ui_language.unwrap_or(Language::English));
    let report = wire::report(LINTER.rules(), &conversation, &review, request.offsets);
    let units = match request.offsets {
        wire::Offsets::Utf8 => request.text.len(),
        wire::Offsets::Utf16 => request.text.encode_utf16().count(),
        wire::Offsets::Utf32 => request.text.chars().count(),
    };
    for diagnostic in &report.diagnostics {
        assert!(diagnostic.span.start < diagnostic.span.end && diagnostic.span.end as usize <= units, "{diagnostic:?}");
        assert!(!diagnostic.text.is_empty());
    }
});
