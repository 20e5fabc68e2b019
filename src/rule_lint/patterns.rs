//! Patterns that do nothing, or do it slowly.

use super::cover::{Symbol, covers, readings};
use super::seen::{Pattern, Seen, tables};
use super::{Check, Doubt, Pack};
use crate::rule_test::{programs, unfired};
use crate::rules::pattern::{Node, parse};
use crate::rules::{CueSpec, LexiconSpec, MatchSpec, SourceFile, Spec, is_everyday, place};
use crate::text::Dialect;
use std::collections::{BTreeMap, HashMap};
use toml::Spanned;

pub(super) fn doubts(pack: &Pack<'_>, specs: &[(&SourceFile, Spec)], seen: &Seen<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let anchors = pack.linter.rules().anchors_by_program();
    for (file, spec) in specs.iter().filter(|(file, _)| pack.is_linted(file)) {
        doubts.extend(unfired(pack.linter, file, spec).into_iter().map(|failure| Doubt { check: Check::UnfiredPattern, at: failure.0 }));
        slow(pack, (file, spec), &anchors, &mut doubts);
    }
    let heads = Heads::new(seen);
    let own = |pattern: &Pattern<'_>| pack.is_linted(pattern.file) && !pattern.spec.is_inherited(pattern.written);
    for (index, pattern) in seen.patterns.iter().enumerate().filter(|(_, pattern)| own(pattern)) {
        doubts.extend(superfluous(seen, &heads, (index, pattern)));
    }
    for file in pack.all.lexicons.iter().filter(|file| pack.is_linted(file)) {
        let words = file.parse::<LexiconSpec>().map(|spec| spec.words).unwrap_or_default();
        twice(file, words.iter().flat_map(|words| words.any.iter().map(|entry| (words.dialect, entry))), &mut doubts);
    }
    for file in pack.all.cues.iter().filter(|file| pack.is_linted(file)) {
        let tables = file.parse::<CueSpec>().map(|spec| spec.matches).unwrap_or_default();
        twice(file, tables.iter().flat_map(|table| table.any.iter().map(|entry| (table.dialect, entry))), &mut doubts);
    }
    doubts
}

/// Where so many of the bits of second words are set, they turn few places away.
const MANY: u32 = 16;

/// Patterns that are tried wherever an everyday word stands, and that what follows it does not turn away.
fn slow(pack: &Pack<'_>, (file, spec): (&SourceFile, &Spec), anchors: &BTreeMap<u32, Vec<&str>>, doubts: &mut Vec<Doubt>) {
    let set = pack.linter.rules();
    let Some(rule) = set.find(&file.name) else { return };
    let written = tables(spec).iter().flat_map(|table| &table.any);
    for (pattern, program) in written.zip(programs(set, rule)).filter(|(pattern, _)| !spec.is_inherited(pattern)) {
        let words = anchors.get(&program).map(Vec::as_slice).unwrap_or_default();
        let open = set.programs.get(program as usize).is_some_and(|program| program.opening.1.count_ones() > MANY);
        if let Some(word) = words.iter().find(|word| open && is_everyday(word)) {
            let message = format!("this pattern is tried wherever \"{word}\" stands, which is everywhere");
            let help = "add a rarer word that every match must hold".to_owned();
            doubts.push(Doubt { check: Check::SlowPattern, at: place(file, pattern, message, Some(help)) });
        }
    }
}

/// Entries of one file that are written twice for one dialect.
fn twice<'e>(file: &SourceFile, entries: impl Iterator<Item = (Option<Dialect>, &'e Spanned<String>)>, doubts: &mut Vec<Doubt>) {
    let mut known: HashMap<(Option<Dialect>, String), &str> = HashMap::new();
    for (dialect, entry) in entries {
        let Ok(node) = parse(entry.get_ref()) else { continue };
        if let Some(first) = known.insert((dialect, format!("{node:?}")), entry.get_ref()) {
            let message = format!("this entry is here already: `{first}`");
            doubts.push(Doubt { check: Check::DuplicatePattern, at: place(file, entry, message, Some("remove one of them".to_owned())) });
        }
    }
}

/// The first pattern that finds whatever this one finds.
fn superfluous(seen: &Seen<'_>, heads: &Heads, (index, pattern): (usize, &Pattern<'_>)) -> Option<Doubt> {
    let texts = readings(&pattern.node)?;
    let first = texts.iter().find_map(|text| text.first())?;
    for &other in heads.of(first) {
        let wide = &seen.patterns[other];
        if other == index || !stands_in_for(wide, pattern) || !covers(&wide.node, &texts, &seen.entries) {
            continue;
        }
        let both_ways = readings(&wide.node).is_some_and(|texts| covers(&pattern.node, &texts, &seen.entries)) && stands_in_for(pattern, wide);
        // Of two equal ones the later is superfluous.
        if both_ways && other > index {
            continue;
        }
        let check = if both_ways { Check::DuplicatePattern } else { Check::CoveredPattern };
        let here = wide.file.path == pattern.file.path;
        let (message, help) = match (both_ways, here) {
            (true, true) => (format!("this pattern is here already: `{}`", wide.written.get_ref()), "remove one of them".to_owned()),
            (false, true) => (format!("`{}` finds all that this pattern finds", wide.written.get_ref()), "remove it".to_owned()),
            (_, false) => (
                format!("{} finds this too, with `{}`", wide.file.name, wide.written.get_ref()),
                format!("remove it, or write supersedes = [\"{}\"]", wide.file.name),
            ),
        };
        return Some(Doubt { check, at: place(pattern.file, pattern.written, message, Some(help)) });
    }
    None
}

/// Whether, as far as conditions go, one pattern's match makes the other's superfluous.
fn stands_in_for(wide: &Pattern<'_>, narrow: &Pattern<'_>) -> bool {
    let (one, other) = (wide.table, narrow.table);
    if one.lang != other.lang || one.dialect != other.dialect || wide.spec.phrase.is_some() != narrow.spec.phrase.is_some() {
        return false;
    }
    if !within(one, other) {
        return false;
    }
    if wide.file.path == narrow.file.path {
        let instead = |table: &MatchSpec| table.instead.as_ref().map(|text| text.get_ref().clone());
        return one.severity == other.severity && instead(one) == instead(other) && one.replace == other.replace && one.extend == other.extend;
    }
    let names = |spec: &Spec, name: &str| spec.supersedes.iter().any(|known| known.get_ref() == name);
    let settled = names(wide.spec, &narrow.file.name) || names(narrow.spec, &wide.file.name);
    let apart = match (&wide.spec.channels, &narrow.spec.channels) {
        (Some(one), Some(other)) => !one.iter().any(|channel| other.contains(channel)),
        _ => false,
    };
    !settled && !apart && wide.spec.severity.severity().is_some() && narrow.spec.severity.severity().is_some() && within_rule(wide.spec, narrow.spec)
}

/// Whether the conditions of one table are all conditions of the other.
fn within(one: &MatchSpec, other: &MatchSpec) -> bool {
    let lists = |table: &MatchSpec| {
        [&table.unless, &table.unless_before, &table.unless_after, &table.unless_near, &table.unless_draft]
            .map(|list| list.iter().map(|pattern| pattern.get_ref().clone()).collect::<Vec<_>>())
    };
    lists(one).iter().zip(lists(other).iter()).all(|(one, other)| one.iter().all(|pattern| other.contains(pattern)))
        && one.not_in.iter().all(|act| other.not_in.contains(act))
}

fn within_rule(one: &Spec, other: &Spec) -> bool {
    let (Some(one), Some(other)) = (&one.phrase, &other.phrase) else { return false };
    let lists = |phrase: &crate::rules::PhraseSpec| {
        [&phrase.unless, &phrase.unless_before, &phrase.unless_after, &phrase.unless_near, &phrase.unless_draft]
            .map(|list| list.iter().map(|pattern| pattern.get_ref().clone()).collect::<Vec<_>>())
    };
    let all = lists(one).iter().zip(lists(other).iter()).all(|(one, other)| one.iter().all(|pattern| other.contains(pattern)));
    all && one.not_in.iter().all(|act| other.not_in.contains(act)) && (!one.unless_customer_said || other.unless_customer_said)
}

/// The patterns by what their matches can begin with.
struct Heads {
    by_head: HashMap<String, Vec<usize>>,
    /// Those that can begin with anything.
    open: Vec<usize>,
}

impl Heads {
    fn new(seen: &Seen<'_>) -> Self {
        let mut heads = Self { by_head: HashMap::new(), open: Vec::new() };
        for (index, pattern) in seen.patterns.iter().enumerate() {
            let mut found = Vec::new();
            if head(&pattern.node, seen, &mut found, 0) {
                found.sort_unstable();
                found.dedup();
                for head in found {
                    heads.by_head.entry(head).or_default().push(index);
                }
            } else {
                heads.open.push(index);
            }
        }
        heads
    }

    /// The patterns that may begin with this; in the order of the files.
    fn of(&self, symbol: &Symbol<'_>) -> impl Iterator<Item = &usize> {
        let key = match symbol {
            Symbol::Word(word) => word.text.clone(),
            Symbol::Lexicon(name) => format!("<{name}>"),
            _ => String::new(),
        };
        self.by_head.get(&key).into_iter().flatten().chain(&self.open)
    }
}

/// Collects the words and lexicons a node can begin with; `false` where that is no closed list.
fn head(node: &Node, seen: &Seen<'_>, out: &mut Vec<String>, depth: u32) -> bool {
    match node {
        Node::Word(word) if !word.open => {
            out.push(word.text.clone());
            true
        }
        Node::Choice(branches) => branches.iter().all(|branch| head(branch, seen, out, depth)),
        Node::Sequence(parts) => match parts.first() {
            Some(Node::Optional(_)) | None => false,
            Some(first) => head(first, seen, out, depth),
        },
        Node::Capture(_, inner) => head(inner, seen, out, depth),
        Node::Lexicon(name, _) if depth < 4 => {
            out.push(format!("<{name}>"));
            seen.entries.get(name).is_some_and(|entries| entries.iter().all(|entry| head(entry, seen, out, depth + 1)))
        }
        _ => false,
    }
}
