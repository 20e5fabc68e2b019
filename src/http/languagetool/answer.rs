//! Findings as matches: places in UTF-16 code units, replacements for the whole place.

use super::annotation::Annotated;
use super::{language, reader, software};
use crate::conversation::Conversation;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity, Verdict, apply};
use crate::document::Document;
use crate::linter::Linter;
use crate::rules::{Kind, Rule};
use crate::text::{Encoding, Language, Span};
use crate::wire::Units;
use serde_json::{Value, json};

/// Characters shown on each side of a match.
const AROUND: usize = 40;

/// The most bytes of a place that is widened for what a fix replaces.
const WIDEST: u32 = 600;

/// The most replacements of a match.
const REPLACEMENTS: usize = 5;

/// What is asked beside the text.
pub(super) struct Asked {
    pub(super) code: String,
    /// `None`: told by the letters.
    pub(super) language: Option<Language>,
    pub(super) reader: Option<Language>,
    pub(super) least: Severity,
    pub(super) only: bool,
    /// Rules and categories.
    pub(super) enabled: (Vec<String>, Vec<String>),
    /// Rules and categories.
    pub(super) disabled: (Vec<String>, Vec<String>),
    pub(super) mode: String,
    pub(super) variants: Vec<String>,
}

impl Asked {
    fn wants(&self, rule: &Rule, severity: Severity) -> bool {
        let among = |(rules, categories): &(Vec<String>, Vec<String>)| {
            rules.iter().any(|name| **name == *rule.name || rule.aliases.contains(name))
                || categories.iter().any(|name| name.eq_ignore_ascii_case(rule.category()))
        };
        let of_text = matches!(rule.kind, Kind::Fact(_) | Kind::Measure(_));
        let in_mode = match &*self.mode {
            "textLevelOnly" => of_text,
            "allButTextLevelOnly" => !of_text,
            _ => true,
        };
        severity >= self.least && in_mode && if self.only { among(&self.enabled) } else { !among(&self.disabled) }
    }
}

/// The answer to a check, and the verdict for figures.
pub(super) fn answer(linter: &Linter, conversation: &Conversation, annotated: &Annotated, asked: &Asked) -> (Value, Verdict) {
    let document = Document::new(&annotated.plain, crate::conversation::Markup::Plain);
    let found = asked.language.unwrap_or(document.language);
    let review = linter.review(conversation, reader(asked, found));
    let matches = Matches { annotated, document: &document, units: Units::new(&annotated.whole, Encoding::Utf16) };
    let of_rule = |diagnostic: &Diagnostic| linter.rules().find(&diagnostic.rule).map(|rule| &linter.rules().rules[rule]);
    let wanted = review.diagnostics.iter().filter_map(|diagnostic| {
        let rule = of_rule(diagnostic).filter(|rule| asked.wants(rule, diagnostic.severity))?;
        Some(matches.of(diagnostic, rule, reader(asked, found)))
    });
    let sentences = document.sentences.iter().map(|sentence| document.span_of(sentence.first as usize..sentence.end as usize));
    let ranges: Vec<Value> = sentences.map(|span| matches.range(span)).map(|(start, end)| json!([start, end])).collect();
    let (name, code) = language::named(&asked.code, found, &asked.variants);
    let (detected, detected_code) = language::named("", document.language, &asked.variants);
    let answer = json!({
        "software": software(),
        "warnings": {"incompleteResults": false},
        "language": {
            "name": name,
            "code": code,
            "detectedLanguage": {"name": detected, "code": detected_code, "confidence": 0.99, "source": "letters"}
        },
        "matches": wanted.collect::<Vec<_>>(),
        "sentenceRanges": ranges
    });
    (answer, Verdict::of(&review.diagnostics))
}

struct Matches<'m> {
    annotated: &'m Annotated,
    document: &'m Document<'m>,
    units: Units<'m>,
}

impl Matches<'_> {
    fn of(&self, diagnostic: &Diagnostic, rule: &Rule, reader: Language) -> Value {
        let (span, replacements) = replaced(&self.annotated.plain, diagnostic);
        let (start, end, in_one) = self.annotated.place(span.start as usize, span.end as usize);
        let (offset, after) = (self.units.at(start as u32), self.units.at(end as u32));
        let category = rule.category();
        let replacements = if in_one { replacements } else { Vec::new() };
        json!({
            "message": &*diagnostic.message,
            "shortMessage": rule.summary.get(reader),
            "replacements": replacements,
            "offset": offset,
            "length": after - offset,
            "context": self.context(start, end),
            "sentence": self.sentence(span),
            "type": {"typeName": "Other"},
            "rule": {
                "id": &*rule.name,
                "description": rule.summary.get(reader),
                "issueType": issue(diagnostic.severity),
                "category": {"id": category.to_uppercase(), "name": category},
                "tags": if diagnostic.severity == Severity::Info { json!(["picky"]) } else { json!([]) }
            },
            "ignoreForIncompleteSentence": matches!(rule.kind, Kind::Fact(_)),
            "contextForSureMatch": 0
        })
    }

    /// A range of the plain text, in UTF-16 code units of the whole.
    fn range(&self, span: Span) -> (u32, u32) {
        let (start, end, _) = self.annotated.place(span.start as usize, span.end as usize);
        (self.units.at(start as u32), self.units.at(end as u32))
    }

    /// The words around a place, and where it stands among them.
    fn context(&self, start: usize, end: usize) -> Value {
        let whole = &self.annotated.whole;
        let from = whole[..start].char_indices().rev().take(AROUND).last().map_or(start, |(at, _)| at);
        let to = whole[end..].char_indices().nth(AROUND).map_or(whole.len(), |(at, _)| end + at);
        let (before, after) = (if from > 0 { "..." } else { "" }, if to < whole.len() { "..." } else { "" });
        let words: String = whole[from..to].chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }).collect();
        let offset = before.len() + whole[from..start].encode_utf16().count();
        json!({"text": format!("{before}{words}{after}"), "offset": offset, "length": whole[start..end].encode_utf16().count()})
    }

    /// The sentence in which a place begins.
    fn sentence(&self, span: Span) -> &str {
        let tokens = &self.document.tokens.list;
        let token = tokens.partition_point(|token| token.source.end <= span.start);
        let sentence = self.document.sentences.get(self.document.sentence_of(token));
        sentence.map_or("", |sentence| self.document.span_of(sentence.first as usize..sentence.end as usize).text(self.document.source))
    }
}

/// The place that is replaced, and by what: that of the finding, widened for what its best fix changes.
fn replaced(source: &str, diagnostic: &Diagnostic) -> (Span, Vec<Value>) {
    let reach = |fix: &Fix| fix.edits.iter().fold(diagnostic.span, |span, edit| Span::new(span.start.min(edit.span.start), span.end.max(edit.span.end)));
    let span = diagnostic.fixes.first().map(reach).filter(|span| span.end - span.start <= WIDEST).unwrap_or(diagnostic.span);
    let fits = |fix: &&Fix| !fix.edits.is_empty() && fix.edits.iter().all(|edit| span.start <= edit.span.start && edit.span.end <= span.end);
    let value = |fix: &Fix| {
        let moved = fix
            .edits
            .iter()
            .map(|edit| crate::diagnostic::Edit { span: Span::new(edit.span.start - span.start, edit.span.end - span.start), text: edit.text.clone() });
        let moved = Fix { title: fix.title.clone(), applicability: fix.applicability, edits: moved.collect() };
        json!({"value": apply(span.text(source), [&moved], Applicability::Display).text})
    };
    (span, diagnostic.fixes.iter().filter(fits).take(REPLACEMENTS).map(value).collect())
}

/// By this word clients choose a colour.
const fn issue(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "misspelling",
        Severity::Warning => "grammar",
        Severity::Hint | Severity::Info => "style",
    }
}
