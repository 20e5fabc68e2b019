//! Better sentences: a rule's rewrites, placed in the draft.

mod place;

use crate::check::Finding;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::rules::{BETTER, Replace, Rewrite, blanks};
use crate::scan::Matcher;
use crate::text::{Dialect, Language, Span};
use std::sync::Arc;

/// How the slots of a rewrite are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// From the draft; what it does not say stays a blank `{name}`.
    Draft,
    /// As `Draft`, and blanks with the rule's sample values: for tests.
    Sample,
}

/// The fixes of one finding, in the language and dialect of the draft.
pub fn fixes(matcher: &mut Matcher<'_>, finding: &Finding, dialect: Dialect, filling: Filling) -> Vec<Fix> {
    let document = matcher.document;
    let sentence = document.sentence_of(finding.tokens.0 as usize);
    let language = document.sentences.get(sentence).map_or(document.language, |sentence| sentence.language);
    let set = matcher.set;
    if let Some((text, applicability)) = finding.pattern.and_then(|(block, _)| set.blocks[block as usize].instead.as_ref()) {
        let span = document.span_of(finding.tokens.0 as usize..finding.tokens.1 as usize);
        let edit = if text.is_empty() { place::deletion(matcher, finding) } else { Some(place::replacement(matcher, span, text.to_string())) };
        return edit.into_iter().map(|edit| single(place::title(document, &edit), *applicability, edit)).collect();
    }
    let rewrites = &set.rules[usize::from(finding.rule)].rewrites;
    let wanted = if language == Language::Arabic { dialect } else { Dialect::Msa };
    let in_dialect = |dialect| rewrites.iter().filter(move |rewrite| rewrite.language == language && rewrite.dialect == dialect);
    let dialect = if in_dialect(wanted).next().is_some() { wanted } else { Dialect::Msa };
    in_dialect(dialect).filter_map(|rewrite| fix(matcher, finding, rewrite, filling)).collect()
}

fn fix(matcher: &mut Matcher<'_>, finding: &Finding, rewrite: &Rewrite, filling: Filling) -> Option<Fix> {
    if rewrite.text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) == Some(BETTER) {
        // Exactly these characters: no capital, no mark of ours.
        let better = finding.better.clone()?;
        let edit = Edit { span: better.span, text: better.text };
        return Some(single(place::title(matcher.document, &edit), rewrite.applicability.min(better.freely), edit));
    }
    let (text, open) = filled(matcher, finding, rewrite, filling)?;
    let applicability = if open { Applicability::Display } else { rewrite.applicability };
    let edit = match rewrite.replace {
        Replace::Match if text.is_empty() => place::deletion(matcher, finding)?,
        Replace::Match => place::replacement(matcher, finding.span, text),
        Replace::Clause => {
            let span = matcher.document.span_of(finding.clause.0 as usize..finding.clause.1 as usize);
            place::replacement(matcher, span, text)
        }
        Replace::Sentence if text.is_empty() => place::removal(matcher.document, finding),
        Replace::Sentence => place::replacement(matcher, place::sentence(matcher.document, finding), text),
        Replace::Before => {
            let edits = place::insertion_before(matcher.document, finding, &text);
            return (!edits.is_empty()).then(|| Fix { title: text.trim().into(), applicability, edits });
        }
        Replace::After => {
            let edit = place::insertion_after(matcher.document, finding, &text);
            return Some(single(text.trim().into(), applicability, edit));
        }
    };
    Some(single(place::title(matcher.document, &edit), applicability, edit))
}

/// The rewrite's text with its slots filled, and whether a blank remains.
fn filled(matcher: &Matcher<'_>, finding: &Finding, rewrite: &Rewrite, filling: Filling) -> Option<(String, bool)> {
    let mut text = rewrite.text.clone();
    let mut open = false;
    for name in blanks(&rewrite.text)? {
        if name == BETTER && finding.better.is_none() {
            return None;
        }
        let sample = rewrite.sample.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let better = finding.better.as_ref().filter(|_| name == BETTER).map(|better| &*better.text);
        match (better.or_else(|| captured(matcher, finding, name)), filling, sample) {
            (Some(words), _, _) => text = text.replace(&format!("{{{name}}}"), words),
            (None, Filling::Sample, Some(sample)) => text = text.replace(&format!("{{{name}}}"), sample),
            _ => open = true,
        }
    }
    Some((text, open))
}

/// The words of the draft that a capture holds; `None` where it holds none.
fn captured<'m>(matcher: &Matcher<'m>, finding: &Finding, name: &str) -> Option<&'m str> {
    let slot = matcher.set.captures(finding.pattern?.1).iter().position(|known| &**known == name)?;
    let &(first, end) = finding.captures.get(slot)?;
    let span: Span = matcher.document.span_of(first as usize..end as usize);
    Some(span.text(matcher.document.source)).filter(|words| !words.is_empty())
}

fn single(title: Arc<str>, applicability: Applicability, edit: Edit) -> Fix {
    Fix { title, applicability, edits: vec![edit] }
}
