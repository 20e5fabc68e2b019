//! Testing a rule by its own examples: every `bad` raises it, no `good` does, every rewrite clears the `bad` it is applied to.

use crate::catalogue::{LoadError, OpenFiles, load_cached, load_open, user_rules_open};
use crate::conversation::{Conversation, Markup, Role, Turn};
use crate::diagnostic::{Applicability, Diagnostic, Severity, apply};
use crate::document::Document;
use crate::linter::Linter;
use crate::rewrite::Filling;
use crate::rules::{ExampleSpec, Kind, LayerKind, RuleError, RuleSet, SourceFile, Spec, Step, place};
use crate::scan::{Matcher, Wanted, scan, stands};
use crate::text::{Language, Span};
use regex::Regex;
use serde::Deserialize;
use std::collections::HashSet;
use std::path::Path;

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub RuleError);

/// The examples of a rule file, whether it extends another rule or not.
#[derive(Deserialize)]
struct Examples {
    extends: Option<String>,
    #[serde(default, rename = "example")]
    examples: Vec<ExampleSpec>,
}

/// Tests one rule file against a linter that has the rule; also reports a file that cannot be read.
pub fn test(linter: &Linter, file: &SourceFile) -> Vec<Failure> {
    let holder: Examples = match file.parse() {
        Ok(holder) => holder,
        Err(error) => return vec![Failure(error)],
    };
    if is_course(linter, file) {
        return Vec::new();
    }
    let tester = Tester { linter, file };
    let mut failures = Vec::new();
    // What extends a rule may leave the examples to it.
    let needs_examples = holder.extends.is_none() || !holder.examples.is_empty();
    if needs_examples && holder.examples.iter().all(|example| example.bad.is_empty()) {
        let help = "add [[example]] with `bad = [\"...\"]`".to_owned();
        failures.push(Failure(file.error(Span::default(), "this rule has no bad example", Some(help))));
    }
    for (index, example) in holder.examples.iter().enumerate() {
        tester.example((index, example), &mut failures);
    }
    failures
}

/// Whether the rule looks at whole conversations; its examples are such, and are tried where those are read.
fn is_course(linter: &Linter, file: &SourceFile) -> bool {
    linter.rules().find(&file.name).is_some_and(|index| matches!(linter.rules().rules[index].kind, Kind::Course(_)))
}

/// Whether a sentence raises the rule of this name, or one that it yields to.
pub fn fires(linter: &Linter, rule: &str, sentence: &str) -> bool {
    let file = SourceFile { path: String::new(), name: rule.to_owned(), text: String::new() };
    let example = ExampleSpec::default();
    !Tester { linter, file: &file }.findings(&example, sentence).is_empty()
}

/// The `good` examples of a rule file that raise the rule: a rule that contradicts itself should not run at all.
pub fn misfires(linter: &Linter, file: &SourceFile) -> Vec<Failure> {
    let tester = Tester { linter, file };
    let mut failures = Vec::new();
    if is_course(linter, file) {
        return failures;
    }
    for (index, example) in file.parse::<Examples>().map(|holder| holder.examples).unwrap_or_default().iter().enumerate() {
        tester.good((index, example), &mut failures);
    }
    failures
}

/// Loads the rules for a configuration file and chosen layers; rules of the user that contradict their own good examples are mistakes. Files that an editor has open are
/// read from there.
pub fn load_tested(configuration: Option<&Path>, chosen: &[(LayerKind, &str)], open: &OpenFiles) -> Result<RuleSet, LoadError> {
    let set = load_open(configuration, chosen, open)?;
    let Some(configuration) = configuration else { return Ok(set) };
    let linter = Linter::new(set);
    let failures: Vec<RuleError> = user_rules_open(configuration, open)?.iter().flat_map(|file| misfires(&linter, file)).map(|failure| failure.0).collect();
    if failures.is_empty() { Ok(linter.into_rules()) } else { Err(LoadError::Rules(failures)) }
}

/// As [`load_tested`], with a folder where compiled rules that were tested are kept between runs.
pub fn load_tested_cached(configuration: Option<&Path>, chosen: &[(LayerKind, &str)], cache: Option<&Path>) -> Result<RuleSet, LoadError> {
    let mut loaded = load_cached(configuration, chosen, cache)?;
    if let Some(configuration) = configuration.filter(|_| !loaded.is_tried) {
        let linter = Linter::new(loaded.set);
        let failures: Vec<RuleError> =
            user_rules_open(configuration, &OpenFiles::new())?.iter().flat_map(|file| misfires(&linter, file)).map(|failure| failure.0).collect();
        if !failures.is_empty() {
            return Err(LoadError::Rules(failures));
        }
        loaded.set = linter.into_rules();
    }
    Ok(loaded.keep())
}

/// The patterns of a rule, as its file says it, that none of its `bad` examples fires; those that it has from another rule are left out.
pub fn unfired(linter: &Linter, file: &SourceFile, spec: &Spec) -> Vec<Failure> {
    let Some(rule) = linter.rules().find(&file.name) else { return Vec::new() };
    let mut missed = Vec::new();
    if let Some(tables) = spec.phrase.as_ref().map(|phrase| &phrase.matches).or_else(|| spec.metric.as_ref().map(|metric| &metric.matches)) {
        let fired = fired(linter.rules(), spec);
        let patterns = tables.iter().flat_map(|table| &table.any);
        missed.extend(patterns.zip(programs(linter.rules(), rule)).filter(|(_, program)| !fired.contains(program)).map(|(pattern, _)| pattern));
    }
    for table in spec.regex.iter().flat_map(|regex| &regex.matches) {
        let expression = Regex::new(table.pattern.get_ref());
        let bad = spec.examples.iter().filter(|example| example.lang == table.lang).flat_map(|example| &example.bad);
        if expression.is_ok_and(|expression| !bad.into_iter().any(|bad| expression.is_match(bad))) {
            missed.push(&table.pattern);
        }
    }
    let help = "add an example with these words, or remove the pattern";
    missed
        .into_iter()
        .filter(|pattern| !spec.is_inherited(pattern))
        .map(|pattern| Failure(place(file, pattern, "no bad example fires this pattern", Some(help.to_owned()))))
        .collect()
}

/// The programs of a rule's patterns, in the order of its file.
pub(crate) fn programs(set: &RuleSet, rule: usize) -> impl Iterator<Item = u32> {
    let of_rule = move |program: &u32| {
        let block = set.programs.get(*program as usize).and_then(|program| set.blocks.get(program.owner as usize));
        block.is_some_and(|block| block.cue.is_none() && usize::from(block.rule) == rule)
    };
    (0..set.programs.len() as u32).filter(|program| set.whole(*program).is_none()).filter(of_rule)
}

/// The programs that match in the `bad` examples and whose conditions hold there.
fn fired(set: &RuleSet, spec: &Spec) -> HashSet<u32> {
    let mut fired = HashSet::new();
    for bad in spec.examples.iter().flat_map(|example| &example.bad) {
        let document = Document::new(bad, Markup::default());
        let mut matcher = Matcher::new(set, &document);
        for hit in [Wanted::Draft, Wanted::Course].into_iter().flat_map(|wanted| scan(&mut matcher, wanted)).collect::<Vec<_>>() {
            if stands(&mut matcher, &set.blocks[hit.block as usize], &hit) {
                fired.insert(hit.program);
            }
        }
    }
    fired
}

struct Tester<'t> {
    linter: &'t Linter,
    file: &'t SourceFile,
}

impl Tester<'_> {
    fn example(&self, (index, example): (usize, &ExampleSpec), failures: &mut Vec<Failure>) {
        for (key, sentences) in [("bad", &example.bad), ("good", &example.good)] {
            for (at, _) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.trim().is_empty()) {
                failures.push(self.failure((index, key, at), "this example is empty", "write a sentence, or remove it"));
            }
        }
        for (at, bad) in example.bad.iter().enumerate().filter(|(_, bad)| !bad.trim().is_empty()) {
            let found = self.findings(example, bad);
            if found.is_empty() {
                let message = format!("this bad example does not raise the rule: \"{bad}\"");
                failures.push(self.failure((index, "bad", at), message, "add a pattern for it, or remove the example"));
            }
            let own: Vec<&Diagnostic> = found.iter().filter(|found| *found.rule == *self.file.name).collect();
            let alternatives = own.iter().map(|found| found.fixes.len()).max().unwrap_or_default();
            for choice in 0..alternatives {
                let chosen = own.iter().filter_map(|found| found.fixes.get(choice).or(found.fixes.last()));
                let better = apply(bad, chosen, Applicability::Display).text;
                if self.findings(example, &better).iter().any(|found| *found.rule == *self.file.name && !self.bridged(found)) {
                    let message = format!("after the rewrite to \"{better}\" the rule still finds a fault: \"{bad}\"");
                    failures.push(self.failure((index, "bad", at), message, "change the rewrite's text or sample values"));
                }
            }
        }
        self.good((index, example), failures);
    }

    fn good(&self, (index, example): (usize, &ExampleSpec), failures: &mut Vec<Failure>) {
        for (at, good) in example.good.iter().enumerate() {
            if let Some(found) = self.findings(example, good).first() {
                let message = format!("this good example raises the rule at \"{}\": \"{good}\"", found.span.text(good));
                failures.push(self.failure((index, "good", at), message, "narrow the pattern, or add an `unless`"));
            }
        }
    }

    /// The findings of the rule, and those of more specific rules that it yielded to.
    fn findings(&self, example: &ExampleSpec, text: &str) -> Vec<Diagnostic> {
        let review = self.linter.review_filled(&conversation(example, text), Language::English, Filling::Sample);
        let raised = |diagnostic: &Diagnostic| {
            let yielded = diagnostic.related.iter().any(|related| related.rule.as_deref() == Some(&*self.file.name));
            *diagnostic.rule == *self.file.name || yielded
        };
        review.diagnostics.into_iter().filter(raised).collect()
    }

    /// A refusal beside what can be done is none.
    fn bridged(&self, found: &Diagnostic) -> bool {
        let rules = self.linter.rules();
        found.severity == Severity::Info && rules.find(&found.rule).is_some_and(|rule| rules.rules[rule].bridge().is_some())
    }

    /// A failure at a sentence, told by its table of examples, its key there and its place under that key.
    fn failure(&self, (example, key, at): (usize, &str, usize), message: impl Into<String>, help: &str) -> Failure {
        let span = self.file.locate(&[Step::Key("example"), Step::Index(example), Step::Key(key), Step::Index(at)]);
        Failure(self.file.error(span, message, Some(help.to_owned())))
    }
}

/// A sentence of an example, in the conversation that the example tells of.
pub fn conversation(example: &ExampleSpec, text: &str) -> Conversation {
    let mut conversation = Conversation::draft(text);
    conversation.channel = example.channel;
    conversation.customer.name.clone_from(&example.name);
    conversation.customer.gender = example.gender;
    conversation.subject.clone_from(&example.subject);
    conversation.attachments = example.attachments;
    conversation.origin = example.source.unwrap_or_default();
    let before = [(Role::Customer, &example.customer), (Role::Agent, &example.earlier)];
    let before = before.into_iter().filter_map(|(role, text)| Some(Turn { role, text: text.clone()?, ..Turn::default() }));
    conversation.turns.splice(0..0, before);
    conversation
}
