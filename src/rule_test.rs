//! Testing a rule by its own examples: every `bad` raises it, no `good` does, every rewrite clears the `bad` it is applied to.

use crate::conversation::{Conversation, Role, Turn};
use crate::diagnostic::{Applicability, Diagnostic, apply};
use crate::linter::Linter;
use crate::rewrite::Filling;
use crate::rules::{ExampleSpec, RuleError, SourceFile, Spec};
use crate::text::{Language, Span};

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub RuleError);

/// Tests one rule file against a linter that has the rule; also reports a file that cannot be read.
pub fn test(linter: &Linter, file: &SourceFile) -> Vec<Failure> {
    let spec: Spec = match file.parse() {
        Ok(spec) => spec,
        Err(error) => return vec![Failure(error)],
    };
    let tester = Tester { linter, file };
    let mut failures = Vec::new();
    if spec.examples.iter().all(|example| example.bad.is_empty()) {
        failures.push(tester.failure("", "this rule has no bad example", "add [[example]] with `bad = [\"...\"]`"));
    }
    for example in &spec.examples {
        tester.example(example, &mut failures);
    }
    failures
}

/// The `good` examples of a rule file that raise the rule: a rule that contradicts itself should not run at all.
pub fn misfires(linter: &Linter, file: &SourceFile) -> Vec<Failure> {
    let tester = Tester { linter, file };
    let mut failures = Vec::new();
    for example in file.parse::<Spec>().map(|spec| spec.examples).unwrap_or_default() {
        tester.good(&example, &mut failures);
    }
    failures
}

struct Tester<'t> {
    linter: &'t Linter,
    file: &'t SourceFile,
}

impl Tester<'_> {
    fn example(&self, example: &ExampleSpec, failures: &mut Vec<Failure>) {
        for bad in &example.bad {
            let found = self.findings(example, bad);
            if found.is_empty() {
                failures.push(self.failure(bad, "this bad example does not raise the rule", "add a pattern for it, or remove the example"));
            }
            let own: Vec<&Diagnostic> = found.iter().filter(|found| *found.rule == *self.file.name).collect();
            let alternatives = own.iter().map(|found| found.fixes.len()).max().unwrap_or_default();
            for choice in 0..alternatives {
                let chosen = own.iter().filter_map(|found| found.fixes.get(choice).or(found.fixes.last()));
                let better = apply(bad, chosen, Applicability::Display).text;
                if self.findings(example, &better).iter().any(|found| *found.rule == *self.file.name) {
                    let message = format!("after the rewrite to \"{better}\" the rule still finds a fault");
                    failures.push(self.failure(bad, &message, "change the rewrite's text or sample values"));
                }
            }
        }
        self.good(example, failures);
    }

    fn good(&self, example: &ExampleSpec, failures: &mut Vec<Failure>) {
        for good in &example.good {
            if let Some(found) = self.findings(example, good).first() {
                let message = format!("this good example raises the rule at \"{}\"", found.span.text(good));
                failures.push(self.failure(good, &message, "narrow the pattern, or add an `unless`"));
            }
        }
    }

    /// The findings of the rule, and those of more specific rules that it yielded to.
    fn findings(&self, example: &ExampleSpec, text: &str) -> Vec<Diagnostic> {
        let mut conversation = Conversation::draft(text);
        conversation.channel = example.channel;
        conversation.customer.name.clone_from(&example.name);
        let before = [(Role::Customer, &example.customer), (Role::Agent, &example.earlier)];
        let before = before.into_iter().filter_map(|(role, text)| Some(Turn { role, text: text.clone()?, ..Turn::default() }));
        conversation.turns.splice(0..0, before);
        let review = self.linter.review_filled(&conversation, Language::English, Filling::Sample);
        let raised = |diagnostic: &Diagnostic| {
            let yielded = diagnostic.related.iter().any(|related| related.rule.as_deref() == Some(&*self.file.name));
            *diagnostic.rule == *self.file.name || yielded
        };
        review.diagnostics.into_iter().filter(raised).collect()
    }

    fn failure(&self, example: &str, message: &str, help: &str) -> Failure {
        let at = self.file.text.find(example).unwrap_or_default() as u32;
        let message = if example.is_empty() { message.to_owned() } else { format!("{message}: \"{example}\"") };
        Failure(self.file.error(Span::new(at, at), message, Some(help.to_owned())))
    }
}
