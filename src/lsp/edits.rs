//! Edits of documents in the shapes that clients take.

use super::client::{Client, Snippets};
use super::convert::Places;
use super::document::Checked;
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::mend::escaped;
use crate::rules::blanks;
use crate::text::Span;
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

/// The workspace edit that applies a fix of a draft; blanks become tab stops where the client takes them.
pub(super) fn of_fix(client: &Client, uri: &str, checked: &Checked, fix: &Fix) -> Value {
    let markup = checked.record.conversation.turns.last().map(|turn| turn.markup).unwrap_or_default();
    let fix = escaped(fix, markup);
    let snippets = if fix.applicability == Applicability::Display { client.snippets } else { Snippets::No };
    let places = checked.places(client.encoding);
    let mut stops = Vec::new();
    let edits = fix.edits.iter().map(|edit| {
        let moved = Edit { span: checked.outer(edit.span), text: edit.text.clone() };
        one(&places, &moved, snippets, &mut stops)
    });
    let edits: Vec<Value> = edits.collect();
    workspace(client, uri, Some(checked.version), &edits)
}

/// The workspace edit that makes the draft of a document read `text`, by as little as it takes.
pub(super) fn of_text(client: &Client, uri: &str, checked: &Checked, text: &str) -> Value {
    let places = checked.places(client.encoding);
    let edits = differences(checked.draft(), text);
    let edits = edits.into_iter().map(|edit| {
        let moved = Edit { span: checked.outer(edit.span), text: edit.text };
        one(&places, &moved, Snippets::No, &mut Vec::new())
    });
    let edits: Vec<Value> = edits.collect();
    workspace(client, uri, Some(checked.version), &edits)
}

/// Edits of one document as a workspace edit.
pub(super) fn workspace(client: &Client, uri: &str, version: Option<i32>, edits: &[Value]) -> Value {
    if client.versioned_edits {
        return json!({ "documentChanges": [{ "textDocument": { "uri": uri, "version": version }, "edits": edits }] });
    }
    json!({ "changes": { uri: edits } })
}

/// One edit.
pub(super) fn one(places: &Places<'_>, edit: &Edit, snippets: Snippets, stops: &mut Vec<String>) -> Value {
    let range = places.range(edit.span);
    match snippets {
        Snippets::No => json!({ "range": range, "newText": &*edit.text }),
        Snippets::Standard => json!({ "range": range, "snippet": { "kind": "snippet", "value": snippet(&edit.text, stops) } }),
        Snippets::Experimental => json!({ "range": range, "newText": snippet(&edit.text, stops), "insertTextFormat": 2 }),
    }
}

/// A text with blanks as a snippet: `{name}` becomes a tab stop, the same name the same one.
pub(super) fn snippet(text: &str, stops: &mut Vec<String>) -> String {
    let plain = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    let (mut out, mut rest) = (String::new(), text);
    for name in blanks(text).unwrap_or_default() {
        let Some(start) = rest.find('{') else { break };
        out.push_str(&plain(&rest[..start]));
        let stop = stops.iter().position(|known| known == name).unwrap_or_else(|| {
            stops.push(name.to_owned());
            stops.len() - 1
        });
        out.extend(["${", &(stop + 1).to_string(), ":", &plain(name), "}"]);
        rest = &rest[start + name.len() + 2..];
    }
    out.push_str(&plain(rest));
    out
}

/// What has to change for `old` to read `new`, word by word.
fn differences(old: &str, new: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let words = change.value();
        let (start, end) = (at, at + if change.tag() == ChangeTag::Insert { 0 } else { words.len() as u32 });
        at = end;
        let text = match change.tag() {
            ChangeTag::Equal => continue,
            ChangeTag::Delete => "",
            ChangeTag::Insert => words,
        };
        match edits.last_mut().filter(|last| last.span.end == start) {
            Some(last) => *last = Edit { span: Span::new(last.span.start, end), text: [&last.text, text].concat().into() },
            None => edits.push(Edit { span: Span::new(start, end), text: text.into() }),
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::apply;

    #[test]
    fn blanks_are_tab_stops() {
        let mut stops = Vec::new();
        assert_eq!(snippet("By {time} {name} pays 5$ \\ {time}", &mut stops), "By ${1:time} ${2:name} pays 5\\$ \\\\ ${1:time}");
        assert_eq!(snippet("no {blank", &mut stops), "no {blank");
    }

    #[test]
    fn differences_give_the_new_text() {
        for (old, new) in [("Unfortunately, we can't do it.", "We can do it today."), ("", "a"), ("لا يمكنني 👍 ذلك", "يمكنني ذلك غدا"), ("same", "same")]
        {
            let fix = Fix { title: "".into(), applicability: Applicability::Safe, edits: differences(old, new) };
            assert_eq!(apply(old, [&fix], Applicability::Display).text, new);
        }
    }
}
