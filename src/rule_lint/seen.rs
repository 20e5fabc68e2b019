//! The patterns of all rules, read once, with the table each stands in.

use crate::rules::pattern::{Node, parse};
use crate::rules::{LexiconSpec, MatchSpec, SourceFile, Sources, Spec};
use std::collections::BTreeMap;
use toml::Spanned;

/// A pattern of a rule.
pub(super) struct Pattern<'s> {
    pub file: &'s SourceFile,
    pub spec: &'s Spec,
    /// The table it stands in.
    pub table: &'s MatchSpec,
    pub written: &'s Spanned<String>,
    pub node: Node,
}

/// The patterns of all rules, and the entries of all lexicons.
pub(super) struct Seen<'s> {
    pub patterns: Vec<Pattern<'s>>,
    /// Those that cannot be read are left out.
    pub entries: BTreeMap<String, Vec<Node>>,
}

impl<'s> Seen<'s> {
    pub(super) fn new(specs: &'s [(&'s SourceFile, Spec)], all: &Sources) -> Self {
        let mut patterns = Vec::new();
        for (file, spec) in specs {
            for table in tables(spec) {
                for written in &table.any {
                    if let Ok(node) = parse(written.get_ref()) {
                        patterns.push(Pattern { file, spec, table, written, node });
                    }
                }
            }
        }
        let mut entries: BTreeMap<String, Vec<Node>> = BTreeMap::new();
        for file in &all.lexicons {
            let words = file.parse::<LexiconSpec>().map(|spec| spec.words).unwrap_or_default();
            let nodes = words.iter().flat_map(|words| &words.any).filter_map(|entry| parse(entry.get_ref()).ok());
            entries.entry(file.name.clone()).or_default().extend(nodes);
        }
        Self { patterns, entries }
    }
}

/// The match tables of a rule.
pub(super) fn tables(spec: &Spec) -> &[MatchSpec] {
    match (&spec.phrase, &spec.metric) {
        (Some(phrase), _) => &phrase.matches,
        (_, Some(metric)) => &metric.matches,
        _ => &[],
    }
}
