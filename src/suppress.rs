//! Rules switched off for a place: what remarks in a draft and the settings before it say, and which of them hid something.

use crate::conversation::Ignored;
use crate::document::{Document, Remark};
use crate::rules::{Levels, RuleSet};
use crate::text::Span;
use std::cell::Cell;

/// What the words of a remark may be.
const WORDS: [&str; 5] = ["ignore", "ignore-next-line", "ignore-start", "ignore-end", "ignore-file"];

/// The most names that are read beside a draft.
const MOST: usize = 1000;

/// Something to tell the author of a draft about its remarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where in the draft, in bytes; `None` for what stands outside of it.
    pub at: Option<u32>,
    /// What.
    pub message: String,
}

/// All that is switched off in one draft.
#[derive(Debug, Default)]
pub struct Suppressions {
    list: Vec<Suppression>,
    notes: Vec<Note>,
    /// Rules that nothing switches off.
    insisted: Vec<u16>,
}

/// One rule, one category or all rules, switched off in a range.
#[derive(Debug)]
struct Suppression {
    range: Span,
    /// Sorted; `None`: all.
    rules: Option<Vec<u16>>,
    /// As it is told.
    name: String,
    at: Option<u32>,
    used: Cell<bool>,
    /// It named what may not be switched off.
    refused: Cell<bool>,
}

impl Suppressions {
    /// Reads the remarks of a draft and what its source says beside it.
    pub fn new(set: &RuleSet, document: &Document<'_>, ignored: &[Ignored]) -> Self {
        let mut found = Self::default();
        if document.remarks.is_empty() && ignored.is_empty() {
            return found;
        }
        let whole = Span::new(0, document.source.len() as u32);
        for ignored in ignored.iter().take(MOST) {
            let told = ignored.line.map_or_else(String::new, |line| format!(" (line {line})"));
            found.add(set, &ignored.name, (whole, None), &told);
            if let Some(last) = found.list.last_mut().filter(|_| ignored.shared) {
                last.used.set(true);
            }
        }
        let mut open: Vec<&Remark> = Vec::new();
        for remark in &document.remarks {
            let range = match remark.word.text(document.source) {
                "ignore" => line(document, remark, remark.alone),
                "ignore-next-line" => line(document, remark, true),
                "ignore-file" => whole,
                "ignore-start" => {
                    open.push(remark);
                    continue;
                }
                "ignore-end" => {
                    found.end(set, document, &mut open, remark);
                    continue;
                }
                other => {
                    found.note(remark.word.start, format!("unknown word `{other}`; write one of {}", WORDS.join(", ")));
                    continue;
                }
            };
            found.remark(set, document, remark, range);
        }
        for remark in open {
            found.note(remark.span.start, "`ignore-start` without `ignore-end`; it holds to the end".to_owned());
            found.remark(set, document, remark, Span::new(remark.span.end, whole.end));
        }
        found
    }

    /// Keeps rules that nothing switches off; asked for only where something is switched off at all.
    pub fn insist(&mut self, rules: impl FnOnce() -> Vec<u16>) {
        if !self.list.is_empty() {
            self.insisted = rules();
        }
    }

    /// Whether a finding of this rule at this place is hidden.
    pub fn hides(&self, rule: u16, span: Span) -> bool {
        let insisted = self.insisted.contains(&rule);
        let mut hidden = false;
        for one in self.list.iter().filter(|one| one.covers(span) && one.rules.as_ref().is_none_or(|rules| rules.contains(&rule))) {
            one.used.set(true);
            one.refused.set(one.refused.get() || insisted);
            hidden = !insisted;
        }
        hidden
    }

    /// What was not understood, and what hid nothing although a rule it names is in force, in the order of places.
    pub fn notes(self, levels: &Levels) -> Vec<Note> {
        let mut notes = self.notes;
        for one in self.list {
            if one.refused.get() {
                notes.push(Note { at: one.at, message: format!("some findings cannot be ignored here, whatever stands for {}", one.name) });
            } else if !one.used.get() && one.rules.as_ref().is_none_or(|rules| rules.iter().any(|&rule| levels.get(rule).is_some())) {
                notes.push(Note { at: one.at, message: format!("nothing to ignore here for {}", one.name) });
            }
        }
        notes.sort_by_key(|note| note.at);
        notes
    }

    /// A block that ends here began with the last `ignore-start` of the same names; of any names where the end has none.
    fn end(&mut self, set: &RuleSet, document: &Document<'_>, open: &mut Vec<&Remark>, end: &Remark) {
        let names = |remark: &Remark| remark.names.iter().map(|name| name.text(document.source)).collect::<Vec<_>>();
        let wanted = names(end);
        match open.iter().rposition(|start| wanted.is_empty() || names(start) == wanted) {
            Some(index) => {
                let start = open.remove(index);
                self.remark(set, document, start, Span::new(start.span.end, end.span.start));
            }
            None => self.note(end.span.start, "`ignore-end` without `ignore-start`".to_owned()),
        }
    }

    fn remark(&mut self, set: &RuleSet, document: &Document<'_>, remark: &Remark, range: Span) {
        if remark.names.is_empty() {
            self.add(set, "", (range, Some(remark.span.start)), "");
        }
        for name in &remark.names {
            self.add(set, name.text(document.source), (range, Some(name.start)), "");
        }
    }

    fn add(&mut self, set: &RuleSet, name: &str, (range, at): (Span, Option<u32>), told: &str) {
        let rules = match name {
            "" | "all" => None,
            name => Some(set.named(name)),
        };
        if rules.as_ref().is_some_and(Vec::is_empty) {
            let known = set.rules.iter().flat_map(|rule| [rule.category(), &rule.name]);
            let help = crate::text::distance::nearest(name, known).map_or_else(String::new, |known| format!("; did you mean `{known}`?"));
            self.notes.push(Note { at, message: format!("there is no rule or category `{name}` to ignore{told}{help}") });
            return;
        }
        let name = if rules.is_none() { format!("any rule{told}") } else { format!("`{name}`{told}") };
        self.list.push(Suppression { range, rules, name, at, used: Cell::new(false), refused: Cell::new(false) });
    }

    fn note(&mut self, at: u32, message: String) {
        self.notes.push(Note { at: Some(at), message });
    }
}

impl Suppression {
    /// Whether a place lies in the range, in part or whole.
    fn covers(&self, span: Span) -> bool {
        self.range.overlaps(span) || (span.is_empty() && self.range.start <= span.start && span.start <= self.range.end)
    }
}

/// The line of a remark, or the next one with text that is not itself a remark.
fn line(document: &Document<'_>, remark: &Remark, next: bool) -> Span {
    let source = document.source;
    let line_end = |at: usize| source[at..].find('\n').map_or(source.len(), |end| at + end);
    if !next {
        let start = source[..remark.span.start as usize].rfind('\n').map_or(0, |end| end + 1);
        return Span::new(start as u32, line_end(remark.span.end as usize) as u32);
    }
    let mut start = line_end(remark.span.end as usize);
    while start < source.len() {
        start += 1;
        let end = line_end(start);
        let span = Span::new(start as u32, end as u32);
        let other = document.remarks.iter().any(|other| other.alone && other.span.overlaps(span));
        if !other && !source[start..end].trim().is_empty() {
            return span;
        }
        start = end;
    }
    Span::new(source.len() as u32, source.len() as u32)
}
