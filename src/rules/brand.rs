//! The voice of a brand, from the table `[brand]` of a configuration: its names, its words, what it must say.

use super::build::place;
use super::error::{RuleError, SourceFile};
use super::layer::Level;
use super::pattern::parse;
use crate::text::{Dialect, Language};
use serde::Deserialize;
use toml::Spanned;

/// The table `[brand]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// Names of the company and its products: nothing inside them is a fault.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub names: Vec<Spanned<String>>,
    /// Patterns of further words that are never a fault: the team's glossary.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub allow: Vec<Spanned<String>>,
    /// The company's own telephone numbers and e-mail addresses: they may stand in public.
    #[serde(default)]
    pub contacts: Vec<String>,
    /// Words that no reply may hold.
    #[serde(default)]
    pub banned: Vec<BrandWords>,
    /// Words for which the brand has better ones.
    #[serde(default)]
    pub preferred: Vec<BrandWords>,
    /// What a reply must say as well where it says something.
    #[serde(default)]
    pub disclaimer: Vec<Disclaimer>,
}

/// A table `[[brand.banned]]` or `[[brand.preferred]]`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BrandWords {
    /// The language of the patterns.
    pub lang: Language,
    /// Their dialect.
    pub dialect: Option<Dialect>,
    /// The patterns.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub any: Vec<Spanned<String>>,
    /// The words to use; needed for preferred words.
    #[cfg_attr(feature = "cli", schemars(with = "Option<String>"))]
    pub instead: Option<Spanned<String>>,
    /// What a finding weighs; a hint for preferred words, a warning for banned ones by default.
    pub severity: Option<Level>,
}

/// A table `[[brand.disclaimer]]`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Disclaimer {
    /// The language of the patterns.
    pub lang: Language,
    /// What makes it due: patterns.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub when: Vec<Spanned<String>>,
    /// By what it is known: patterns, of which the draft must hold one.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub needs: Vec<Spanned<String>>,
    /// The sentence to add.
    #[cfg_attr(feature = "cli", schemars(with = "String"))]
    pub text: Spanned<String>,
}

/// Name, severity, summary, reason and message of a rule made of the table, in English and Arabic.
type Texts = (&'static str, &'static str, [&'static str; 2], [&'static str; 2], [&'static str; 2]);

const BANNED: Texts = (
    "brand/banned-word",
    "warning",
    ["A word that your brand does not use", "كلمة لا تستعملها علامتكم"],
    ["Your team has agreed to leave it out.", "اتفق فريقكم على تركها."],
    ["Choose another word: this one is on your team's list.", "اختر كلمة أخرى، فهذه في قائمة فريقكم."],
);
const PREFERRED: Texts = (
    "brand/preferred-word",
    "hint",
    ["A word for which your brand has a better one", "كلمة لدى علامتكم أفضل منها"],
    ["One thing with one name is easier to follow.", "الاسم الواحد للشيء الواحد أسهل على العميل."],
    ["Your team has a better word for this.", "لدى فريقكم كلمة أفضل لهذا."],
);
const DISCLAIMER: Texts = (
    "brand/disclaimer-missing",
    "warning",
    ["A note that has to stand beside these words", "تنبيه يلزم أن يرافق هذه الكلمات"],
    ["Your team has agreed that whoever reads the one reads the other too.", "اتفق فريقكم على أن من يقرأ هذا يقرأ التنبيه معه."],
    ["Add the note that belongs to this.", "أضف التنبيه الذي يرافق هذا."],
);

impl Brand {
    /// Whether the table says nothing.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.allow.is_empty() && self.contacts.is_empty() && self.rules_empty()
    }

    fn rules_empty(&self) -> bool {
        self.banned.is_empty() && self.preferred.is_empty() && self.disclaimer.is_empty()
    }

    /// Patterns of what may stand in every reply.
    pub(super) fn allowed(&self) -> Vec<Spanned<String>> {
        self.names.iter().chain(&self.allow).cloned().collect()
    }

    /// The table as rule files.
    pub fn files(&self, file: &SourceFile) -> Vec<SourceFile> {
        let words = |texts: &Texts, words: &[BrandWords]| {
            let tables: String = words.iter().map(BrandWords::table).collect();
            (!tables.is_empty()).then(|| rule(file, texts, &tables))
        };
        let disclaimers: String = self.disclaimer.iter().map(Disclaimer::table).collect();
        let disclaimer = (!disclaimers.is_empty()).then(|| rule(file, &DISCLAIMER, &disclaimers));
        [words(&BANNED, &self.banned), words(&PREFERRED, &self.preferred), disclaimer].into_iter().flatten().collect()
    }

    /// Mistakes in its patterns, told at their own places.
    pub fn mistakes(&self, file: &SourceFile) -> Vec<RuleError> {
        let words = self.banned.iter().chain(&self.preferred).flat_map(|words| &words.any);
        let disclaimers = self.disclaimer.iter().flat_map(|disclaimer| disclaimer.when.iter().chain(&disclaimer.needs));
        let patterns = self.names.iter().chain(&self.allow).chain(words).chain(disclaimers);
        let mut errors: Vec<RuleError> = patterns
            .filter_map(|pattern| parse(pattern.get_ref()).err().map(|error| place(file, pattern, format!("pattern: {}", error.message), error.help)))
            .collect();
        for words in self.preferred.iter().filter(|words| words.instead.is_none()) {
            let help = Some("write `instead = \"...\"`, or list it under [[brand.banned]]".to_owned());
            errors.extend(words.any.first().map(|at| place(file, at, "a preferred word is not named", help)));
        }
        errors
    }
}

impl BrandWords {
    fn table(&self) -> String {
        let mut lines = vec!["[[phrase.match]]".to_owned(), format!("lang = {}", quoted(self.lang.code())), format!("any = {}", list(&self.any))];
        lines.extend(self.dialect.map(|dialect| format!("dialect = {}", quoted(dialect.name()))));
        lines.extend(self.severity.and_then(Level::severity).map(|severity| format!("severity = {}", quoted(severity.name()))));
        lines.extend(self.instead.as_ref().map(|instead| format!("instead = {}", quoted(instead.get_ref()))));
        lines.join("\n") + "\n"
    }
}

impl Disclaimer {
    fn table(&self) -> String {
        let lang = quoted(self.lang.code());
        let (when, needs, text) = (list(&self.when), list(&self.needs), quoted(self.text.get_ref()));
        format!(
            "[[phrase.match]]\nlang = {lang}\nany = {when}\nunless_draft = {needs}\n[[rewrite]]\nlang = {lang}\nreplace = \"after\"\napplicability = \"unsafe\"\ntext = {text}\n"
        )
    }
}

/// A rule file with these texts and tables.
fn rule(file: &SourceFile, (name, severity, summary, why, message): &Texts, tables: &str) -> SourceFile {
    let both = |key: &str, text: &[&str; 2]| format!("[{key}]\nen = {}\nar = {}\n", quoted(text[0]), quoted(text[1]));
    let text = format!("severity = {}\n{}{}{}[phrase]\n{tables}", quoted(severity), both("summary", summary), both("why", why), both("message", message));
    SourceFile { path: file.path.clone(), name: (*name).to_owned(), text }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list(patterns: &[Spanned<String>]) -> String {
    let quoted: Vec<String> = patterns.iter().map(|pattern| quoted(pattern.get_ref())).collect();
    format!("[{}]", quoted.join(", "))
}
