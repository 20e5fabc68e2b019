//! Which strings of a file are replies: the shapes of helpdesks, or else every string of a table of translations.

use super::{Key, Node, Value};
use crate::text::origin::Decoded;

/// Keys of a reply, the best first: Freshdesk, Zammad, Chatwoot, Rasa, and what people call it.
pub(super) const BODIES: [&str; 10] = ["content_html", "html_body", "content", "body", "text", "message", "reply", "response", "html", "template"];
/// Keys of its name.
pub(super) const TITLES: [&str; 6] = ["title", "name", "short_code", "shortcut", "key", "id"];
/// Keys under which exports keep their list; of a table that has one, nothing else is looked at.
const LISTS: [&str; 6] = ["macros", "responses", "canned_responses", "text_modules", "saved_replies", "payload"];

/// One reply.
pub(super) struct Reply {
    /// Its title, or the keys that lead to it.
    pub name: String,
    pub text: Decoded,
    /// The lines in which it and what it stands in begin, from 1.
    pub lines: Vec<u32>,
}

/// The way to a value.
#[derive(Clone, Default)]
struct Way {
    keys: Vec<String>,
    lines: Vec<u32>,
}

impl Way {
    fn to(&self, key: &str, line: u32) -> Self {
        let mut way = self.clone();
        way.keys.push(key.to_owned());
        way.lines.push(line);
        way
    }

    fn reply(&self, title: Option<&str>, text: Decoded, line: u32) -> Reply {
        let mut lines = self.lines.clone();
        lines.push(line);
        Reply { name: title.map_or_else(|| self.keys.join("."), str::to_owned), text, lines }
    }
}

/// The replies of a file, in its order.
pub(super) fn replies(root: Node) -> Vec<Reply> {
    let mut found = Vec::new();
    let root = known(root, &Way::default(), &mut found);
    if let (Some(root), true) = (root, found.is_empty()) {
        strings(root, &Way::default(), &mut found);
    }
    found.retain(|reply| reply.text.text.chars().any(char::is_alphabetic));
    found.sort_by_key(|reply| reply.text.start());
    found
}

/// Finds the replies of known shapes; gives back what holds none.
fn known(node: Node, way: &Way, found: &mut Vec<Reply>) -> Option<Node> {
    let line = node.line;
    let before = found.len();
    let value = match node.value {
        Value::Table(entries) => Value::Table(table(entries, way, line, found)?),
        Value::List(items) => {
            let rest = items.into_iter().enumerate().filter_map(|(index, item)| {
                let way = way.to(&(index + 1).to_string(), item.line);
                known(item, &way, found)
            });
            Value::List(rest.collect())
        }
        other => other,
    };
    (found.len() == before).then_some(Node { line, value })
}

/// The same for a table.
fn table(mut entries: Vec<(Key, Node)>, way: &Way, line: u32, found: &mut Vec<Reply>) -> Option<Vec<(Key, Node)>> {
    let title = TITLES.iter().find_map(|title| entries.iter().find(|(key, _)| key.text == *title).and_then(|(_, node)| text(node))).map(str::to_owned);
    if let Some(actions) = entries.iter().position(|(key, node)| key.text == "actions" && is_list_of_tables(node)) {
        let (key, node) = entries.swap_remove(actions);
        comments(node, title.as_deref(), &way.to(&key.text, line), found);
        return None;
    }
    let body =
        BODIES.iter().find_map(|body| entries.iter().position(|(key, node)| key.text == *body && text(node).is_some_and(|text| !text.trim().is_empty())));
    if let Some(body) = body {
        let (key, node) = entries.swap_remove(body);
        if let Value::Text(text) = node.value {
            let mut reply = way.reply(title.as_deref(), text, node.line);
            reply.lines.extend([line, key.line]);
            found.push(reply);
        }
        return None;
    }
    if let Some(list) = LISTS.iter().find_map(|list| entries.iter().position(|(key, node)| key.text == *list && !matches!(node.value, Value::Text(_)))) {
        entries = vec![entries.swap_remove(list)];
    }
    let mut rest = Vec::new();
    for (key, node) in entries {
        let way = way.to(&key.text, key.line);
        if let Some(node) = known(node, &way, found) {
            rest.push((key, node));
        }
    }
    Some(rest)
}

/// The comments that a Zendesk macro writes.
fn comments(actions: Node, title: Option<&str>, way: &Way, found: &mut Vec<Reply>) {
    let Value::List(actions) = actions.value else { return };
    for action in actions {
        let Value::Table(entries) = action.value else { continue };
        let is_comment = entries.iter().any(|(key, node)| key.text == "field" && text(node).is_some_and(|field| field.starts_with("comment_value")));
        for (key, node) in entries.into_iter().filter(|(key, _)| is_comment && key.text == "value") {
            let (line, value) = match node.value {
                // A channel and the comment.
                Value::List(mut both) => match both.pop() {
                    Some(last) => (last.line, last.value),
                    None => continue,
                },
                value => (node.line, value),
            };
            if let Value::Text(text) = value {
                let mut reply = way.reply(title, text, line);
                reply.lines.extend([action.line, key.line]);
                found.push(reply);
            }
        }
    }
}

/// Every string, named by its keys; keys with `_` or `@` in front describe others.
fn strings(node: Node, way: &Way, found: &mut Vec<Reply>) {
    match node.value {
        Value::Text(text) => found.push(way.reply(None, text, node.line)),
        Value::List(items) => {
            for (index, item) in items.into_iter().enumerate() {
                let way = way.to(&(index + 1).to_string(), item.line);
                strings(item, &way, found);
            }
        }
        Value::Table(entries) => {
            for (key, node) in entries.into_iter().filter(|(key, _)| !key.text.starts_with(['_', '@'])) {
                strings(node, &way.to(&key.text, key.line), found);
            }
        }
        Value::Other => {}
    }
}

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(&text.text),
        _ => None,
    }
}

fn is_list_of_tables(node: &Node) -> bool {
    matches!(&node.value, Value::List(items) if items.iter().any(|item| matches!(item.value, Value::Table(_))))
}
