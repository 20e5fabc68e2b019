//! Rules and lexicons: data in TOML, compiled once to programs over tokens.

mod build;
pub mod clitics;
mod compile;
mod cue;
mod cues;
mod error;
mod fact;
mod flat;
mod index;
mod lazy_regex;
pub mod pattern;
mod program;
mod scorecard;
mod set;
mod settings;
mod spec;
mod table;
mod vocabulary;
mod word_set;

pub use build::{Sources, blanks, compile, place};
pub use cue::{Cue, CueSpec, Side};
pub use error::{RuleError, SourceFile};
pub use fact::{Fact, FactSpec};
pub use flat::{Flat, Record, Slice};
pub use index::{Anchor, CUSTOMER, DRAFT, REPLY};
pub use lazy_regex::LazyRegex;
pub use pattern::Typed;
pub use program::{Bloom, CompiledLexicon, Entry, MOST_CAPTURES, Op, Program};
pub(crate) use scorecard::covers;
pub use scorecard::{Band, Cap, CapCause, Category, Occasion, Points, Reward, Scorecard, ScorecardSpec, Strength};
pub use set::{Block, Bridge, EngineLexicons, Kind, Metric, Phrase, RegexKind, Rewrite, Rule, RuleSet};
pub use settings::{Additions, Level, Profile, RuleSetting, Settings, apply, check_lexicons, choose_scorecard};
pub use spec::{Bilingual, ExampleSpec, LexiconSpec, Merge, Replace, RewriteSpec, Spec, SpeechAct};
pub use vocabulary::{Analysis, Vocabulary, WordId, fits};
pub use word_set::{Item, WordSet, WordSets, bit};
