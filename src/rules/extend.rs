//! Rules that extend another rule: what they do not say is as in the rule they extend, whose place they take.

use super::build::place;
use super::compile::nearest;
use super::course::CourseExtension;
use super::error::{RuleError, SourceFile};
use super::fact::FactSpec;
use super::layer::Level;
use super::locate::Step;
use super::measure::Measure;
use super::spec::{Bilingual, MatchSpec, Merge, PhraseSpec, RegexSpec, Spec, SpeechAct, span_of};
use super::spec_lexicon::LintSpec;
use super::spec_rewrite::{ExampleSpec, RewriteSpec};
use crate::conversation::Channel;
use crate::text::{Span, Zone};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A rule file with the key `extends`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Extension {
    /// The rule whose place this one takes.
    #[cfg_attr(feature = "cli", schemars(with = "String"))]
    pub extends: Spanned<String>,
    /// In place of the rule's.
    pub severity: Option<Level>,
    /// In place of the rule's.
    pub summary: Option<Bilingual>,
    /// In place of the rule's.
    pub why: Option<Bilingual>,
    /// In place of the rule's.
    pub message: Option<Bilingual>,
    /// In place of the rule's.
    pub channels: Option<Vec<Channel>>,
    /// In place of the rule's.
    pub zones: Option<Vec<Zone>>,
    /// Further former names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Further rules that yield to this one.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub supersedes: Vec<Spanned<String>>,
    /// In place of the rule's.
    pub merge: Option<Merge>,
    /// In place of the rule's.
    pub harms: Option<bool>,
    /// Patterns of the rule that are not looked for, written as they are there.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub remove: Vec<Spanned<String>>,
    /// Further patterns and exceptions of the kind `phrase`.
    pub phrase: Option<PhraseSpec>,
    /// Further expressions of the kind `regex`.
    pub regex: Option<RegexSpec>,
    /// Further patterns of the kind `metric`.
    pub metric: Option<MetricExtension>,
    /// Severities by need of the kind `fact`.
    pub fact: Option<FactSpec>,
    /// Limits that go before those of the rule.
    pub measure: Option<Measure>,
    /// Targets and patterns of the kind `transcript`.
    pub transcript: Option<CourseExtension>,
    /// Better sentences: those of a language and dialect take the place of the rule's; an empty list leaves none.
    #[serde(rename = "rewrite")]
    #[cfg_attr(feature = "cli", schemars(with = "Option<Vec<RewriteSpec>>"))]
    pub rewrites: Option<Vec<Spanned<RewriteSpec>>>,
    /// What `rifq rules lint` lets pass here.
    pub lint: Option<LintSpec>,
    /// Sentences that raise the rule, and sentences that do not.
    #[serde(default, rename = "example")]
    pub examples: Vec<ExampleSpec>,
}

/// The table `[metric]` of a rule that extends another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct MetricExtension {
    /// Further patterns.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchSpec>,
    /// In place of the rule's.
    pub sentences: Option<u8>,
    /// In place of the rule's.
    pub at_least: Option<u8>,
    /// Further exceptions.
    #[serde(default)]
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
    /// Further speech acts that do not count.
    #[serde(default)]
    pub not_in: Vec<SpeechAct>,
}

/// Whether a rule file extends another rule.
pub(super) fn is_extension(file: &SourceFile) -> bool {
    file.text.contains("extends") && file.locate(&[Step::Key("extends")]) != Span::default()
}

/// All rules of the files, sorted by name: a later file replaces an earlier one of its name, and what extends a rule stands in its place.
pub fn specs(files: &[SourceFile]) -> (BTreeMap<&str, (&SourceFile, Spec)>, Vec<RuleError>) {
    let (mut specs, mut errors): (BTreeMap<&str, (&SourceFile, Spec)>, Vec<RuleError>) = (BTreeMap::new(), Vec::new());
    let mut extensions: Vec<(&SourceFile, Extension)> = Vec::new();
    for file in files {
        if is_extension(file) {
            match file.parse() {
                Ok(extension) => extensions.push((file, extension)),
                Err(error) => errors.push(error),
            }
            continue;
        }
        match file.parse::<Spec>() {
            Ok(spec) => {
                specs.insert(&file.name, (file, spec));
            }
            Err(error) => errors.push(error),
        }
    }
    // By the rule that was extended, what stands in its place.
    let mut replaced: BTreeMap<String, &str> = BTreeMap::new();
    while let Some(at) = extensions.iter().position(|(_, extension)| specs.contains_key(extension.extends.get_ref().as_str())) {
        let (file, extension) = extensions.remove(at);
        let Some((_, base)) = specs.remove(extension.extends.get_ref().as_str()) else { break };
        if *extension.extends.get_ref() != file.name {
            replaced.insert(extension.extends.get_ref().clone(), &file.name);
        }
        let spec = extended(file, base, extension, &mut errors);
        specs.insert(&file.name, (file, spec));
    }
    for (file, extension) in &extensions {
        errors.push(without_base(file, extension, &replaced, &specs));
    }
    for (_, spec) in specs.values_mut() {
        for name in &mut spec.supersedes {
            if let Some(new) = replaced.get(name.get_ref()) {
                *name = Spanned::new(name.span(), (*new).to_owned());
            }
        }
    }
    (specs, errors)
}

/// Why a rule cannot be extended.
fn without_base(file: &SourceFile, extension: &Extension, replaced: &BTreeMap<String, &str>, specs: &BTreeMap<&str, (&SourceFile, Spec)>) -> RuleError {
    let name = extension.extends.get_ref();
    if let Some(other) = replaced.get(name) {
        let help = format!("write extends = \"{other}\", or put both into one file");
        return place(file, &extension.extends, format!("{other} extends `{name}` already and stands in its place"), Some(help));
    }
    let known: Vec<String> = specs.keys().map(|&name| name.to_owned()).collect();
    let help = if *name == file.name { "name a rule that comes with rifq or in another folder".to_owned() } else { nearest(name, known.iter()) };
    place(file, &extension.extends, format!("there is no rule `{name}` to extend"), Some(help))
}

/// The rule `base` with what the extension says.
fn extended(file: &SourceFile, mut base: Spec, extension: Extension, errors: &mut Vec<RuleError>) -> Spec {
    let at = span_of(&extension.extends);
    move_to(&mut base, at);
    remove(file, &mut base, &extension.remove, errors);
    let kind = kind_of(&base);
    let kinds = [
        ("phrase", extension.phrase.is_some()),
        ("regex", extension.regex.is_some()),
        ("metric", extension.metric.is_some()),
        ("fact", extension.fact.is_some()),
        ("measure", extension.measure.is_some()),
        ("transcript", extension.transcript.is_some()),
    ];
    for (other, _) in kinds.into_iter().filter(|&(other, there)| there && other != kind) {
        let at = file.locate(&[Step::Key(other)]);
        let message = format!("`{}` is a rule of the kind `{kind}`, not `{other}`", extension.extends.get_ref());
        errors.push(file.error(at, message, Some(format!("write [{kind}], or make a rule of its own"))));
    }
    if let (Some(phrase), Some(more)) = (&mut base.phrase, extension.phrase) {
        add_phrase(phrase, more);
    }
    if let (Some(regex), Some(more)) = (&mut base.regex, extension.regex) {
        regex.matches.extend(more.matches);
        regex.allow = more.allow.or(regex.allow.take());
        regex.unless_customer_said |= more.unless_customer_said;
    }
    if let (Some(metric), Some(more)) = (&mut base.metric, extension.metric) {
        metric.matches.extend(more.matches);
        metric.sentences = more.sentences.unwrap_or(metric.sentences);
        metric.at_least = more.at_least.unwrap_or(metric.at_least);
        metric.unless.extend(more.unless);
        metric.not_in.extend(more.not_in);
    }
    if let (Some(measure), Some(more)) = (&mut base.measure, extension.measure) {
        measure.limits.splice(0..0, more.limits);
    }
    if let (Some(course), Some(more)) = (&mut base.transcript, extension.transcript) {
        course.targets.splice(0..0, more.targets);
        course.least = more.least.or(course.least);
        course.matches.extend(more.matches);
    }
    if let Some(rewrites) = extension.rewrites {
        let of = |rewrite: &Spanned<RewriteSpec>| (rewrite.get_ref().lang, rewrite.get_ref().dialect.unwrap_or_default());
        base.rewrites.retain(|known| !rewrites.is_empty() && !rewrites.iter().any(|new| of(new) == of(known)));
        base.rewrites.extend(rewrites);
    }
    let name = extension.extends.into_inner();
    base.aliases.extend(extension.aliases);
    if name != file.name {
        base.aliases.push(name.clone());
    }
    base.supersedes.extend(extension.supersedes);
    Spec {
        severity: extension.severity.unwrap_or(base.severity),
        summary: extension.summary.unwrap_or(base.summary),
        why: extension.why.unwrap_or(base.why),
        message: extension.message.unwrap_or(base.message),
        channels: extension.channels.or(base.channels),
        zones: extension.zones.or(base.zones),
        merge: extension.merge.unwrap_or(base.merge),
        harms: extension.harms.unwrap_or(base.harms),
        fact: extension.fact.or(base.fact),
        lint: extension.lint,
        examples: extension.examples,
        inherited: Some((name, at)),
        ..base
    }
}

const fn kind_of(spec: &Spec) -> &'static str {
    match spec {
        Spec { phrase: Some(_), .. } => "phrase",
        Spec { regex: Some(_), .. } => "regex",
        Spec { metric: Some(_), .. } => "metric",
        Spec { fact: Some(_), .. } => "fact",
        Spec { measure: Some(_), .. } => "measure",
        _ => "transcript",
    }
}

fn add_phrase(phrase: &mut PhraseSpec, more: PhraseSpec) {
    phrase.matches.extend(more.matches);
    phrase.unless.extend(more.unless);
    phrase.unless_before.extend(more.unless_before);
    phrase.unless_after.extend(more.unless_after);
    phrase.unless_near.extend(more.unless_near);
    phrase.unless_draft.extend(more.unless_draft);
    phrase.not_in.extend(more.not_in);
    phrase.bridge = more.bridge.or(phrase.bridge.take());
    phrase.extend = if more.extend > 0 { more.extend } else { phrase.extend };
    phrase.unless_customer_said |= more.unless_customer_said;
}

/// Takes patterns out of a rule; those that are not there are mistakes.
fn remove(file: &SourceFile, base: &mut Spec, patterns: &[Spanned<String>], errors: &mut Vec<RuleError>) {
    for pattern in patterns {
        let mut found = false;
        let mut differs = |known: &Spanned<String>| {
            let same = known.get_ref() == pattern.get_ref();
            found |= same;
            !same
        };
        for table in base.phrase.iter_mut().flat_map(|phrase| &mut phrase.matches).chain(base.metric.iter_mut().flat_map(|metric| &mut metric.matches)) {
            table.any.retain(&mut differs);
        }
        if let Some(regex) = &mut base.regex {
            regex.matches.retain(|table| differs(&table.pattern));
        }
        if !found {
            let known: Vec<String> = patterns_of(base).map(|known| known.get_ref().clone()).collect();
            let near = crate::text::distance::nearest(pattern.get_ref(), known.iter().map(String::as_str));
            let help = near
                .map_or_else(|| "write it as it stands in the file of that rule; rifq explain shows some".to_owned(), |near| format!("did you mean `{near}`?"));
            errors.push(place(file, pattern, "the rule has no such pattern", Some(help)));
        }
    }
    for matches in base.phrase.iter_mut().map(|phrase| &mut phrase.matches).chain(base.metric.iter_mut().map(|metric| &mut metric.matches)) {
        matches.retain(|table| !table.any.is_empty());
    }
}

/// The patterns and expressions of a rule.
fn patterns_of(spec: &Spec) -> impl Iterator<Item = &Spanned<String>> {
    let tables = spec.phrase.iter().flat_map(|phrase| &phrase.matches).chain(spec.metric.iter().flat_map(|metric| &metric.matches));
    tables.flat_map(|table| &table.any).chain(spec.regex.iter().flat_map(|regex| &regex.matches).map(|table| &table.pattern))
}

/// What comes from another file stands, for messages, where this one names it.
fn move_to(spec: &mut Spec, at: Span) {
    fn one<T: Clone>(value: &mut Spanned<T>, at: Span) {
        *value = Spanned::new(at.start as usize..at.end as usize, value.get_ref().clone());
    }
    let all = |values: &mut Vec<Spanned<String>>| values.iter_mut().for_each(|value| one(value, at));
    let tables = spec.phrase.iter_mut().flat_map(|phrase| &mut phrase.matches).chain(spec.metric.iter_mut().flat_map(|metric| &mut metric.matches));
    for table in tables {
        [&mut table.any, &mut table.unless, &mut table.unless_before, &mut table.unless_after, &mut table.unless_near, &mut table.unless_draft]
            .into_iter()
            .for_each(all);
        table.instead.iter_mut().for_each(|instead| one(instead, at));
    }
    if let Some(phrase) = &mut spec.phrase {
        [&mut phrase.unless, &mut phrase.unless_before, &mut phrase.unless_after, &mut phrase.unless_near, &mut phrase.unless_draft].into_iter().for_each(all);
        if let Some(bridge) = &mut phrase.bridge {
            one(&mut bridge.lexicon, at);
            all(&mut bridge.unless);
        }
    }
    if let Some(regex) = &mut spec.regex {
        regex.matches.iter_mut().for_each(|table| one(&mut table.pattern, at));
        regex.allow.iter_mut().for_each(|name| one(name, at));
    }
    spec.metric.iter_mut().for_each(|metric| all(&mut metric.unless));
    spec.rewrites.iter_mut().for_each(|rewrite| one(rewrite, at));
    all(&mut spec.supersedes);
}
