//! The file of floors: a table for each group of drafts, in it the least figures in per cent.

use crate::catalogue::replace;
use crate::eval::{By, Evaluation, Floor, Group, Held, Table, hold, rounded_down};
use crate::report::eval::Below;
use crate::rules::{RuleError, SourceFile};
use crate::text::Span;
use anyhow::{Context, Result};
use rayon::prelude::*;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a new file opens with.
const OPENING: &str = "# The least figures of `rifq eval`, in per cent, rounded down. `--raise-floors` raises them, never lowers one.\n";
/// What a floor looks like.
const SHAPE: &str = "write `negative.f1 = 80` or `kappa.empathy = 60` under `[all]` or, for one group, `[dialect.gulf]`";

/// A file of floors.
pub(super) struct Floors {
    path: PathBuf,
    /// `None` where the file is still to be written.
    source: Option<SourceFile>,
    list: Vec<Placed>,
}

/// A floor and where it stands.
struct Placed {
    floor: Floor,
    place: String,
    value: Range<usize>,
}

impl Floors {
    /// Reads a file; it need not be there where floors are raised.
    pub(super) fn read(path: &Path, raise: bool) -> Result<Self> {
        let text = match std::fs::read_to_string(path) {
            Err(error) if raise && error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self { path: path.to_owned(), source: None, list: Vec::new() });
            }
            text => text.with_context(|| path.display().to_string())?,
        };
        let source = SourceFile { path: path.display().to_string(), name: String::new(), text };
        // Mistakes are told as those of rule files are.
        let _: toml::Table = source.parse()?;
        let mut floors = Vec::new();
        let table = DeTable::parse(&source.text).map(Spanned::into_inner).unwrap_or_default();
        placed(&source, &table, &mut Vec::new(), &mut floors)?;
        Ok(Self { path: path.to_owned(), source: Some(source), list: floors })
    }

    pub(super) fn name(&self) -> std::path::Display<'_> {
        self.path.display()
    }

    pub(super) fn count(&self) -> usize {
        self.list.len()
    }

    /// Each floor with what was measured.
    fn held(&self, evaluation: &Evaluation) -> Vec<(&Placed, Held)> {
        let mut groups: Vec<&Group> = self.list.iter().map(|placed| &placed.floor.group).collect();
        groups.sort();
        groups.dedup();
        let figures: Vec<_> = groups.par_iter().map(|group| (*group, group.table(evaluation).figures())).collect();
        let of = |group: &Group| figures.iter().find(|(known, _)| *known == group).map_or(&[][..], |(_, figures)| figures);
        self.list.iter().map(|placed| (placed, hold(&placed.floor, of(&placed.floor.group)))).collect()
    }

    /// The figures below their floors.
    pub(super) fn below(&self, evaluation: &Evaluation) -> Vec<Below> {
        let below = self.held(evaluation).into_iter().filter(|(_, held)| held.is_below);
        let told = |(placed, held): (&Placed, Held)| {
            let Floor { group, figure, least } = &placed.floor;
            Below { place: placed.place.clone(), name: format!("{group}: {figure}"), least: *least, figure: held.figure }
        };
        below.map(told).collect()
    }

    /// Writes the file anew with the figures that rose; a new one has those of the tables.
    pub(super) fn raise(&self, evaluation: &Evaluation, tables: &[Table]) -> Result<()> {
        let Some(source) = &self.source else {
            return replace(&self.path, &new_file(tables)).with_context(|| self.name().to_string());
        };
        let mut raised: Vec<_> = self.held(evaluation).into_iter().filter_map(|(placed, held)| Some((placed.value.clone(), held.raised?))).collect();
        if raised.is_empty() {
            return Ok(());
        }
        raised.sort_by_key(|(value, _)| std::cmp::Reverse(value.start));
        let mut text = source.text.clone();
        for (value, figure) in raised {
            text.replace_range(value, &figure.to_string());
        }
        replace(&self.path, &text).with_context(|| self.name().to_string())
    }
}

/// Collects the floors of a table and those inside it.
fn placed(source: &SourceFile, table: &DeTable<'_>, path: &mut Vec<String>, floors: &mut Vec<Placed>) -> Result<(), RuleError> {
    for (key, value) in table {
        let at = key.span();
        let wrong = |message: &str, help: &str| source.error(Span::new(at.start as u32, at.end as u32), message, Some(help.to_owned()));
        path.push(key.get_ref().to_string());
        let number = match value.get_ref() {
            DeValue::Table(inner) => {
                placed(source, inner, path, floors)?;
                path.pop();
                continue;
            }
            DeValue::Integer(number) => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => return Err(wrong("a floor is a number", SHAPE)),
        };
        let least: f64 = number.replace('_', "").parse().map_err(|_| wrong("a floor is a decimal number", SHAPE))?;
        if !(-100.0..=100.0).contains(&least) {
            return Err(wrong("a floor is between -100 and 100 per cent", SHAPE));
        }
        let group = match path.as_slice() {
            [all, _, _] if all == "all" => Some((Group::All, &path[1..])),
            [by, word, _, _] => By::parse(by).map(|by| (Group::Of(by, word.clone()), &path[2..])),
            _ => None,
        };
        let Some((group, figure)) = group else { return Err(wrong("not a floor", SHAPE)) };
        let RuleError { file, line, column, .. } = wrong("", "");
        floors.push(Placed { floor: Floor { group, figure: figure.join("."), least }, place: format!("{file}:{line}:{column}"), value: value.span() });
        path.pop();
    }
    Ok(())
}

/// A file with the figures of tables: F1 of families and categories, of words found, and what tells agreement.
fn new_file(tables: &[Table]) -> String {
    let mut text = OPENING.to_owned();
    for table in tables {
        let group = match (table.by, &table.value) {
            (None, _) => "all".to_owned(),
            (Some(by), Some(value)) => format!("{by}.{}", key(value)),
            (Some(_), None) => continue,
        };
        text.extend(["\n[", &group, "]\n"]);
        let f1 = table.families.iter().chain(&table.categories).map(|found| (format!("{}.f1", key(&found.name)), found.f1));
        let spans = table.spans.iter().map(|found| (format!("{}.span_f1", key(&found.name)), found.f1));
        for (name, value) in f1.chain(spans).chain(table.agreement.iter().map(|agreement| (agreement.name.clone(), agreement.value))) {
            if let Some(value) = value {
                text.extend([&name, " = ", &rounded_down(value * 100.0).to_string(), "\n"]);
            }
        }
    }
    text
}

/// A key, in quotation marks where it needs them.
fn key(word: &str) -> String {
    let bare = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if bare { word.to_owned() } else { toml::Value::from(word).to_string() }
}
