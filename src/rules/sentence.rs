//! Ready sentences: files of `rules/sentences/`, which say what customers tell of and what may be said to it.

use super::compile::Compiler;
use super::error::SourceFile;
use super::index::TOPIC;
use super::set::{Block, RuleSet};
use super::slots::{blanks, is_known};
use super::spec::Bilingual;
use crate::conversation::Channel;
use crate::diagnostic::Applicability;
use crate::rules::Cue;
use crate::text::{Dialect, Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// A part of a reply that has ready sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// A salutation.
    Greeting,
    /// What happened to the customer, said back.
    Acknowledgement,
    /// What happens next.
    Step,
    /// What makes it good.
    Remedy,
    /// Thanks for what was told.
    Thanks,
    /// The end.
    Closing,
}

/// Something customers tell of, and the sentences for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The name of its file.
    pub name: Box<str>,
    /// Of two topics the one with the higher rank is spoken to.
    pub rank: u8,
    /// The needs that tell of it too.
    pub needs: Vec<Cue>,
    /// The match tables of what customers say: first and one past the last block.
    pub blocks: (u32, u32),
    /// Its sentences, best first.
    pub says: Vec<Say>,
    /// The things it can be about; empty: all.
    pub about: Vec<Box<str>>,
    /// Nothing tells of it: its sentences are for every reply.
    pub general: bool,
    /// Whether a whole suggested reply may hold its acknowledgements.
    pub whole: bool,
}

/// Sentences for one part of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// What they are for.
    pub part: Part,
    /// Their language.
    pub lang: Language,
    /// Their dialect; MSA where there is none.
    #[serde(default)]
    pub dialect: Dialect,
    /// Where they fit; empty: everywhere.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// The register they fit; absent: each.
    #[serde(default)]
    pub register: Option<String>,
    /// Another topic that must be told of too.
    #[serde(default)]
    pub with: Option<String>,
    /// The sentences, best first.
    pub text: Vec<String>,
    /// Values for the blanks that the agent fills.
    #[serde(default)]
    pub sample: BTreeMap<String, String>,
}

/// A thing customers write about, and what it is called in the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// How topics call it.
    pub name: Box<str>,
    /// The match tables: first and one past the last block.
    pub blocks: (u32, u32),
    /// Its names by language and dialect.
    pub names: Vec<(Language, Dialect, Box<str>)>,
}

/// One file of `rules/sentences/`.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SentenceSpec {
    #[expect(dead_code, reason = "required of every file, for its readers")]
    summary: Bilingual,
    #[serde(default)]
    rank: u8,
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    needs: Vec<Spanned<String>>,
    #[serde(default)]
    about: Vec<String>,
    /// Whether a whole suggested reply may hold its acknowledgements; `false`: they are only offered beside the finding.
    #[serde(default = "fits_whole")]
    whole: bool,
    #[serde(default)]
    told: Vec<ToldSpec>,
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<Say>"))]
    say: Vec<Spanned<Say>>,
    #[serde(default)]
    thing: Vec<ThingSpec>,
}

const fn fits_whole() -> bool {
    true
}

/// A table `[[told]]`.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct ToldSpec {
    lang: Language,
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    any: Vec<Spanned<String>>,
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    unless: Vec<Spanned<String>>,
}

/// A table `[[thing]]`.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct ThingSpec {
    name: String,
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    en: Vec<Spanned<String>>,
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    ar: Vec<Spanned<String>>,
    is: BTreeMap<String, String>,
}

/// Compiles all files of sentences into the set.
pub(super) fn compile(compiler: &mut Compiler<'_>, set: &mut RuleSet, files: &[SourceFile]) {
    for file in files {
        let spec = match file.parse::<SentenceSpec>() {
            Ok(spec) => spec,
            Err(error) => {
                compiler.errors.push(error);
                continue;
            }
        };
        let first = set.blocks.len() as u32;
        for told in &spec.told {
            block(compiler, set, file, (told.lang, &told.any, &told.unless));
        }
        let blocks = (first, set.blocks.len() as u32);
        for thing in &spec.thing {
            let first = set.blocks.len() as u32;
            block(compiler, set, file, (Language::English, &thing.en, &[]));
            block(compiler, set, file, (Language::Arabic, &thing.ar, &[]));
            let names = thing.is.iter().map(|(key, name)| named(key, name)).collect();
            set.things.push(Thing { name: thing.name.as_str().into(), blocks: (first, set.blocks.len() as u32), names });
        }
        if spec.say.is_empty() {
            continue;
        }
        let mut needs = Vec::new();
        for need in &spec.needs {
            match Cue::parse(need.get_ref()) {
                Some(cue) => needs.push(cue),
                None => compiler.fail(file, need, format!("no model reads a cue `{}`", need.get_ref()), None),
            }
        }
        let about = spec.about.iter().map(|name| name.as_str().into()).collect();
        let says: Vec<Say> = spec.say.iter().map(|say| checked(compiler, file, say)).collect();
        let general = spec.told.is_empty() && needs.is_empty();
        set.topics.retain(|topic| *topic.name != *file.name);
        set.topics.push(Topic { name: file.name.as_str().into(), rank: spec.rank, needs, blocks, says, about, general, whole: spec.whole });
    }
    set.topics.sort_by_key(|topic| (topic.general, std::cmp::Reverse(topic.rank)));
}

/// The name of a thing under its key: `en`, `ar`, or a dialect.
fn named(key: &str, name: &str) -> (Language, Dialect, Box<str>) {
    let dialect = Dialect::SPOKEN.into_iter().find(|dialect| dialect.name() == key).unwrap_or_default();
    (if key == "en" { Language::English } else { Language::Arabic }, dialect, name.into())
}

fn checked(compiler: &mut Compiler<'_>, file: &SourceFile, say: &Spanned<Say>) -> Say {
    for text in &say.get_ref().text {
        let Some(names) = blanks(text) else {
            compiler.fail(file, say, "a `{` of this sentence is not closed", Some("write `{name}`".to_owned()));
            continue;
        };
        if let Some(name) = names.into_iter().find(|name| !is_known(name) && !say.get_ref().sample.contains_key(*name)) {
            compiler.fail(file, say, format!("the blank `{name}` has no sample value"), Some(format!("add `sample = {{ {name} = \"...\" }}`")));
        }
    }
    say.get_ref().clone()
}

type Table<'t> = (Language, &'t [Spanned<String>], &'t [Spanned<String>]);

fn block(compiler: &mut Compiler<'_>, set: &mut RuleSet, file: &SourceFile, (language, any, unless): Table<'_>) {
    let unless = unless.iter().filter_map(|pattern| compiler.tried(file, pattern)).collect();
    let id = set.blocks.len() as u32;
    set.blocks.push(Block { rule: u16::MAX, language, unless, ..Block::default() });
    for pattern in any {
        compiler.searched(file, pattern, (id, TOPIC));
    }
}

impl Say {
    /// How freely a sentence may be put in: it says something new.
    pub const FREELY: Applicability = Applicability::Unsafe;
}
