//! The compiled rules: everything the hot path reads.

use super::course::Course;
use super::cue::Cue;
use super::fact::FactSpec;
use super::flat::{Flat, Slice};
use super::hours::Hours;
use super::index::{Anchor, AnchorIndex};
use super::layer::Layers;
use super::lazy_regex::LazyRegex;
use super::measure::Measure;
use super::memo::{Lent, Memos};
use super::policy::Policy;
use super::program::{CompiledLexicon, Op, Program};
use super::scorecard::Scorecard;
use super::sentence::{Part, Thing, Topic};
use super::spec::{Bilingual, Merge, SpeechAct};
use super::spec_rewrite::{Replace, RewriteSpec};
use super::vocabulary::{Vocabulary, WordId};
use super::word_set::{Bits, WordSets};
use crate::conversation::Channel;
use crate::diagnostic::Severity;
use crate::text::script::is_arabic_letter;
use crate::text::{Dialect, Language, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One compiled rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// `category/name`.
    pub name: Arc<str>,
    /// How much a finding weighs; `None`: off unless a layer switches it on.
    pub severity: Option<Severity>,
    /// What the rule finds.
    pub summary: Bilingual,
    /// What it does to the customer, in English and Arabic.
    pub why: [Arc<str>; 2],
    /// Shown beside the text, in English and Arabic.
    pub message: [Arc<str>; 2],
    /// Where it holds; empty: everywhere.
    pub channels: Vec<Channel>,
    /// Zones it reads.
    pub zones: Vec<Zone>,
    /// Former names.
    pub aliases: Vec<String>,
    /// Names of rules that yield to this one.
    pub supersedes: Vec<Arc<str>>,
    /// How far it yields itself.
    pub merge: Merge,
    /// What it looks for.
    pub kind: Kind,
    /// A finding takes back the empathy of the reply.
    pub harms: bool,
    /// Better sentences.
    pub rewrites: Vec<Rewrite>,
}

impl Rule {
    /// The part of the name before the slash.
    pub fn category(&self) -> &str {
        self.name.split_once('/').map_or(&self.name, |(category, _)| category)
    }

    /// What turns its findings into `info`; `None` for rules that no alternative softens.
    pub fn bridge(&self) -> Option<&Bridge> {
        match &self.kind {
            Kind::Phrase(phrase) => phrase.bridge.as_ref(),
            Kind::Regex(_) | Kind::Metric(_) | Kind::Fact(_) | Kind::Measure(_) | Kind::Course(_) => None,
        }
    }

    /// Its message in one language.
    pub fn message(&self, language: Language) -> &Arc<str> {
        &self.message[usize::from(language == Language::Arabic)]
    }

    /// Its reason in one language.
    pub fn why(&self, language: Language) -> &Arc<str> {
        &self.why[usize::from(language == Language::Arabic)]
    }
}

/// A rewrite of a rule file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rewrite {
    /// For drafts in this language.
    pub language: Language,
    /// For drafts in this dialect.
    pub dialect: Dialect,
    /// The better words.
    pub text: String,
    /// The part of a reply whose ready sentences stand in for them.
    pub part: Option<Part>,
    /// What it replaces.
    pub replace: Replace,
    /// How freely it may be applied.
    pub applicability: crate::diagnostic::Applicability,
    /// Values for its slots in tests and previews.
    pub sample: Vec<(String, String)>,
    /// Whether a whole suggested reply may hold it.
    pub whole: bool,
}

impl From<&RewriteSpec> for Rewrite {
    fn from(spec: &RewriteSpec) -> Self {
        Self {
            language: spec.lang,
            dialect: spec.dialect.unwrap_or_default(),
            text: spec.text.clone(),
            part: spec.part,
            replace: spec.replace,
            applicability: spec.applicability,
            sample: spec.sample.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
            whole: spec.whole,
        }
    }
}

/// What a rule looks for. Each kind has its own file in `check`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Kind {
    /// Phrases.
    Phrase(Phrase),
    /// Regular expressions.
    Regex(RegexKind),
    /// Too many hits close together.
    Metric(Metric),
    /// A fact of the assessment.
    Fact(FactSpec),
    /// How long a sentence or a reply may be.
    Measure(Measure),
    /// A fact of a whole conversation; no draft raises it.
    Course(Course),
}

/// The kind `phrase`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// What turns a finding into `info`.
    pub bridge: Option<Bridge>,
    /// No finding where the customer used the words.
    pub unless_customer_said: bool,
}

/// Where an alternative makes a refusal a bridged one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bridge {
    /// The lexicon of alternatives.
    pub lexicon: u32,
    /// Sentences before that count.
    pub before: u8,
    /// Sentences after that count.
    pub after: u8,
    /// Programs; an alternative that overlaps a match of one of them is none.
    pub unless: Vec<u32>,
}

/// The kind `regex`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RegexKind {
    /// The expressions and the language of the sentences they are for.
    pub matches: Vec<(Language, LazyRegex)>,
    /// A lexicon of words that are fine.
    pub allow: Option<u32>,
    /// No finding where the customer used the words.
    pub unless_customer_said: bool,
}

/// The kind `metric`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metric {
    /// Sentences looked at together.
    pub sentences: u8,
    /// Hits from which on there is a finding.
    pub at_least: u8,
}

/// One `[[*.match]]` table: patterns under the same conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Index of its rule; beyond all rules for the block of a cue.
    pub rule: u16,
    /// What its hits tell a model; `None` for the block of a rule.
    pub cue: Option<Cue>,
    /// The language its patterns are written in.
    pub language: Language,
    /// The dialect its patterns are written in.
    pub dialect: Option<Dialect>,
    /// Instead of the rule's severity.
    pub severity: Option<Severity>,
    /// The better words for just these patterns, and how freely they may be applied.
    pub instead: Option<(Box<str>, crate::diagnostic::Applicability)>,
    /// What those better words replace.
    pub replace: Replace,
    /// Words after the match that belong to the span.
    pub extend: u8,
    /// Programs that may not overlap the match.
    pub unless: Vec<u32>,
    /// Programs that may not stand before it in its clause.
    pub unless_before: Vec<u32>,
    /// Programs that may not stand after it in its clause.
    pub unless_after: Vec<u32>,
    /// Programs that may not stand in its sentence or the next.
    pub unless_near: Vec<u32>,
    /// Programs that may not stand anywhere in the draft.
    pub unless_draft: Vec<u32>,
    /// Speech acts that do not count.
    pub not_in: Vec<SpeechAct>,
}

/// Lexicons that the engine itself reads, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct EngineLexicons {
    /// `clause-border`: words that begin a new clause.
    pub clause_border: Option<u32>,
    /// `negator`: negating particles.
    pub negator: Option<u32>,
    /// `conditional`: "if" and its like.
    pub conditional: Option<u32>,
    /// `voice-one` and `voice-many`: words of an agent who speaks as "I", and as "we".
    pub voices: (Option<u32>, Option<u32>),
    /// `unmended`: excuses and brush-offs that no new words beside them mend.
    pub unmended: Option<u32>,
    /// `dialect-NAME` and `dialect-NAME-weak`, in the order of [`Dialect::SPOKEN`].
    pub dialects: Vec<(Option<u32>, Option<u32>)>,
    /// By place of a word in the vocabulary: in which of the lexicons of dialects and voices an entry begins with it, as bits in their order (`NAME`,
    /// `NAME-weak`, the next `NAME` …, `voice-one`, `voice-many`).
    pub counted: Flat<u16>,
    /// By word: the group of words of one meaning it belongs to, an entry of the lexicon `synonyms`, counted from 1; 0 for none.
    pub synonyms: Flat<u16>,
}

impl EngineLexicons {
    /// The bits of dialects in [`counted`](Self::counted).
    pub const DIALECTS: u16 = (1 << (2 * Dialect::SPOKEN.len())) - 1;
    /// The bits of `voice-one` and `voice-many` in [`counted`](Self::counted).
    pub const VOICES: (u16, u16) = (1 << (2 * Dialect::SPOKEN.len()), 2 << (2 * Dialect::SPOKEN.len()));
}

/// All compiled rules.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RuleSet {
    /// Sorted by name.
    pub rules: Vec<Rule>,
    /// All match tables.
    pub blocks: Vec<Block>,
    /// All programs.
    pub programs: Flat<Program>,
    /// By program: the pattern of which it is a part; itself for a whole one.
    pub(super) wholes: Flat<u32>,
    /// The names of the captures of those programs that have any, sorted by program.
    pub(super) captures: Vec<(u32, Vec<Box<str>>)>,
    /// The steps of all programs, one after the other.
    pub ops: Flat<Op>,
    /// The masks of [`Op::May`].
    pub masks: Flat<Bits>,
    /// Lists of words that programs need, as places in a [`Bloom`](super::Bloom): each its length, then its places.
    pub needs: Flat<u16>,
    /// The texts of [`Op::Spelled`].
    pub spellings: Vec<Box<str>>,
    /// All word sets.
    pub sets: WordSets,
    /// All lexicons.
    pub lexicons: Vec<CompiledLexicon>,
    /// Those the engine reads.
    pub engine: EngineLexicons,
    /// What findings are worth; the first one holds unless another is named.
    pub scorecards: Vec<Scorecard>,
    /// What customers tell of, the most pressing first, then what is for every reply.
    pub topics: Vec<Topic>,
    /// Things customers write about.
    pub things: Vec<Thing>,
    /// Programs of what may stand in every reply: a finding inside a match of one of them is none.
    pub allowed: Vec<u32>,
    /// Telephone numbers and addresses of the company itself, as written in the configuration.
    pub contacts: Vec<Box<str>>,
    /// What locales, channels, registers and profiles change.
    pub layers: Layers,
    /// What holds a reply, what warns, what passes.
    pub policy: Policy,
    /// When the team works.
    pub hours: Hours,
    /// Index of the scorecard in force.
    pub scorecard: usize,
    /// Hash of all rule texts, in hexadecimal: the same rules, the same hash.
    pub hash: String,
    pub(super) vocabulary: Vocabulary,
    pub(super) anchors: AnchorIndex,
    /// The words that may have another written on to them (لا in لايمكن): index of their word set.
    pub particles: u32,
    /// How words were read lately.
    #[serde(skip)]
    pub(super) memos: Memos,
}

impl RuleSet {
    /// The words of all patterns, ready for look-up.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The words at which programs are tried, those of one script.
    pub fn anchor_words(&self, language: Language) -> impl Iterator<Item = &str> {
        let words = self.vocabulary.ids().filter(|&word| !self.anchors.of(word, 0).is_empty()).map(|word| self.vocabulary.text(word));
        words.filter(move |word| word.starts_with(is_arabic_letter) == (language == Language::Arabic))
    }

    /// The programs to try where a word stands, in one pass.
    #[inline]
    pub fn anchors(&self, word: WordId, pass: u8) -> Slice<'_, Anchor> {
        self.anchors.of(word, pass)
    }

    /// The pattern of which a program is a part.
    pub fn whole(&self, program: u32) -> Option<u32> {
        self.wholes.get(program as usize).filter(|&whole| whole != program)
    }

    /// The bits of the words that can stand first and second in a program, as [`Program::opening`].
    #[inline]
    pub fn opening(&self, program: u32) -> (Bits, Bits) {
        Program::opening_of(self.programs.record(program as usize))
    }

    /// The words at which each program is tried, an open end not shown.
    pub fn anchors_by_program(&self) -> BTreeMap<u32, Vec<&str>> {
        let mut words: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for word in self.vocabulary.ids() {
            for anchor in self.anchors.of(word, 0).iter() {
                words.entry(self.whole(anchor.program).unwrap_or(anchor.program)).or_default().push(self.vocabulary.text(word));
            }
        }
        words
    }

    /// Lends what is known of the words read lately.
    pub fn memo(&self) -> Lent<'_> {
        self.memos.lend()
    }

    /// The names of a program's captures, in their order.
    pub fn captures(&self, program: u32) -> &[Box<str>] {
        self.captures.binary_search_by_key(&program, |named| named.0).map_or(&[], |at| &self.captures[at].1)
    }

    /// The scorecard in force; `None` where the rules come without any.
    pub fn scorecard(&self) -> Option<&Scorecard> {
        self.scorecards.get(self.scorecard)
    }

    /// The rule a block belongs to; `None` for the block of a cue.
    pub fn rule_of(&self, block: &Block) -> Option<&Rule> {
        self.rules.get(usize::from(block.rule))
    }

    /// The group of words of one meaning that a word belongs to.
    pub fn synonym(&self, word: WordId) -> Option<u16> {
        self.engine.synonyms.get(word as usize).filter(|&group| group > 0)
    }

    /// Puts the rules in force that are off by default, as hints: their examples hold all the same.
    pub fn switch_on(&mut self) {
        for rule in &mut self.rules {
            rule.severity = rule.severity.or(Some(Severity::Hint));
        }
    }

    /// The rule of this name or former name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.rules.iter().position(|rule| &*rule.name == name).or_else(|| self.rules.iter().position(|rule| rule.aliases.iter().any(|alias| alias == name)))
    }

    /// The rule of this name or alias, or else the rules of this category.
    pub fn named(&self, name: &str) -> Vec<u16> {
        if let Some(rule) = self.find(name) {
            return vec![rule as u16];
        }
        let category = name.trim_end_matches('/');
        self.rules.iter().enumerate().filter(|(_, rule)| rule.category() == category).map(|(index, _)| index as u16).collect()
    }

    /// Whether rule `winner` makes the finding of rule `loser` superfluous.
    pub fn supersedes(&self, winner: u16, loser: u16) -> bool {
        let loser = &self.rules[usize::from(loser)].name;
        self.rules[usize::from(winner)].supersedes.contains(loser)
    }
}
