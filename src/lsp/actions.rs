//! Code actions: a quick fix for each better sentence, and all safe fixes at once. The server remembers none of them: an action says what it is about, and
//! its edit is made from the newest review when it is asked for.

use super::client::Client;
use super::configuration::literal;
use super::convert::Places;
use super::document::Checked;
use super::{commands, convert, diagnostics, edits};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use crate::mend::mend;
use crate::rules::{Kind, Spec};
use crate::text::{Language, Span};
use lsp_types::Range;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A fix of one finding.
const QUICK_FIX: &str = "quickfix";
/// All safe fixes.
pub(super) const FIX_ALL: &str = "source.fixAll.rifq";
/// Categories whose findings are words that a team may have agreed on.
const GLOSSARY: [&str; 3] = ["clarity", "jargon", "canned"];
/// The kinds that are offered.
pub(super) const KINDS: [&str; 2] = [QUICK_FIX, FIX_ALL];

/// What an action is about, so that its edit can be made later.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase")]
pub(super) enum About {
    /// One fix of a finding at a place of the document, in bytes.
    Fix { uri: String, version: i32, rule: String, start: u32, end: u32, fix: usize },
    /// All safe fixes.
    All { uri: String, version: i32 },
}

impl About {
    /// The document.
    pub(super) fn uri(&self) -> &str {
        match self {
            Self::Fix { uri, .. } | Self::All { uri, .. } => uri,
        }
    }
}

/// Where actions are wanted, and which.
pub(super) struct Wanted<'w> {
    pub uri: &'w str,
    pub range: Range,
    pub only: Option<&'w [String]>,
    pub least: Severity,
}

impl Wanted<'_> {
    /// Whether an action of this kind was asked for: `source` asks for all of its kinds.
    fn kind(&self, kind: &str) -> bool {
        let covers = |asked: &String| asked.is_empty() || kind == asked || kind.strip_prefix(asked.as_str()).is_some_and(|rest| rest.starts_with('.'));
        self.only.is_none_or(|only| only.iter().any(covers))
    }
}

/// The actions for a range.
pub(super) fn actions(client: &Client, checked: &Checked, wanted: &Wanted<'_>) -> Vec<Value> {
    /// Beyond so many findings nobody chooses one by one.
    const MOST_SWITCHED: usize = 20;
    let mut actions = Vec::new();
    let span = convert::span(&checked.text, &checked.lines, wanted.range, client.encoding);
    if wanted.kind(QUICK_FIX) {
        let menu = Menu { client, checked, uri: wanted.uri, places: checked.places(client.encoding) };
        let touched = || checked.review.diagnostics.iter().filter(|found| found.severity >= wanted.least && touches(checked.outer(found.span), span));
        for found in touched() {
            actions.extend(found.fixes.iter().enumerate().map(|(index, fix)| menu.quick_fix(found, index, fix)));
        }
        actions.extend(touched().take(MOST_SWITCHED).flat_map(|found| menu.switches(found)));
    }
    // Asked for by its kind, or in a menu of everything.
    if wanted.kind(FIX_ALL) && checked.review.diagnostics.iter().any(|found| found.fixes.iter().any(|fix| fix.applicability == Applicability::Safe)) {
        let about = About::All { uri: wanted.uri.to_owned(), version: checked.version };
        let mut action = json!({ "title": words(checked).fix_all, "kind": FIX_ALL });
        if client.resolves || wanted.only.is_some() {
            finish(client, checked, &mut action, &about);
        } else {
            // In a menu that opens at every place, working the edit out would take too long.
            action["command"] = json!({ "title": action["title"], "command": commands::FIX_ALL, "arguments": [{ "uri": wanted.uri }] });
        }
        actions.push(action);
    }
    actions
}

/// Adds the edit, or what is needed to make it later.
fn finish(client: &Client, checked: &Checked, action: &mut Value, about: &About) {
    if client.resolves {
        action["data"] = json!(about);
    } else if let Some(edit) = edit(client, checked, about) {
        action["edit"] = edit;
    }
}

/// What the quick fixes of one answer have in common.
struct Menu<'m> {
    client: &'m Client,
    checked: &'m Checked,
    uri: &'m str,
    places: Places<'m>,
}

impl Menu<'_> {
    fn quick_fix(&self, found: &Diagnostic, index: usize, fix: &Fix) -> Value {
        let span = self.checked.outer(found.span);
        let mut action = json!({ "title": title(self.checked, fix), "kind": QUICK_FIX, "diagnostics": [self.diagnostic(found)] });
        if index == 0 && fix.applicability > Applicability::Display {
            action["isPreferred"] = json!(true);
        }
        let (uri, version, rule) = (self.uri.to_owned(), self.checked.version, found.rule.to_string());
        let about = About::Fix { uri, version, rule, start: span.start, end: span.end, fix: index };
        finish(self.client, self.checked, &mut action, &about);
        action
    }

    /// The diagnostic that an action is for.
    fn diagnostic(&self, found: &Diagnostic) -> Value {
        let range = self.places.range(self.checked.outer(found.span));
        let severity = diagnostics::severity(found.severity);
        json!({ "range": range, "severity": severity, "code": &*found.rule, "source": diagnostics::SOURCE, "message": &*found.message })
    }

    /// What can be done about a finding that is none: commands, which the server carries out.
    fn switches(&self, found: &Diagnostic) -> Vec<Value> {
        let (checked, words, rule) = (self.checked, words(self.checked), &*found.rule);
        let text = found.span.text(checked.draft());
        let line = checked.lines.line_of(checked.outer(found.span).start);
        let mut offered = vec![(words.once, commands::IGNORE_ONCE, json!({})), (words.in_file, commands::IGNORE_IN_FILE, json!({}))];
        offered.extend(exceptions(checked, rule, text));
        offered.push((words.disable, commands::DISABLE_RULE, json!({})));
        let diagnostic = self.diagnostic(found);
        let action = |(title, command, more): (&str, &str, Value)| {
            let mut arguments = json!({ "uri": self.uri, "rule": rule, "line": line, "words": text });
            if let (Some(arguments), Value::Object(more)) = (arguments.as_object_mut(), more) {
                arguments.extend(more);
            }
            let title = title.replace("{rule}", rule).replace("{words}", text);
            json!({ "title": title, "kind": QUICK_FIX, "diagnostics": [diagnostic], "command": { "title": title, "command": command, "arguments": [arguments] } })
        };
        offered.into_iter().map(action).collect()
    }
}

/// The commands that make words fine, where they are words that a configuration can name.
fn exceptions(checked: &Checked, rule: &str, text: &str) -> Vec<(&'static str, &'static str, Value)> {
    let (words, set) = (words(checked), checked.rules.linter.rules());
    let Some(index) = set.find(rule).filter(|_| literal(text).is_ok()) else { return Vec::new() };
    let mut offered = Vec::new();
    match &set.rules[index].kind {
        Kind::Regex(_) => {
            let spec = checked.rules.file(rule).and_then(|file| file.parse::<Spec>().ok());
            if let Some(lexicon) = spec.and_then(|spec| spec.regex?.allow) {
                offered.push((words.add, commands::ADD_WORD, json!({ "lexicon": lexicon.get_ref() })));
            }
        }
        Kind::Phrase(_) | Kind::Metric(_) => {
            if GLOSSARY.contains(&set.rules[index].category()) {
                offered.push((words.add, commands::ADD_WORD, json!({})));
            }
            offered.push((words.false_alarm, commands::FALSE_ALARM, json!({})));
        }
        Kind::Fact(_) | Kind::Measure(_) | Kind::Course(_) => {}
    }
    offered
}

/// The edit of an action by the newest review; `None` where the draft no longer has what it is about.
pub(super) fn edit(client: &Client, checked: &Checked, about: &About) -> Option<Value> {
    match about {
        About::Fix { uri, rule, start, end, fix, .. } => {
            let same = |found: &&Diagnostic| *found.rule == **rule && checked.outer(found.span) == Span::new(*start, *end);
            let found = checked.review.diagnostics.iter().find(same)?;
            Some(edits::of_fix(client, uri, checked, found.fixes.get(*fix)?))
        }
        About::All { uri, .. } => {
            let mended = mend(&checked.rules.linter, &checked.record.conversation, Applicability::Safe);
            Some(edits::of_text(client, uri, checked, &mended.text))
        }
    }
}

/// Whether a place and a selection have a character or a border in common.
fn touches(place: Span, selection: Span) -> bool {
    place.start <= selection.end && selection.start <= place.end
}

/// What a menu shows: the new words between marks, so that a short one is seen.
fn title(checked: &Checked, fix: &Fix) -> String {
    let words = words(checked);
    if fix.edits.iter().all(|edit| edit.text.is_empty()) {
        return words.leave_out.to_owned();
    }
    let verb = if fix.edits.iter().any(|edit| edit.span.is_empty()) { words.insert } else { words.write };
    [verb, words.open, &fix.title, words.close].concat()
}

struct Words {
    write: &'static str,
    open: &'static str,
    close: &'static str,
    insert: &'static str,
    leave_out: &'static str,
    fix_all: &'static str,
    once: &'static str,
    in_file: &'static str,
    add: &'static str,
    false_alarm: &'static str,
    disable: &'static str,
}

fn words(checked: &Checked) -> &'static Words {
    match checked.reader {
        Language::English => &Words {
            write: "Write ",
            open: "“",
            close: "”",
            insert: "Add ",
            leave_out: "Leave these words out",
            fix_all: "Apply all safe suggestions",
            once: "Ignore {rule} in this line",
            in_file: "Ignore {rule} in this draft",
            add: "“{words}” is a word of ours",
            false_alarm: "False alarm: “{words}” is fine",
            disable: "Switch {rule} off",
        },
        Language::Arabic => &Words {
            write: "اكتب ",
            open: "«",
            close: "»",
            insert: "أضف ",
            leave_out: "احذف هذه الكلمات",
            fix_all: "طبّق كل الاقتراحات الآمنة",
            once: "تجاهل {rule} في هذا السطر",
            in_file: "تجاهل {rule} في هذه المسودة",
            add: "«{words}» من ألفاظنا",
            false_alarm: "تنبيه في غير محله: «{words}» لا بأس بها",
            disable: "أوقف {rule}",
        },
    }
}
