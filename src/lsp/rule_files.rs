//! Rule files and configurations that are being edited: mistakes, examples that do not hold and patterns that nothing fires, at their places.

use super::convert::{Encoding, Places};
use super::diagnostics::SOURCE;
use super::document::OpenDocument;
use super::rules::Rules;
use super::state::State;
use crate::catalogue::{CONFIGURATION, embedded};
use crate::linter::Linter;
use crate::rule_test::{test, unfired};
use crate::rules::{LayerKind, RuleError, SourceFile, compile, specs};
use crate::text::{self, LineIndex, Span};
use lsp_types::DiagnosticSeverity;
use serde_json::{Value, json};
use std::path::Path;
use std::rc::Rc;

/// What is to be said of an open file in TOML; nothing of one that rifq does not read.
pub(super) fn diagnostics(state: &mut State, uri: &str) -> Vec<Value> {
    let Some(rules) = state.rules_of(uri) else { return Vec::new() };
    let Some(document) = state.documents.get(uri) else { return Vec::new() };
    let Some(path) = document.path.clone() else { return Vec::new() };
    let said = Said { document, encoding: state.client.encoding };
    let mistakes: Vec<&RuleError> = state.rules.mistakes().filter(|mistake| Path::new(&mistake.file) == path).collect();
    if !mistakes.is_empty() {
        return mistakes.into_iter().map(|mistake| said.one(mistake, DiagnosticSeverity::ERROR)).collect();
    }
    if path.file_name().is_some_and(|name| name == CONFIGURATION) {
        return Vec::new();
    }
    if let Some(file) = rules.own_at(&path) {
        // While another file is broken, the rules are those of before.
        return if state.rules.mistakes().next().is_none() { said.tested(&rules.linter, file) } else { Vec::new() };
    }
    let is_known = state.rules.all().any(|rules| rules.is_part(&path));
    if is_known { Vec::new() } else { alone(&said, &path) }
}

/// A file that no configuration names, tried together with the built-in rules.
fn alone(said: &Said<'_>, path: &Path) -> Vec<Value> {
    let names = (path.parent().and_then(Path::file_name), path.file_stem());
    let (Some(folder), Some(stem)) = (names.0.map(|name| name.to_string_lossy()), names.1.map(|name| name.to_string_lossy())) else { return Vec::new() };
    let text = &*said.document.text;
    let file = |name: String| SourceFile { path: path.display().to_string(), name, text: text.to_owned() };
    let has = |table: &str| text.lines().any(|line| line.trim_end() == table);
    let mut sources = embedded::sources();
    match &*folder {
        "lexicons" if has("[[words]]") => sources.lexicons = replaced(sources.lexicons, file(stem.to_string())),
        "cues" if has("[[match]]") => sources.cues = replaced(sources.cues, file(stem.to_string())),
        folder if has("[message]") && LayerKind::of_folder(folder).is_none() => sources.rules = replaced(sources.rules, file(format!("{folder}/{stem}"))),
        _ => return Vec::new(),
    }
    let name = format!("{folder}/{stem}");
    match compile(&sources) {
        Ok(set) => said.tested(&Linter::new(set), &file(name)),
        Err(mistakes) => {
            let own = mistakes.iter().filter(|mistake| Path::new(&mistake.file) == path);
            own.map(|mistake| said.one(mistake, DiagnosticSeverity::ERROR)).collect()
        }
    }
}

/// The files with one of them in another version.
fn replaced(files: Vec<SourceFile>, file: SourceFile) -> Vec<SourceFile> {
    let mut files = files;
    // A built-in rule stays: the file may extend it.
    files.retain(|known| known.name != file.name || embedded::rule(&known.name).is_some_and(|built_in| built_in == *known));
    files.push(file);
    files
}

/// Says things of an open document.
struct Said<'d> {
    document: &'d OpenDocument,
    encoding: Encoding,
}

impl Said<'_> {
    fn one(&self, mistake: &RuleError, severity: DiagnosticSeverity) -> Value {
        mistake_in(&self.document.text, mistake, (severity, self.encoding))
    }

    /// Examples that do not hold, and patterns that no example fires.
    fn tested(&self, linter: &Linter, file: &SourceFile) -> Vec<Value> {
        if linter.rules().find(&file.name).is_none() {
            return Vec::new();
        }
        let failures = test(linter, file).into_iter().map(|failure| (failure, DiagnosticSeverity::WARNING));
        let files: Vec<SourceFile> = embedded::sources().rules.into_iter().chain([file.clone()]).collect();
        let (specs, _) = specs(&files);
        let dead = specs
            .get(file.name.as_str())
            .map(|(_, spec)| unfired(linter, file, spec))
            .unwrap_or_default()
            .into_iter()
            .map(|failure| (failure, DiagnosticSeverity::INFORMATION));
        failures.chain(dead).map(|(failure, severity)| self.one(&failure.0, severity)).collect()
    }
}

impl Rules {
    /// Whether a file belongs to these rules: the configuration, or a file in one of its folders.
    fn is_part(self: &Rc<Self>, path: &Path) -> bool {
        self.configuration.as_deref() == Some(path) || self.folders().iter().any(|folder| path.starts_with(folder))
    }
}

/// A mistake as a diagnostic of the text it is in, up to the end of its line.
pub(super) fn mistake_in(text: &str, mistake: &RuleError, (severity, encoding): (DiagnosticSeverity, Encoding)) -> Value {
    let lines = LineIndex::new(text);
    let position = text::Position { line: mistake.line.saturating_sub(1), character: mistake.column.saturating_sub(1) };
    let start = lines.offset(text, position, Encoding::Utf32);
    let line = lines.line_range(position.line as usize, text);
    let end = (line.start + text[line].trim_end().len()) as u32;
    let range = Places::new(text, &lines, encoding).range(Span::new(start, end.max(start)));
    let message = mistake.help.as_ref().map_or_else(|| mistake.message.clone(), |help| format!("{}; {help}", mistake.message));
    json!({ "range": range, "severity": severity, "source": SOURCE, "code": "rule-file", "message": message })
}
