//! What a rule says to agents and offers to customers, read by the rules themselves.

use super::{Check, Doubt, Pack};
use crate::conversation::{Conversation, Markup};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::rules::{Bilingual, Kind, RewriteSpec, SourceFile, Spec, Step, place};
use crate::text::{Language, Span};

/// A message is read beside the text, at a glance.
const MESSAGE_WORDS: usize = 20;
/// A reason is read on request.
const WHY_WORDS: usize = 40;
/// What agents read must not hold even a hint of these.
const KIND: [&str; 5] = ["blame/", "tone/", "clarity/jargon", "clarity/bureaucratic", "clarity/wordy"];

/// Who reads a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Agent,
    Customer,
}

pub(super) fn doubts(pack: &Pack<'_>, file: &SourceFile, spec: &Spec, doubts: &mut Vec<Doubt>) {
    let texts: [(&str, &Bilingual, usize); 3] =
        [("summary", &spec.summary, WHY_WORDS), ("why", &spec.why, WHY_WORDS), ("message", &spec.message, MESSAGE_WORDS)];
    for (key, text, most) in texts {
        for language in [Language::English, Language::Arabic] {
            let words = text.get(language);
            let at = file.locate(&[Step::Key(key), Step::Key(language.code())]);
            if at == Span::default() {
                continue;
            }
            let count = words.split_whitespace().count();
            if count > most {
                let message = format!("`{key}` has {count} words, more than {most}");
                doubts.push(Doubt { check: Check::LongText, at: file.error(at, message, Some("say it shorter".to_owned())) });
            }
            for found in faults(pack, words, Reader::Agent) {
                doubts.push(Doubt { check: Check::OwnWords, at: file.error(at, told(&found, words), Some("write it another way".to_owned())) });
            }
        }
    }
    for rewrite in spec.rewrites.iter().filter(|rewrite| !spec.is_inherited(rewrite)) {
        let text = filled(rewrite.get_ref());
        for found in faults(pack, &text, Reader::Customer) {
            doubts.push(Doubt { check: Check::OwnWords, at: place(file, rewrite, told(&found, &text), Some("change the text or its samples".to_owned())) });
        }
    }
}

fn told(found: &Diagnostic, text: &str) -> String {
    format!("these words raise {} at \"{}\"", found.rule, found.span.text(text))
}

/// The text with the samples in its slots; a slot without one is as if it were not there.
fn filled(rewrite: &RewriteSpec) -> String {
    let mut text = rewrite.text.clone();
    for (name, value) in &rewrite.sample {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    while let Some(start) = text.find('{') {
        let Some(length) = text[start..].find('}') else { break };
        text.replace_range(start..=start + length, "");
    }
    text
}

/// What counts against a text: a warning or worse, and for agents already a hint of blame, tone or jargon. What a reply owes is not asked of
/// a text that answers nobody, and what stands in quotation marks are the words of others.
fn faults(pack: &Pack<'_>, text: &str, reader: Reader) -> Vec<Diagnostic> {
    let set = pack.linter.rules();
    let document = Document::new(text, Markup::Plain);
    let is_fact = |rule: &str| set.find(rule).is_some_and(|index| matches!(set.rules[index].kind, Kind::Fact(_)));
    let mut found = pack.linter.review(&Conversation::draft(text), Language::English).diagnostics;
    found.retain(|found| {
        let strict = reader == Reader::Agent && KIND.iter().any(|prefix| found.rule.starts_with(prefix));
        let least = if strict { Severity::Hint } else { Severity::Warning };
        found.severity >= least && !is_fact(&found.rule) && !is_quoted(&document, found)
    });
    found
}

/// Whether all words of a finding stand inside quotation marks.
fn is_quoted(document: &Document<'_>, found: &Diagnostic) -> bool {
    const MARKS: [char; 5] = ['"', '«', '»', '“', '”'];
    let mut words = document.tokens.list.iter().filter(|token| token.class.is_word() && found.span.contains(token.source)).peekable();
    let alone = |word: Span| document.source[..word.start as usize].ends_with(MARKS) && document.source[word.end as usize..].starts_with(MARKS);
    words.peek().is_some() && words.all(|token| token.quoted || alone(token.source))
}
