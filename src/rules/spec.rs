//! The shape of rule and lexicon files. `docs/rules.md` explains every key.

use super::course::CourseSpec;
use super::fact::FactSpec;
use super::layer::Level;
use super::measure::Measure;
use super::spec_lexicon::LintSpec;
use super::spec_rewrite::{ExampleSpec, Replace, RewriteSpec};
use crate::conversation::Channel;
use crate::diagnostic::{Applicability, Severity};
use crate::text::{Dialect, Language, Span, Zone};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
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
    /// The kind `transcript`.
    pub transcript: Option<CourseSpec>,
    /// A finding takes back the empathy of the reply.
    #[serde(default)]
    pub harms: bool,
    /// Better sentences.
    #[serde(default, rename = "rewrite")]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<RewriteSpec>"))]
    pub rewrites: Vec<Spanned<RewriteSpec>>,
    /// What `rifq rules lint` lets pass here.
    pub lint: Option<LintSpec>,
    /// The rule in whose place this one stands, and where the file names it: what came from it stands there too.
    #[serde(skip)]
    pub inherited: Option<(String, Span)>,
    /// Sentences that raise the rule, and sentences that do not.
    #[serde(default, rename = "example")]
    pub examples: Vec<ExampleSpec>,
}

impl Spec {
    /// Whether a value of the file came from the rule that it extends.
    pub fn is_inherited<T>(&self, value: &Spanned<T>) -> bool {
        self.inherited.as_ref().is_some_and(|inherited| inherited.1 == span_of(value))
    }
}

/// How far a finding reaches: within it, it yields to a more specific one, and a second finding of its rule is the same fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BridgeSpec {
    /// The lexicon of alternatives.
    #[cfg_attr(feature = "cli", schemars(with = "String"))]
    pub lexicon: Spanned<String>,
    /// Sentences before that count.
    #[serde(default)]
    pub before: u8,
    /// Sentences after that count.
    #[serde(default)]
    pub after: u8,
    /// Patterns; an alternative that overlaps one of them is none.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
}

/// The table `[phrase]`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PhraseSpec {
    /// Patterns by language and dialect.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchSpec>,
    /// Overlapping exceptions.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
    /// Exceptions to the left in the clause.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_before: Vec<Spanned<String>>,
    /// Exceptions to the right in the clause.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_after: Vec<Spanned<String>>,
    /// Exceptions in this sentence or the next.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_near: Vec<Spanned<String>>,
    /// Exceptions anywhere in the draft.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
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
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MatchSpec {
    /// The language of the patterns.
    pub lang: Language,
    /// The dialect of the patterns.
    pub dialect: Option<Dialect>,
    /// The patterns.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub any: Vec<Spanned<String>>,
    /// Instead of the rule's severity.
    pub severity: Option<Severity>,
    /// The better words for just these patterns; goes before the rule's rewrites.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
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
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_before: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_after: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_near: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless_draft: Vec<Spanned<String>>,
    /// Added to the rule's.
    #[serde(default)]
    pub not_in: Vec<SpeechAct>,
}

/// The table `[regex]`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegexSpec {
    /// Regular expressions by language.
    #[serde(default, rename = "match")]
    pub matches: Vec<RegexMatchSpec>,
    /// A lexicon of words that are fine.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub allow: Option<Spanned<String>>,
    /// No finding where the customer used the words.
    #[serde(default)]
    pub unless_customer_said: bool,
}

/// A table `[[regex.match]]`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegexMatchSpec {
    /// Sentences of this language are searched.
    pub lang: Language,
    /// In the syntax of the regex crate.
    #[cfg_attr(feature = "cli", schemars(with = "String"))]
    pub pattern: Spanned<String>,
}

/// The table `[metric]`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
    /// Speech acts that do not count.
    #[serde(default)]
    pub not_in: Vec<SpeechAct>,
}

/// The byte range of a spanned value.
pub(super) fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start as u32, range.end as u32)
}
