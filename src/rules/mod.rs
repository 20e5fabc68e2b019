//! Rules and lexicons: data in TOML, compiled once to programs over tokens.

mod build;
pub mod clitics;
mod compile;
mod error;
mod index;
pub mod pattern;
mod program;
mod set;
mod settings;
mod spec;
mod table;
mod vocabulary;

pub use build::{Sources, blanks, compile, place};
pub use error::{RuleError, SourceFile};
pub use index::{Anchor, Needles};
pub use pattern::Typed;
pub use program::{CompiledLexicon, MOST_CAPTURES, Op, Program, WordSet, fits};
pub use set::{Block, Bridge, EngineLexicons, Kind, LazyRegex, Metric, Phrase, RegexKind, Rewrite, Rule, RuleSet};
pub use settings::{Additions, Level, Profile, RuleSetting, Settings, apply, check_lexicons};
pub use spec::{Bilingual, ExampleSpec, LexiconSpec, Merge, Replace, RewriteSpec, Spec, SpeechAct};
pub use vocabulary::{Analyses, Analysis, Vocabulary, WordId};
