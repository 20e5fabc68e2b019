//! What is doubtful in rule files that load: patterns that do nothing, halves that are missing, texts that break their own rules.

mod cover;
mod halves;
mod names;
mod patterns;
mod seen;
mod texts;

use crate::linter::Linter;
use crate::rules::{LintSpec, RuleError, SourceFile, Sources, Spec, Step, place, specs};
use seen::Seen;
use std::collections::{BTreeMap, BTreeSet};

/// What can be doubtful. Each has a name, by which a file can allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// It does not load.
    Error,
    /// No bad example of its rule fires it.
    UnfiredPattern,
    /// It is looked for at everyday words.
    SlowPattern,
    /// It stands twice.
    DuplicatePattern,
    /// Another pattern finds whatever it finds.
    CoveredPattern,
    /// Patterns, examples or rewrites in one language only.
    LanguageMissing,
    /// Patterns in a dialect, and no rewrite in it.
    DialectMissing,
    /// A text of the rule has findings itself.
    OwnWords,
    /// A message or reason of too many words.
    LongText,
    /// A lexicon that nothing reads.
    UnusedLexicon,
    /// A cue without patterns.
    UnusedCue,
    /// A former name that is taken, or rules that supersede each other.
    NameTaken,
    /// `allow` lists what does not exist or is not there.
    UnusedAllow,
}

impl Check {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Error,
        Self::UnfiredPattern,
        Self::SlowPattern,
        Self::DuplicatePattern,
        Self::CoveredPattern,
        Self::LanguageMissing,
        Self::DialectMissing,
        Self::OwnWords,
        Self::LongText,
        Self::UnusedLexicon,
        Self::UnusedCue,
        Self::NameTaken,
        Self::UnusedAllow,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::UnfiredPattern => "unfired-pattern",
            Self::SlowPattern => "slow-pattern",
            Self::DuplicatePattern => "duplicate-pattern",
            Self::CoveredPattern => "covered-pattern",
            Self::LanguageMissing => "language-missing",
            Self::DialectMissing => "dialect-missing",
            Self::OwnWords => "own-words",
            Self::LongText => "long-text",
            Self::UnusedLexicon => "unused-lexicon",
            Self::UnusedCue => "unused-cue",
            Self::NameTaken => "name-taken",
            Self::UnusedAllow => "unused-allow",
        }
    }

    /// Whether a file may allow it.
    const fn can_be_allowed(self) -> bool {
        !matches!(self, Self::Error | Self::UnusedAllow)
    }
}

/// One doubt, with its place and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What is doubtful.
    pub check: Check,
    /// Where, in words, and what to write instead.
    pub at: RuleError,
}

/// What is linted.
pub struct Pack<'p> {
    /// The rules in force, all of them switched on, the linted ones among them.
    pub linter: &'p Linter,
    /// All files they were made of.
    pub all: &'p Sources,
    /// The files to lint, by path.
    pub linted: &'p BTreeSet<String>,
}

impl Pack<'_> {
    fn is_linted(&self, file: &SourceFile) -> bool {
        self.linted.contains(&file.path)
    }
}

/// The doubts about the linted files, sorted by place; those that a file allows are left out.
pub fn lint(pack: &Pack<'_>) -> Vec<Doubt> {
    let specs: Vec<(&SourceFile, Spec)> = specs(&pack.all.rules).0.into_values().collect();
    let seen = Seen::new(&specs, pack.all);
    let mut doubts = patterns::doubts(pack, &specs, &seen);
    for (file, spec) in specs.iter().filter(|(file, _)| pack.is_linted(file)) {
        if spec.inherited.is_none() {
            halves::doubts(file, spec, &mut doubts);
        }
        texts::doubts(pack, file, spec, &mut doubts);
    }
    names::doubts(pack, &specs, &seen, &mut doubts);
    let mut doubts = allowed(pack, doubts);
    doubts.sort_by(|a, b| (&a.at.file, a.at.line, a.at.column, a.check).cmp(&(&b.at.file, b.at.line, b.at.column, b.check)));
    doubts.dedup();
    doubts
}

/// Leaves out what the files allow; what they allow in vain is a doubt of its own.
fn allowed(pack: &Pack<'_>, doubts: Vec<Doubt>) -> Vec<Doubt> {
    let files = pack.all.rules.iter().chain(&pack.all.lexicons).chain(&pack.all.cues).filter(|file| pack.is_linted(file));
    let allows: BTreeMap<&str, (&SourceFile, LintSpec)> = files.filter_map(|file| Some((file.path.as_str(), (file, LintSpec::of(file)?)))).collect();
    let mut used = BTreeSet::new();
    let mut left: Vec<Doubt> = Vec::new();
    for doubt in doubts {
        let allow = allows.get(doubt.at.file.as_str()).and_then(|(_, spec)| spec.allow.iter().find(|name| name.get_ref() == doubt.check.name()));
        match allow {
            Some(name) if doubt.check.can_be_allowed() => {
                used.insert((doubt.at.file.clone(), name.get_ref().clone()));
            }
            _ => left.push(doubt),
        }
    }
    for (path, (file, spec)) in &allows {
        if spec.because.trim().is_empty() {
            let at = file.locate(&[Step::Key("lint"), Step::Key("because")]);
            left.push(Doubt { check: Check::UnusedAllow, at: file.error(at, "the reason is empty", Some("say why this is as it should be".to_owned())) });
        }
        for name in &spec.allow {
            let known = Check::ALL.into_iter().find(|check| check.name() == name.get_ref());
            let (message, help) = match known {
                Some(check) if check.can_be_allowed() && used.contains(&((*path).to_owned(), name.get_ref().clone())) => continue,
                Some(check) if check.can_be_allowed() => (format!("nothing here is `{}`", check.name()), "remove it".to_owned()),
                _ => {
                    let names: Vec<&str> = Check::ALL.into_iter().filter(|check| check.can_be_allowed()).map(Check::name).collect();
                    (format!("there is no check `{}` that can be allowed", name.get_ref()), format!("write one of {}", names.join(", ")))
                }
            };
            left.push(Doubt { check: Check::UnusedAllow, at: place(file, name, message, Some(help)) });
        }
    }
    left
}
