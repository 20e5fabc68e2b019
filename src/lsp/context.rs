//! What is known about a draft: from its front matter, from a file beside it, and from what an editor says of it.

use crate::conversation::{Conversation, Role, Turn};
use crate::document::front_matter;
use crate::read::Record;
use crate::rules::{SourceFile, Step};
use crate::text::{LineIndex, Span};
use crate::wire::{self, Request};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Where the words of an earlier message stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// In the document itself: the bytes of the value. `true`: they are the message word for word.
    Inside(Span, bool),
    /// In a file beside it; `None` where the words stand there in another form.
    Beside(Rc<Beside>, bool),
    /// An editor told them.
    Told,
}

/// A file beside a draft.
#[derive(Debug)]
pub(super) struct Beside {
    pub path: PathBuf,
    pub text: String,
    pub lines: LineIndex,
}

impl PartialEq for Beside {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.text == other.text
    }
}

impl Eq for Beside {}

/// The files that may stand beside a draft: `reply.md` has `reply.customer.json` or `reply.customer.txt`.
pub(super) fn beside(draft: &Path) -> [PathBuf; 2] {
    let stem = draft.file_stem().unwrap_or_default().to_string_lossy();
    ["json", "txt"].map(|ending| draft.with_file_name(format!("{stem}.customer.{ending}")))
}

/// Adds what is known to a record. Returns where each earlier message comes from, and what was not understood.
pub(super) fn add(record: &mut Record, document: &str, beside: Option<Rc<Beside>>, told: Option<&Request>) -> (Vec<Source>, Vec<String>) {
    let earlier = record.conversation.turns.len().saturating_sub(1);
    let mut sources: Vec<Source> = (0..earlier).map(|turn| inside(document, &record.conversation, turn)).collect();
    let mut warnings = Vec::new();
    if let Some(beside) = beside {
        let read = read(&beside);
        warnings.extend(read.1);
        let exact = beside.path.extension().is_some_and(|extension| extension == "txt");
        let turns = fill(&mut record.conversation, read.0, earlier == 0);
        sources.extend(std::iter::repeat_n(Source::Beside(beside, exact), turns));
    }
    if let Some(told) = told {
        let (known, unknown) = told.conversation();
        warnings.extend(unknown);
        let conversation = &mut record.conversation;
        if known.turns.len() > 1 {
            let draft = conversation.turns.pop();
            conversation.turns.clear();
            conversation.turns.extend(draft);
            sources.clear();
        }
        conversation.channel = known.channel.or(conversation.channel);
        conversation.customer.name = known.customer.name.clone().or(conversation.customer.name.take());
        conversation.customer.gender = known.customer.gender.or(conversation.customer.gender);
        let turns = fill(conversation, known, true);
        sources.extend(std::iter::repeat_n(Source::Told, turns));
    }
    (sources, warnings)
}

/// Fills in what a conversation does not say itself; how many earlier messages were put before its draft.
fn fill(conversation: &mut Conversation, from: Conversation, with_turns: bool) -> usize {
    conversation.channel = conversation.channel.or(from.channel);
    conversation.language = conversation.language.or(from.language);
    conversation.customer.gender = conversation.customer.gender.or(from.customer.gender);
    conversation.attachments = conversation.attachments.or(from.attachments);
    let or = |own: &mut Option<String>, other: Option<String>| *own = own.take().or(other);
    or(&mut conversation.customer.name, from.customer.name);
    or(&mut conversation.subject, from.subject);
    or(&mut conversation.profile, from.profile);
    or(&mut conversation.register, from.register);
    conversation.orders.extend(from.orders);
    conversation.ignored.extend(from.ignored);
    let mut turns = from.turns;
    turns.pop();
    if !with_turns {
        return 0;
    }
    let count = turns.len();
    let draft = conversation.turns.len().saturating_sub(1);
    conversation.turns.splice(draft..draft, turns);
    count
}

/// The place of an earlier message in the front matter.
fn inside(document: &str, conversation: &Conversation, turn: usize) -> Source {
    let Some((settings, _)) = front_matter::split(document) else { return Source::Told };
    let file = SourceFile { path: String::new(), name: String::new(), text: document[settings.clone()].to_owned() };
    let value = file.locate(&[Step::Key("thread"), Step::Index(turn), Step::Key("text")]);
    let raw = value.text(&file.text);
    let quotes = ["\"\"\"\n", "\"\"\"", "'''\n", "'''", "\"", "'"].into_iter().find(|quotes| raw.starts_with(quotes)).map_or(0, str::len);
    let text = conversation.turns.get(turn).map_or("", |turn| turn.text.as_str());
    let start = (settings.start as u32) + value.start;
    if raw.get(quotes..).is_some_and(|raw| raw.starts_with(text)) {
        let first = start + quotes as u32;
        return Source::Inside(Span::new(first, first + text.len() as u32), true);
    }
    Source::Inside(Span::new(start, start + (value.end - value.start)), false)
}

/// What a file beside a draft says: the customer's message, or a request without its text.
fn read(beside: &Beside) -> (Conversation, Option<String>) {
    if beside.path.extension().is_some_and(|extension| extension == "txt") {
        let customer = Turn { role: Role::Customer, text: beside.text.clone(), ..Turn::default() };
        return (Conversation { turns: vec![customer, Turn::default()], ..Conversation::default() }, None);
    }
    let request = serde_json::from_str::<Map<String, Value>>(&beside.text).map_err(|error| error.to_string()).and_then(|object| request(&object));
    match request {
        Ok(request) => {
            let (conversation, warnings) = request.conversation();
            (conversation, (!warnings.is_empty()).then(|| warnings.join("; ")))
        }
        Err(error) => {
            let name = beside.path.file_name().unwrap_or_default().to_string_lossy();
            (Conversation::draft(""), Some(format!("{name}: {}", wire::without_value(&error))))
        }
    }
}

/// A request without its text: the keys of the JSON shape, and for short `customerMessage` and `customerName`.
pub(super) fn request(object: &Map<String, Value>) -> Result<Request, String> {
    let mut object = object.clone();
    object.remove("uri");
    object.insert("text".to_owned(), json!(""));
    if let Some(name) = object.remove("customerName").filter(|name| !name.is_null()) {
        let customer = object.entry("customer").or_insert_with(|| json!({}));
        customer["name"] = name;
    }
    if let Some(message) = object.remove("customerMessage").filter(|message| !message.is_null()) {
        let turn = json!({ "role": "customer", "text": message });
        match object.get_mut("thread").and_then(Value::as_array_mut) {
            Some(thread) => thread.push(turn),
            None => {
                object.insert("thread".to_owned(), json!([turn]));
            }
        }
    }
    serde_json::from_value(Value::Object(object)).map_err(|error| wire::without_value(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Markup;

    #[test]
    fn messages_of_the_front_matter_have_their_places() {
        let document = "+++\n[[thread]]\nrole = \"customer\"\ntext = \"Where is 👍 it?\"\n[[thread]]\nrole = \"customer\"\ntext = \"a\\tb\"\n+++\nHi";
        let mut record = crate::read::draft("reply.md", document.to_owned(), Markup::Plain).unwrap_or_default();
        let (sources, warnings) = add(&mut record, document, None, None);
        assert!(warnings.is_empty());
        let texts: Vec<(&str, bool)> = sources
            .iter()
            .map(|source| match source {
                Source::Inside(span, exact) => (span.text(document), *exact),
                _ => ("", false),
            })
            .collect();
        assert_eq!(texts, [("Where is 👍 it?", true), ("\"a\\tb\"", false)]);
    }

    #[test]
    fn what_an_editor_tells_comes_first() {
        let document = "+++\nchannel = \"email\"\n[[thread]]\nrole = \"customer\"\ntext = \"old\"\n+++\nHi";
        let mut record = crate::read::draft("reply.md", document.to_owned(), Markup::Plain).unwrap_or_default();
        let object = json!({ "uri": "x", "channel": "chat", "customerMessage": "new", "customerName": "Sami" });
        let told = object.as_object().and_then(|object| request(object).ok());
        let (sources, _) = add(&mut record, document, None, told.as_ref());
        let conversation = &record.conversation;
        assert_eq!(sources, [Source::Told]);
        assert_eq!(conversation.turns.iter().map(|turn| &*turn.text).collect::<Vec<_>>(), ["new", "Hi"]);
        assert_eq!((conversation.channel.map(crate::conversation::Channel::name), conversation.customer.name.as_deref()), (Some("chat"), Some("Sami")));
    }
}
