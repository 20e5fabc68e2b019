//! `rifq rules docs`: a page for every rule in force, in English and Arabic, and an index for each language.

use super::args_rules::DocsArguments;
use super::explain::looks_for;
use super::explain_words::{Words, dialect};
use super::rule_files::RuleFiles;
use super::{Outcome, selection};
use crate::catalogue::replace;
use crate::diagnostic::Severity;
use crate::rules::{ExampleSpec, Levels, Rule, Spec};
use crate::text::Language;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// The first line of every page; a file that begins otherwise is not ours.
const MADE: &str = "<!-- Made by rifq rules docs. -->";
const LANGUAGES: [Language; 2] = [Language::English, Language::Arabic];

/// One rule, and what its file says.
struct Entry<'r> {
    rule: &'r Rule,
    severity: Option<Severity>,
    spec: &'r Spec,
}

pub(super) fn run(arguments: &DocsArguments) -> Result<Outcome> {
    let set = selection::rules(&arguments.rules, Path::new("."))?;
    let files = RuleFiles::new(&arguments.rules)?;
    let levels = Levels::new(&set, None, None, None);
    let entry = |(index, rule)| Ok(Entry { rule, severity: levels.get(index as u16), spec: files.spec(&rule.name)? });
    let entries = set.rules.iter().enumerate().map(entry).collect::<Result<Vec<_>>>()?;
    for language in LANGUAGES {
        let folder = arguments.out.join(language.code());
        for entry in &entries {
            write(&folder.join(format!("{}.md", entry.rule.name)), &framed(&page(entry, language)?, language))?;
        }
        write(&folder.join("README.md"), &framed(&index(&entries, language)?, language))?;
    }
    let count = entries.len();
    writeln!(std::io::stdout().lock(), "wrote {count} pages in each language; begin at {}", arguments.out.join("en/README.md").display())?;
    Ok(Outcome::Clean)
}

/// Writes a page; a file that rifq did not make stays as it is.
fn write(path: &Path, text: &str) -> Result<()> {
    let cannot = || format!("{}: cannot be written", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    match std::fs::read_to_string(path) {
        Ok(known) if known == text => return Ok(()),
        Ok(known) if !known.starts_with(MADE) => bail!("{}: is there already and was not made by rifq; choose another folder", path.display()),
        _ => {}
    }
    replace(path, text).with_context(cannot)
}

/// The text with its first line, and marked right to left where it is Arabic.
fn framed(text: &str, language: Language) -> String {
    match language {
        Language::English => format!("{MADE}\n{text}"),
        Language::Arabic => format!("{MADE}\n<div dir=\"rtl\" lang=\"ar\">\n\n{text}\n</div>\n"),
    }
}

fn index(entries: &[Entry<'_>], language: Language) -> Result<String> {
    let words = Words::of(language);
    let page_words = PageWords::of(language);
    let mut text = format!("# {}\n\n[{}](../{}/README.md)\n", page_words.rules, page_words.other, other(language).code());
    let mut categories: BTreeMap<&str, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries {
        categories.entry(entry.rule.category()).or_default().push(entry);
    }
    for (category, entries) in categories {
        write!(text, "\n## {category}\n\n| {} | {} | {} |\n|---|---|---|\n", page_words.rule, page_words.severity, page_words.finds)?;
        for entry in entries {
            let severity = entry.severity.map_or(words.off, |severity| words.severity(severity));
            writeln!(text, "| [{}]({}.md) | {severity} | {} |", entry.rule.name, entry.rule.name, plain(entry.rule.summary.get(language)))?;
        }
    }
    Ok(text)
}

fn page(entry: &Entry<'_>, language: Language) -> Result<String> {
    let Entry { rule, severity, spec } = entry;
    let (words, page_words) = (Words::of(language), PageWords::of(language));
    let severity = severity.map_or(words.off, |severity| words.severity(severity));
    let mut text = format!("# {}\n\n{}\n\n", rule.name, plain(rule.summary.get(language)));
    let there = other(language).code();
    writeln!(text, "**{}:** {severity} · [{}](../README.md) · [{}](../../{there}/{}.md)", page_words.severity, page_words.rules, page_words.other, rule.name)?;
    write!(text, "\n## {}\n\n{}\n", words.why, plain(rule.why(language)))?;
    write!(text, "\n## {}\n\n{}\n", words.message, plain(rule.message(language)))?;
    write!(text, "\n## {}\n\n", words.looks_for)?;
    for line in looks_for(rule, spec, &words) {
        match line.strip_prefix("  ") {
            Some(pattern) if pattern.starts_with('…') => writeln!(text, "  - {pattern}")?,
            Some(pattern) => writeln!(text, "  - {}", code(pattern))?,
            None => writeln!(text, "- {line}")?,
        }
    }
    examples(&mut text, spec, language)?;
    if !spec.rewrites.is_empty() {
        write!(text, "\n## {}\n\n", words.instead)?;
        for rewrite in spec.rewrites.iter().map(toml::Spanned::get_ref) {
            let better = if rewrite.text.is_empty() { words.leave_out.to_owned() } else { code(&rewrite.text) };
            writeln!(text, "- {}: {better}", dialect(rewrite.lang, rewrite.dialect, language))?;
        }
    }
    write!(text, "\n## {}\n\n{}\n", page_words.settings, page_words.off)?;
    let fence = format!("```toml\n[rule.\"{}\"]\nseverity = \"off\"\n```\n", rule.name);
    match language {
        Language::English => write!(text, "\n{fence}")?,
        Language::Arabic => write!(text, "\n<div dir=\"ltr\">\n\n{fence}\n</div>\n")?,
    }
    if !rule.aliases.is_empty() {
        let names: Vec<String> = rule.aliases.iter().map(|name| code(name)).collect();
        write!(text, "\n{}: {}\n", page_words.aliases, names.join(page_words.comma))?;
    }
    Ok(text)
}

/// The examples of the rule, those in the reader's language first.
fn examples(text: &mut String, spec: &Spec, language: Language) -> Result<()> {
    let page_words = PageWords::of(language);
    let mut tables: Vec<&ExampleSpec> = spec.examples.iter().filter(|example| !example.bad.is_empty() || !example.good.is_empty()).collect();
    tables.sort_by_key(|example| example.lang != language);
    if tables.is_empty() {
        return Ok(());
    }
    write!(text, "\n## {}\n", page_words.examples)?;
    for example in tables {
        write!(text, "\n### {}\n", dialect(example.lang, example.dialect, language))?;
        if let Some(customer) = &example.customer {
            write!(text, "\n{}\n\n> {}\n", page_words.customer, plain(customer).replace('\n', "\n> "))?;
        }
        for (heading, sentences) in [(page_words.bad, &example.bad), (page_words.good, &example.good)] {
            if sentences.is_empty() {
                continue;
            }
            write!(text, "\n{heading}\n\n")?;
            let (start, end) = if example.lang == language {
                ("", "")
            } else if example.lang == Language::Arabic {
                ("<span dir=\"rtl\" lang=\"ar\">", "</span>")
            } else {
                ("<span dir=\"ltr\" lang=\"en\">", "</span>")
            };
            for sentence in sentences {
                writeln!(text, "- {start}{}{end}", plain(sentence).replace('\n', "  \n  "))?;
            }
        }
    }
    Ok(())
}

const fn other(language: Language) -> Language {
    match language {
        Language::English => Language::Arabic,
        Language::Arabic => Language::English,
    }
}

/// The text, with what Markdown would read as marks escaped.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '{' | '}') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The text between backticks, as many as it needs.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let marks = "`".repeat(longest + 1);
    if longest > 0 { format!("{marks} {text} {marks}") } else { format!("{marks}{text}{marks}") }
}

/// The headings of pages that explanations do not have.
struct PageWords {
    rules: &'static str,
    rule: &'static str,
    severity: &'static str,
    finds: &'static str,
    other: &'static str,
    examples: &'static str,
    customer: &'static str,
    bad: &'static str,
    good: &'static str,
    settings: &'static str,
    off: &'static str,
    aliases: &'static str,
    comma: &'static str,
}

impl PageWords {
    const fn of(language: Language) -> Self {
        match language {
            Language::English => Self {
                rules: "The rules",
                rule: "rule",
                severity: "Severity",
                finds: "What it finds",
                other: "بالعربية",
                examples: "Examples",
                customer: "In answer to:",
                bad: "Raises it:",
                good: "Does not:",
                settings: "Settings",
                off: "In `rifq.toml`; `info`, `hint`, `warning` and `error` change its weight:",
                aliases: "Former names",
                comma: ", ",
            },
            Language::Arabic => Self {
                rules: "القواعد",
                rule: "القاعدة",
                severity: "الدرجة",
                finds: "ما تجده",
                other: "in English",
                examples: "أمثلة",
                customer: "ردًّا على:",
                bad: "يُظهرها:",
                good: "لا يُظهرها:",
                settings: "الإعدادات",
                off: "في `rifq.toml`، وبالقيم `info` و`hint` و`warning` و`error` يتغير وزنها:",
                aliases: "أسماء سابقة",
                comma: "، ",
            },
        }
    }
}
