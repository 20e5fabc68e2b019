//! The shape of rule and lexicon files. `docs/rules.md` explains every key.

use super::fact::FactSpec;
use super::layer::Level;
use super::measure::Measure;
use super::sentence::Part;
use crate::conversation::{Channel, Gender, Origin};
use crate::diagnostic::{Applicability, Severity};
use crate::text::{Dialect, Language, Span, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Arabic.
    pub ar: String,
}

impl Bilingual {
    /// The text in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Arabic => &self.ar,
            Language::English => &self.en,
        }
    }
}

/// One rule file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// How much a finding weighs; `off`: only where a profile or a configuration says otherwise.
    pub severity: Level,
    /// What the rule finds.
    pub summary: Bilingual,
    /// What it does to the customer.
    pub why: Bilingual,
    /// Shown beside the text.
    pub message: Bilingual,
    /// Where the rule holds; `None`: everywhere.
    pub channels: Option<Vec<Channel>>,
    /// Zones it reads; `None`: all but the signature.
    pub zones: Option<Vec<Zone>>,
    /// Former names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Rules that yield to this one.
    #[serde(default)]
    pub supersedes: Vec<Spanned<String>>,
    /// How far it yields to a rule that supersedes it.
    #[serde(default)]
    pub merge: Merge,
    /// The kind `phrase`.
    pub phrase: Option<PhraseSpec>,
    /// The kind `regex`.
    pub regex: Option<RegexSpec>,
    /// The kind `metric`.
    pub metric: Option<MetricSpec>,
    /// The kind `fact`.
    pub fact: Option<FactSpec>,
    /// The kind `measure`.
    pub measure: Option<Measure>,
    /// A finding takes back the empathy of the reply.
    #[serde(default)]
    pub harms: bool,
    /// Better sentences.
    #[serde(default, rename = "rewrite")]
    pub rewrites: Vec<Spanned<RewriteSpec>>,
    /// Sentences that raise the rule, and sentences that do not.
    #[serde(default, rename = "example")]
    pub examples: Vec<ExampleSpec>,
}

/// How far a finding reaches: within it, it yields to a more specific one, and a second finding of its rule is the same fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Merge {
    /// Within its clause.
    #[default]
    Clause,
    /// Within its sentence.
    Sentence,
    /// Within the whole draft: it yields to a rule that supersedes it wherever that one stands.
    Draft,
}

/// A speech act in which a phrase is not the agent's own statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeechAct {
    /// Inside quotation marks.
    Quoted,
    /// In a sentence that ends with a question mark.
    Question,
    /// After "if" and the like in the same clause.
    Conditional,
}

/// Where an alternative makes a refusal a bridged one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BridgeSpec {
    /// The lexicon of alternatives.
    pub lexicon: Spanned<String>,
    /// Sentences before that count.
    #[serde(default)]
    pub before: u8,
    /// Sentences after that count.
    #[serde(default)]
    pub after: u8,
    /// Patterns; an alternative that overlaps one of them is none.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
}

/// The table `[phrase]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhraseSpec {
    /// Patterns by language and dialect.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchSpec>,
    /// Overlapping exceptions.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// Exceptions to the left in the clause.
    #[serde(default)]
    pub unless_before: Vec<Spanned<String>>,
    /// Exceptions to the right in the clause.
    #[serde(default)]
    pub unless_after: Vec<Spanned<String>>,
    /// Exceptions in this sentence or the next.
    #[serde(default)]
    pub unless_near: Vec<Spanned<String>>,
    /// Exceptions anywhere in the draft.
    #[serde(default)]
    pub unless_draft: Vec<Spanned<String>>,
    /// Speech acts in which there is no finding.
    #[serde(default)]
    pub not_in: Vec<SpeechAct>,
    /// What turns a finding into `info`.
    pub bridge: Option<BridgeSpec>,
    /// Words after the match that belong to the span.
    #[serde(default)]
    pub extend: u8,
    /// No finding where the customer used the words.
    #[serde(default)]
    pub unless_customer_said: bool,
}

/// A table `[[phrase.match]]` or `[[metric.match]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchSpec {
    /// The language of the patterns.
    pub lang: Language,
    /// The dialect of the patterns.
    pub dialect: Option<Dialect>,
    /// The patterns.
    pub any: Vec<Spanned<String>>,
    /// Instead of the rule's severity.
    pub severity: Option<Severity>,
    /// The better words for just these patterns; goes before the rule's rewrites.
    pub instead: Option<Spanned<String>>,
    /// What `instead` replaces.
    #[serde(default)]
    pub replace: Replace,
    /// How freely `instead` may be applied; `unsafe` by default.
    pub applicability: Option<Applicability>,
    /// Instead of the rule's `extend`.
    pub extend: Option<u8>,
    /// Added to the rule's.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    pub unless_before: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    pub unless_after: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    pub unless_near: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    pub unless_draft: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    pub not_in: Vec<SpeechAct>,
}

/// The table `[regex]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegexSpec {
    /// Regular expressions by language.
    #[serde(default, rename = "match")]
    pub matches: Vec<RegexMatchSpec>,
    /// A lexicon of words that are fine.
    pub allow: Option<Spanned<String>>,
    /// No finding where the customer used the words.
    #[serde(default)]
    pub unless_customer_said: bool,
}

/// A table `[[regex.match]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegexMatchSpec {
    /// Sentences of this language are searched.
    pub lang: Language,
    /// In the syntax of the regex crate.
    pub pattern: Spanned<String>,
}

/// The table `[metric]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricSpec {
    /// What is counted.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchSpec>,
    /// Sentences looked at together.
    pub sentences: u8,
    /// Hits from which on there is a finding.
    pub at_least: u8,
    /// Overlapping exceptions.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// Speech acts that do not count.
    #[serde(default)]
    pub not_in: Vec<SpeechAct>,
}

/// What a rewrite replaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Replace {
    /// The finding's span.
    #[default]
    Match,
    /// The clause it stands in.
    Clause,
    /// The sentence it stands in.
    Sentence,
    /// The sentence, where the match is all of it.
    Alone,
    /// Nothing: it is put before the finding's sentence.
    Before,
    /// Nothing: it is put after the finding's sentence.
    After,
}

impl Replace {
    /// Whether nothing is replaced.
    pub const fn inserts(self) -> bool {
        matches!(self, Self::Before | Self::After)
    }
}

/// A table `[[rewrite]]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RewriteSpec {
    /// For drafts in this language.
    pub lang: Language,
    /// For drafts in this dialect; absent: MSA.
    pub dialect: Option<Dialect>,
    /// The better words; `{slots}` are filled from captures or left as blanks.
    #[serde(default)]
    pub text: String,
    /// In place of `text`: the ready sentences of `rules/sentences/` for this part of a reply.
    pub part: Option<Part>,
    /// What it replaces.
    #[serde(default)]
    pub replace: Replace,
    /// How freely it may be applied; `display` where a blank remains.
    #[serde(default = "display")]
    pub applicability: Applicability,
    /// Values that make the text a sentence, for tests and previews.
    #[serde(default)]
    pub sample: BTreeMap<String, String>,
}

const fn display() -> Applicability {
    Applicability::Display
}

/// A table `[[example]]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleSpec {
    /// The language of the sentences.
    pub lang: Language,
    /// Their dialect.
    pub dialect: Option<Dialect>,
    /// The customer's message they answer.
    pub customer: Option<String>,
    /// What the agent wrote before in the same reply.
    pub earlier: Option<String>,
    /// Where the reply goes.
    pub channel: Option<Channel>,
    /// The customer's name.
    pub name: Option<String>,
    /// The customer's gender.
    pub gender: Option<Gender>,
    /// The subject of the e-mail.
    pub subject: Option<String>,
    /// How many files go with the sentences.
    pub attachments: Option<u32>,
    /// What the sentences are.
    pub source: Option<Origin>,
    /// The good sentences are whole replies, not parts of one: nothing may be missing in them either.
    #[serde(default)]
    pub whole: bool,
    /// Each raises the rule.
    #[serde(default)]
    pub bad: Vec<String>,
    /// None raises it.
    #[serde(default)]
    pub good: Vec<String>,
}

/// One lexicon file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconSpec {
    /// What is in it.
    pub summary: Bilingual,
    /// The entries by language and dialect.
    #[serde(default)]
    pub words: Vec<WordsSpec>,
}

/// A table `[[words]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsSpec {
    /// The language of the entries.
    pub lang: Language,
    /// Their dialect.
    pub dialect: Option<Dialect>,
    /// The entries: patterns.
    pub any: Vec<Spanned<String>>,
}

/// The byte range of a spanned value.
pub(super) fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start as u32, range.end as u32)
}
