//! Halves that are missing: a language, or the dialect of a better sentence.

use super::seen::tables;
use super::{Check, Doubt};
use crate::rules::{ExampleSpec, RewriteSpec, SourceFile, Spec, Step, place};
use crate::text::{Dialect, Language, Span};
use toml::Spanned;

const BOTH: [(Language, &str); 2] = [(Language::English, "English"), (Language::Arabic, "Arabic")];

pub(super) fn doubts(file: &SourceFile, spec: &Spec, doubts: &mut Vec<Doubt>) {
    let mut missing = |at: Span, what: &str, help: String| doubts.push(Doubt { check: Check::LanguageMissing, at: file.error(at, what, Some(help)) });
    let kind = if spec.phrase.is_some() { "phrase" } else { "metric" };
    for (language, name) in BOTH {
        let looks = tables(spec).iter().map(|table| table.lang).chain(spec.regex.iter().flat_map(|regex| &regex.matches).map(|table| table.lang));
        let (mut any, mut own) = (false, false);
        looks.for_each(|found| {
            any = true;
            own |= found == language;
        });
        if any && !own {
            let kind = if spec.regex.is_some() { "regex" } else { kind };
            missing(
                file.locate(&[Step::Key(kind)]),
                &format!("there is no {name} pattern"),
                format!("add [[{kind}.match]] with lang = \"{}\"", language.code()),
            );
        }
        let has = |sentences: fn(&ExampleSpec) -> &Vec<String>| spec.examples.iter().any(|example| example.lang == language && !sentences(example).is_empty());
        let of_examples = [("bad", has(|example| &example.bad)), ("good", has(|example| &example.good))];
        for (key, _) in of_examples.into_iter().filter(|(_, there)| !there) {
            let at = file.locate(&[Step::Key("example"), Step::Index(0)]);
            missing(at, &format!("there is no {name} {key} example"), format!("add [[example]] with lang = \"{}\" and {key} = [\"...\"]", language.code()));
        }
        let rewrites = |language: Language| spec.rewrites.iter().filter(move |rewrite| rewrite.get_ref().lang == language);
        if !spec.rewrites.is_empty() && rewrites(language).next().is_none() {
            missing(
                file.locate(&[Step::Key("rewrite"), Step::Index(0)]),
                &format!("there is no {name} rewrite"),
                format!("add [[rewrite]] with lang = \"{}\"", language.code()),
            );
        }
    }
    dialects(file, spec, doubts);
}

/// Patterns of a dialect whose findings get a sentence in another.
fn dialects(file: &SourceFile, spec: &Spec, doubts: &mut Vec<Doubt>) {
    let arabic: Vec<&RewriteSpec> = spec.rewrites.iter().map(Spanned::get_ref).filter(|rewrite| rewrite.lang == Language::Arabic).collect();
    if arabic.is_empty() {
        return;
    }
    for dialect in Dialect::SPOKEN {
        let written = tables(spec).iter().find(|table| table.dialect == Some(dialect) && table.instead.is_none());
        let Some(pattern) = written.and_then(|table| table.any.first()) else { continue };
        if !arabic.iter().any(|rewrite| rewrite.dialect == Some(dialect)) {
            let message = format!("the rule knows the {} dialect, and has no rewrite in it", dialect.name());
            let help = format!("add [[rewrite]] with lang = \"ar\" and dialect = \"{}\"", dialect.name());
            doubts.push(Doubt { check: Check::DialectMissing, at: place(file, pattern, message, Some(help)) });
        }
    }
}
