//! `rifq import`: rules of other linters, made into rule files.

use super::Outcome;
use super::args_import::ValeArguments;
use crate::catalogue::embedded;
use crate::import::{Imported, vale};
use crate::linter::Linter;
use crate::rule_test::fires;
use crate::rules::{RuleSet, SourceFile, compile};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What became of one style.
#[derive(Default)]
struct Style {
    /// By path below the folder of rules: the file, and the Vale rule it was made of.
    files: BTreeMap<String, (Imported, String)>,
    /// By Vale rule, what is not in the files and why.
    left: BTreeMap<String, Vec<String>>,
    /// Vale rules read.
    rules: usize,
}

pub(super) fn vale_style(arguments: &ValeArguments) -> Result<Outcome> {
    let name = style_name(&arguments.style)?;
    let mut style = read(&arguments.style, &name)?;
    if style.rules == 0 {
        bail!("{}: no rules here; a style of Vale is a folder of .yml files with the key `extends`", arguments.style.display());
    }
    if let Some(path) = style.files.keys().map(|rule| arguments.out.join(format!("{rule}.toml"))).find(|path| path.exists()) {
        bail!("{}: is there already, and nothing is written over; choose another folder", path.display());
    }
    let linter = Linter::new(compiled(&mut style));
    let mut fired = 0;
    let mut written = BTreeSet::new();
    for (rule, (imported, from)) in &style.files {
        let path = arguments.out.join(format!("{rule}.toml"));
        let sentences: Vec<&String> = imported.sentences.iter().filter(|sentence| fires(&linter, rule, sentence)).collect();
        fired += usize::from(!sentences.is_empty());
        if sentences.is_empty() {
            style.left.entry(from.clone()).or_default().push("none of the sentences made from it raises the rule; write examples of your own".to_owned());
        }
        write_new(&path, &with_examples(&imported.text, &sentences))?;
        written.insert(from.clone());
        if !imported.left.is_empty() {
            style.left.entry(from.clone()).or_default().extend(imported.left.iter().cloned());
        }
    }
    let mut out = std::io::stdout().lock();
    let (files, rules) = (style.files.len(), style.rules);
    writeln!(
        out,
        "{} of {rules} rules of {name} imported, as {files} files in {}; {fired} fire on their own examples",
        written.len(),
        arguments.out.display()
    )?;
    for (rule, reasons) in &style.left {
        let part = if written.contains(rule) { "in part" } else { "not imported" };
        for reason in reasons {
            writeln!(out, "{rule}: {part}: {reason}")?;
        }
    }
    writeln!(out, "\nNext: rifq rules test {}", arguments.out.display())?;
    Ok(if written.is_empty() { Outcome::Findings } else { Outcome::Clean })
}

/// The name of a style, which its rules get as their category.
fn style_name(folder: &Path) -> Result<String> {
    let absolute = std::path::absolute(folder)?;
    let name = absolute.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = name.trim_matches('-').to_owned();
    if name.is_empty() {
        bail!("{}: is no folder of a style", folder.display());
    }
    Ok(name)
}

fn read(folder: &Path, name: &str) -> Result<Style> {
    let cannot = || format!("{}: cannot be read", folder.display());
    let mut style = Style::default();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).with_context(cannot)?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml")) {
        let rule = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        style.rules += 1;
        match vale(name, &rule, &text) {
            Ok(files) => style.files.extend(files.into_iter().map(|file| (format!("{name}/{}", file.name), (file, rule.clone())))),
            Err(reason) => {
                style.left.insert(rule, vec![reason]);
            }
        }
    }
    Ok(style)
}

/// The built-in rules with those of the style; files that do not compile are taken out and listed.
fn compiled(style: &mut Style) -> RuleSet {
    loop {
        let mut sources = embedded::sources();
        sources.rules.extend(style.files.iter().map(|(rule, (file, _))| SourceFile { path: rule.clone(), name: rule.clone(), text: file.text.clone() }));
        let errors = match compile(&sources) {
            Ok(set) => return set,
            Err(errors) => errors,
        };
        let before = style.files.len();
        for error in errors {
            if let Some((_, from)) = style.files.remove(&error.file) {
                style.left.entry(from).or_default().push(error.message);
            }
        }
        if style.files.len() == before {
            return embedded::rules();
        }
    }
}

fn with_examples(text: &str, sentences: &[&String]) -> String {
    if sentences.is_empty() {
        return text.to_owned();
    }
    let quoted = |sentence: &&String| format!("  {},\n", toml::Value::String((*sentence).clone()));
    let bad: String = sentences.iter().map(quoted).collect();
    format!("{text}\n[[example]]\nlang = \"en\"\nbad = [\n{bad}]\n")
}

fn write_new(path: &Path, text: &str) -> Result<()> {
    let cannot = || format!("{}: cannot be written", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes())).with_context(cannot)
}
