//! The policy of a configuration: which findings hold a reply, which warn, which pass. Judged by in `policy`.

use super::build::place;
use super::compile::nearest;
use super::error::{RuleError, SourceFile};
use super::set::RuleSet;
use crate::conversation::Channel;
use crate::diagnostic::{Severity, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use toml::Spanned;

/// What no remark in a draft switches off where the policy does not say.
const NEVER_SUPPRESS: [&str; 2] = ["privacy", "form/placeholder-left"];

/// What may be said of the reason of an override where the policy does not say.
const REASONS: [&str; 3] = ["false-alarm", "agreed-with-customer", "urgent"];

/// The table `[policy]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PolicySettings {
    /// Severities, rules and categories that hold a reply.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub block: Vec<Spanned<String>>,
    /// Those that warn.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub warn: Vec<Spanned<String>>,
    /// Those that pass.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub pass: Vec<Spanned<String>>,
    /// A lower score holds a reply.
    #[cfg_attr(feature = "cli", schemars(with = "Option<u8>"))]
    pub block_below: Option<Spanned<u8>>,
    /// A lower score warns.
    #[cfg_attr(feature = "cli", schemars(with = "Option<u8>"))]
    pub warn_below: Option<Spanned<u8>>,
    /// Whether a reply that is held may be sent all the same.
    #[serde(rename = "override")]
    pub overriding: Option<Overriding>,
    /// Rules and categories that nobody may override.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub no_override: Vec<Spanned<String>>,
    /// What holds for some replies only.
    #[serde(default)]
    pub when: Vec<WhenSettings>,
    /// Rules and categories that no remark in a draft switches off.
    #[cfg_attr(feature = "cli", schemars(with = "Option<Vec<String>>"))]
    pub never_suppress: Option<Vec<Spanned<String>>>,
    /// Words for the reasons of overrides.
    pub reasons: Option<Vec<String>>,
    /// The longest time to a verdict, in milliseconds.
    #[cfg_attr(feature = "cli", schemars(with = "Option<u32>"))]
    pub deadline_ms: Option<Spanned<u32>>,
    /// Where decisions are written down.
    pub audit: Option<AuditSettings>,
}

/// One `[[policy.when]]` table.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhenSettings {
    /// The channels it holds in; all where none is named.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub channel: Vec<Spanned<String>>,
    /// The queues it holds in.
    #[serde(default)]
    pub queue: Vec<String>,
    /// The teams it holds for.
    #[serde(default)]
    pub team: Vec<String>,
    /// As in `[policy]`.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub block: Vec<Spanned<String>>,
    /// As in `[policy]`.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub warn: Vec<Spanned<String>>,
    /// As in `[policy]`.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub pass: Vec<Spanned<String>>,
    /// As in `[policy]`.
    #[cfg_attr(feature = "cli", schemars(with = "Option<u8>"))]
    pub block_below: Option<Spanned<u8>>,
    /// As in `[policy]`.
    #[cfg_attr(feature = "cli", schemars(with = "Option<u8>"))]
    pub warn_below: Option<Spanned<u8>>,
    /// As in `[policy]`.
    #[serde(rename = "override")]
    pub overriding: Option<Overriding>,
    /// As in `[policy]`.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub no_override: Vec<Spanned<String>>,
}

/// The table `[policy.audit]`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuditSettings {
    /// The file, relative to the configuration.
    pub file: PathBuf,
    /// A file with the key of the hashes; made beside the file where it is not named.
    pub key_file: Option<PathBuf>,
    /// A longer file is put aside.
    #[cfg_attr(feature = "cli", schemars(with = "Option<u64>"))]
    pub max_bytes: Option<Spanned<u64>>,
    /// How many files that were put aside are kept.
    pub keep: Option<u16>,
}

/// Whether a reply that is held may be sent all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Overriding {
    /// Nobody may.
    Never,
    /// With a reason.
    #[default]
    WithReason,
    /// By a word.
    Always,
}

/// A policy, checked against the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// What holds for which replies; of several the last one that says something holds.
    pub tables: Vec<PolicyTable>,
    /// Rules that no remark switches off; `None`: those of [`Policy::insisted`].
    never_suppress: Option<Vec<u16>>,
    /// Words for the reasons of overrides; `None`: the usual ones.
    reasons: Option<Vec<String>>,
    /// The longest time to a verdict, in milliseconds.
    pub deadline_ms: Option<u32>,
    /// Where decisions are written down.
    pub audit: Option<Audit>,
}

/// What holds for some replies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyTable {
    /// Empty: all.
    pub channels: Vec<Channel>,
    /// Empty: all.
    pub queues: Vec<String>,
    /// Empty: all.
    pub teams: Vec<String>,
    /// By rule.
    pub rules: BTreeMap<u16, Verdict>,
    /// By severity, from `info` on.
    pub severities: [Option<Verdict>; 4],
    /// A lower score holds a reply.
    pub block_below: Option<u8>,
    /// A lower score warns.
    pub warn_below: Option<u8>,
    /// Whether a reply that is held may be sent all the same.
    pub overriding: Option<Overriding>,
    /// Rules that nobody may override.
    pub no_override: Vec<u16>,
}

/// Where decisions are written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// As it stands in the configuration.
    pub file: PathBuf,
    /// As it stands in the configuration.
    pub key_file: Option<PathBuf>,
    /// A longer file is put aside.
    pub max_bytes: u64,
    /// How many files that were put aside are kept.
    pub keep: u16,
}

impl Policy {
    /// The longest time to a verdict where the policy does not say, in milliseconds.
    pub const DEADLINE_MS: u32 = 2000;

    /// The rules that no remark in a draft switches off: where the policy does not say, those on privacy and blanks that are left.
    pub fn insisted(&self, set: &RuleSet) -> Vec<u16> {
        self.never_suppress.clone().unwrap_or_else(|| NEVER_SUPPRESS.iter().flat_map(|name| set.named(name)).collect())
    }

    /// The word for a reason, if it is one of those that the policy knows.
    pub fn reason(&self, given: &str) -> Option<&str> {
        let fits = |known: &&str| known.eq_ignore_ascii_case(given.trim());
        match &self.reasons {
            Some(reasons) => reasons.iter().map(String::as_str).find(fits),
            None => REASONS.into_iter().find(fits),
        }
    }
}

/// Checks the table; unknown names and contradictions are errors.
pub(super) fn policy(set: &RuleSet, file: &SourceFile, settings: &PolicySettings, errors: &mut Vec<RuleError>) -> Policy {
    let mut reader = Reader { set, file, errors };
    let base = WhenSettings {
        block: settings.block.clone(),
        warn: settings.warn.clone(),
        pass: settings.pass.clone(),
        block_below: settings.block_below.clone(),
        warn_below: settings.warn_below.clone(),
        overriding: settings.overriding,
        no_override: settings.no_override.clone(),
        ..WhenSettings::default()
    };
    let tables = std::iter::once(&base).chain(&settings.when).map(|table| reader.table(table)).collect();
    let never_suppress = settings.never_suppress.as_ref().map(|names| reader.rules(names));
    let deadline_ms = settings.deadline_ms.as_ref().map(|deadline| reader.within(deadline, 1, 600_000));
    let audit = settings.audit.as_ref().map(|audit| Audit {
        file: audit.file.clone(),
        key_file: audit.key_file.clone(),
        max_bytes: audit.max_bytes.as_ref().map_or(16 << 20, |most| reader.within(most, 1024, 1 << 40)),
        keep: audit.keep.unwrap_or(8),
    });
    Policy { tables, never_suppress, reasons: settings.reasons.clone(), deadline_ms, audit }
}

struct Reader<'r> {
    set: &'r RuleSet,
    file: &'r SourceFile,
    errors: &'r mut Vec<RuleError>,
}

impl Reader<'_> {
    fn table(&mut self, settings: &WhenSettings) -> PolicyTable {
        let mut table = PolicyTable {
            channels: settings.channel.iter().filter_map(|name| self.channel(name)).collect(),
            queues: settings.queue.iter().map(|name| name.trim().to_lowercase()).collect(),
            teams: settings.team.iter().map(|name| name.trim().to_lowercase()).collect(),
            block_below: settings.block_below.as_ref().map(|score| self.within(score, 0, 100)),
            warn_below: settings.warn_below.as_ref().map(|score| self.within(score, 0, 100)),
            overriding: settings.overriding,
            no_override: self.rules(&settings.no_override),
            ..PolicyTable::default()
        };
        let (mut single, mut named) = (BTreeMap::new(), BTreeMap::new());
        for (verdict, names) in [(Verdict::Block, &settings.block), (Verdict::Warn, &settings.warn), (Verdict::Pass, &settings.pass)] {
            for name in names {
                let known = *named.entry(name.get_ref().as_str()).or_insert(verdict);
                if known != verdict {
                    let message = format!("`{}` stands in `{}` as well", name.get_ref(), known.name());
                    self.errors.push(place(self.file, name, message, Some("name it once".to_owned())));
                } else if let Some(severity) = Severity::parse(name.get_ref()) {
                    table.severities[severity as usize] = Some(verdict);
                } else if let Some(rule) = self.set.find(name.get_ref()) {
                    single.insert(rule as u16, verdict);
                } else {
                    table.rules.extend(self.category(name).into_iter().map(|rule| (rule, verdict)));
                }
            }
        }
        table.rules.extend(single);
        table
    }

    /// The rules that these names and categories stand for.
    fn rules(&mut self, names: &[Spanned<String>]) -> Vec<u16> {
        let mut rules: Vec<u16> = names.iter().flat_map(|name| self.category(name)).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    fn category(&mut self, name: &Spanned<String>) -> Vec<u16> {
        let rules = self.set.named(name.get_ref());
        if rules.is_empty() {
            let known = self.set.rules.iter().flat_map(|rule| [rule.category().to_owned(), rule.name.to_string()]).collect::<Vec<_>>();
            let message = format!("there is no rule, category or severity `{}`", name.get_ref());
            self.errors.push(place(self.file, name, message, Some(nearest(name.get_ref(), known.iter()))));
        }
        rules
    }

    fn channel(&mut self, name: &Spanned<String>) -> Option<Channel> {
        let channel = Channel::parse(name.get_ref());
        if channel.is_none() {
            let known = Channel::ALL.map(Channel::name).join(", ");
            self.errors.push(place(self.file, name, format!("there is no channel `{}`", name.get_ref()), Some(format!("write one of {known}"))));
        }
        channel
    }

    fn within<T: Copy + PartialOrd + std::fmt::Display>(&mut self, number: &Spanned<T>, least: T, most: T) -> T {
        let value = *number.get_ref();
        if value < least || value > most {
            let message = format!("{value} is out of range");
            self.errors.push(place(self.file, number, message, Some(format!("write a number from {least} to {most}"))));
        }
        value
    }
}
