//! Names that lead nowhere: lexicons and cues that nothing reads, former names that are taken.

use super::seen::Seen;
use super::{Check, Doubt, Pack};
use crate::rules::pattern::{Node, parse};
use crate::rules::{CueSpec, ENGINE_LEXICONS, SourceFile, Spec, Step, place};
use crate::text::Span;
use std::collections::BTreeSet;
use toml::de::{DeTable, DeValue};

pub(super) fn doubts(pack: &Pack<'_>, specs: &[(&SourceFile, Spec)], seen: &Seen<'_>, doubts: &mut Vec<Doubt>) {
    lexicons(pack, specs, seen, doubts);
    for file in pack.all.cues.iter().filter(|file| pack.is_linted(file)) {
        if file.parse::<CueSpec>().is_ok_and(|spec| spec.matches.iter().all(|table| table.any.is_empty())) {
            let help = "add [[match]] with `any = [\"...\"]`, or remove the file".to_owned();
            doubts.push(Doubt { check: Check::UnusedCue, at: file.error(Span::default(), "this cue has no patterns", Some(help)) });
        }
    }
    for (file, spec) in specs.iter().filter(|(file, _)| pack.is_linted(file)) {
        former(specs, (file, spec), doubts);
    }
}

/// Lexicons that no rule, no cue and no lexicon in use names, and that rifq itself does not read.
fn lexicons(pack: &Pack<'_>, specs: &[(&SourceFile, Spec)], seen: &Seen<'_>, doubts: &mut Vec<Doubt>) {
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (file, spec) in specs {
        named(file, &mut used);
        used.extend(spec.phrase.iter().filter_map(|phrase| phrase.bridge.as_ref()).map(|bridge| bridge.lexicon.get_ref().clone()));
        used.extend(spec.regex.iter().filter_map(|regex| regex.allow.as_ref()).map(|name| name.get_ref().clone()));
    }
    pack.all.cues.iter().chain(&pack.all.sentences).for_each(|file| named(file, &mut used));
    used.extend(seen.entries.keys().filter(|name| ENGINE_LEXICONS.contains(&name.as_str()) || name.starts_with("dialect-")).cloned());
    let mut open: Vec<String> = used.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let mut inner = BTreeSet::new();
        seen.entries.get(&name).into_iter().flatten().for_each(|entry| inside(entry, &mut inner));
        open.extend(inner.into_iter().filter(|name| used.insert(name.clone())));
    }
    for file in pack.all.lexicons.iter().filter(|file| pack.is_linted(file) && !used.contains(&file.name)) {
        let message = format!("nothing reads the lexicon `{}`", file.name);
        let help = format!("write <{}> in a pattern, or remove the file", file.name);
        doubts.push(Doubt { check: Check::UnusedLexicon, at: file.error(Span::default(), message, Some(help)) });
    }
}

/// The lexicons that any string of a file names as a pattern would.
fn named(file: &SourceFile, out: &mut BTreeSet<String>) {
    fn visit(value: &DeValue<'_>, out: &mut BTreeSet<String>) {
        match value {
            DeValue::String(text) if text.contains('<') => {
                if let Ok(node) = parse(text) {
                    inside(&node, out);
                }
            }
            DeValue::Array(items) => items.iter().for_each(|item| visit(item.get_ref(), out)),
            DeValue::Table(table) => table.values().for_each(|value| visit(value.get_ref(), out)),
            _ => {}
        }
    }
    if let Ok(table) = DeTable::parse(&file.text) {
        table.get_ref().values().for_each(|value| visit(value.get_ref(), out));
    }
}

/// The lexicons a node names.
fn inside(node: &Node, out: &mut BTreeSet<String>) {
    match node {
        Node::Lexicon(name, _) => {
            out.insert(name.clone());
        }
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().for_each(|part| inside(part, out)),
        Node::Optional(inner) | Node::Capture(_, inner) | Node::Negated(inner) => inside(inner, out),
        Node::Joined(left, right) => {
            inside(left, out);
            inside(right, out);
        }
        _ => {}
    }
}

/// Former names that another rule has, and rules that supersede each other or themselves.
fn former(specs: &[(&SourceFile, Spec)], (file, spec): (&SourceFile, &Spec), doubts: &mut Vec<Doubt>) {
    for (index, alias) in spec.aliases.iter().enumerate() {
        let taken = specs.iter().find(|(other, other_spec)| other.name == *alias || (other.name != file.name && other_spec.aliases.contains(alias)));
        let again = spec.aliases[..index].contains(alias);
        let message = match taken {
            _ if again => format!("the former name `{alias}` is here already"),
            Some((other, _)) if other.name == *alias => format!("`{alias}` is a rule of today, so it is no former name"),
            Some((other, _)) => format!("`{alias}` is a former name of {} as well", other.name),
            None => continue,
        };
        let at = file.locate(&[Step::Key("aliases"), Step::Index(index)]);
        doubts.push(Doubt { check: Check::NameTaken, at: file.error(at, message, Some("remove it".to_owned())) });
    }
    for name in &spec.supersedes {
        let other = specs.iter().find(|(other, _)| other.name == *name.get_ref());
        let mutual =
            other.is_some_and(|(other, other_spec)| other.name == file.name || other_spec.supersedes.iter().any(|known| *known.get_ref() == file.name));
        if mutual {
            let message = format!("{} and `{}` supersede each other, so neither does", file.name, name.get_ref());
            doubts.push(Doubt { check: Check::NameTaken, at: place(file, name, message, Some("keep it in one of them".to_owned())) });
        }
    }
}
