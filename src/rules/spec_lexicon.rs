//! The shape of lexicon files, and of the table `[lint]`, which rules and cues have too.

use super::error::SourceFile;
use super::spec::Bilingual;
use crate::text::{Dialect, Language};
use serde::Deserialize;
use toml::Spanned;

/// The table `[lint]` of a rule, lexicon or cue.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LintSpec {
    /// The names of what `rifq rules lint` lets pass.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub allow: Vec<Spanned<String>>,
    /// Why it is as it should be.
    pub because: String,
}

impl LintSpec {
    /// The table of any file that has one.
    pub fn of(file: &SourceFile) -> Option<Self> {
        #[derive(Deserialize)]
        struct Holder {
            lint: Option<LintSpec>,
        }
        file.parse::<Holder>().ok()?.lint
    }
}

/// One lexicon file.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LexiconSpec {
    /// What is in it.
    pub summary: Bilingual,
    /// What `rifq rules lint` lets pass here.
    pub lint: Option<LintSpec>,
    /// The entries by language and dialect.
    #[serde(default)]
    pub words: Vec<WordsSpec>,
}

/// A table `[[words]]`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WordsSpec {
    /// The language of the entries.
    pub lang: Language,
    /// Their dialect.
    pub dialect: Option<Dialect>,
    /// The entries: patterns.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub any: Vec<Spanned<String>>,
}
