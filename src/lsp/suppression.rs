//! Remarks that switch a rule off for a place, written into a draft.

use super::document::Checked;
use crate::conversation::Markup;
use crate::diagnostic::Edit;
use crate::document::front_matter;
use crate::text::Span;
use toml_edit::{Array, DocumentMut};

/// An edit of the document that ignores a rule in the line of a byte: a remark on a line of its own before it.
pub(super) fn once(checked: &Checked, rule: &str, at: u32) -> Edit {
    let line = checked.lines.line_of(at.min(checked.text.len() as u32));
    let start = (checked.lines.line_range(line, &checked.text).start as u32).max(checked.before());
    remark(checked, start, "ignore", rule)
}

/// An edit of the document that ignores a rule in all of it: in its front matter where it has one, otherwise a remark at its start.
pub(super) fn in_file(checked: &Checked, rule: &str) -> Edit {
    listed(checked, rule).unwrap_or_else(|| remark(checked, checked.before(), "ignore-file", rule))
}

fn remark(checked: &Checked, at: u32, word: &str, rule: &str) -> Edit {
    let plain = matches!(checked.record.conversation.turns.last().map(|turn| turn.markup), Some(Markup::Plain | Markup::Email));
    let (open, close) = if plain { ("// ", "") } else { ("<!-- ", " -->") };
    let end = if checked.text.contains("\r\n") { "\r\n" } else { "\n" };
    Edit { span: Span::new(at, at), text: [open, "rifq: ", word, " ", rule, close, end].concat().into() }
}

/// The rule added to the list `ignore` of the front matter.
fn listed(checked: &Checked, rule: &str) -> Option<Edit> {
    let (settings, _) = front_matter::split(&checked.text)?;
    let mut document: DocumentMut = checked.text[settings.clone()].parse().ok()?;
    let list = document.entry("ignore").or_insert_with(|| toml_edit::value(Array::new())).as_array_mut()?;
    list.push(rule);
    Some(Edit { span: Span::new(settings.start as u32, settings.end as u32), text: document.to_string().into() })
}
