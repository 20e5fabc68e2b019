//! From rule files to a [`RuleSet`].

use super::compile::{Compiler, nearest};
use super::course::{Course, CourseSpec};
use super::cues;
use super::error::{RuleError, SourceFile};
use super::extend::specs;
use super::fact::BETTER;
use super::finish::finish;
use super::index::{COURSE, DRAFT};
use super::layer::{self, LayerKind};
use super::lazy_regex::LazyRegex;
use super::locate::Step;
use super::measure::Measure;
use super::scorecard::Scorecard;
use super::sentence;
use super::set::{Block, Bridge, Kind, Metric, Phrase, RegexKind, Rule, RuleSet};
use super::settings::Additions;
use super::slots::{blanks, is_known};
use super::spec::{Bilingual, BridgeSpec, MatchSpec, MetricSpec, PhraseSpec, RegexSpec, Spec, span_of};
use crate::diagnostic::Applicability;
use crate::text::{Span, Zone};
use std::sync::Arc;
use toml::Spanned;

/// The files a rule set is made of.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Rule files; a later one replaces an earlier one of its name.
    pub rules: Vec<SourceFile>,
    /// Lexicon files; a later one adds to an earlier one of its name.
    pub lexicons: Vec<SourceFile>,
    /// Cue files; a later one adds to an earlier one of its name.
    pub cues: Vec<SourceFile>,
    /// Scorecard files; a later one replaces an earlier one of its name.
    pub scorecards: Vec<SourceFile>,
    /// Files of ready sentences; a later one replaces an earlier one of its name.
    pub sentences: Vec<SourceFile>,
    /// Files of layers; a later one replaces an earlier one of its kind and name.
    pub layers: Vec<(LayerKind, SourceFile)>,
    /// What configuration files add.
    pub additions: Vec<Additions>,
}

impl Sources {
    /// Adds the files of another pack, which go before those that are here.
    pub fn add(&mut self, pack: Self) {
        self.rules.extend(pack.rules);
        self.lexicons.extend(pack.lexicons);
        self.cues.extend(pack.cues);
        self.scorecards.extend(pack.scorecards);
        self.sentences.extend(pack.sentences);
        self.layers.extend(pack.layers);
        self.additions.extend(pack.additions);
    }
}

/// Compiles rules; all mistakes are reported together.
pub fn compile(sources: &Sources) -> Result<RuleSet, Vec<RuleError>> {
    let mut lexicons = sources.lexicons.clone();
    lexicons.extend(sources.additions.iter().flat_map(|additions| additions.lexicons.iter().cloned()));
    let mut compiler = Compiler::new(&lexicons);
    let (specs, mistakes) = specs(&sources.rules);
    compiler.errors.extend(mistakes);
    let names: Vec<String> = specs.keys().map(|&name| name.to_owned()).collect();
    let mut set = RuleSet::default();
    for (index, (file, spec)) in specs.values().enumerate() {
        let mut builder = Builder { compiler: &mut compiler, set: &mut set, file, spec, rule: index as u16, names: &names };
        builder.rule();
        for additions in &sources.additions {
            builder.added(additions);
        }
    }
    cues::compile(&mut compiler, &mut set, &sources.cues);
    sentence::compile(&mut compiler, &mut set, &sources.sentences);
    for additions in &sources.additions {
        set.allowed.extend(additions.allowed.iter().filter_map(|pattern| compiler.tried(&additions.file, pattern)));
        set.contacts.extend(additions.contacts.iter().map(|contact| contact.as_str().into()));
    }
    for file in &sources.scorecards {
        match Scorecard::compile(file) {
            Ok(scorecard) => {
                set.scorecards.retain(|known| known.name != scorecard.name);
                set.scorecards.push(scorecard);
            }
            Err(error) => compiler.errors.push(error),
        }
    }
    if compiler.errors.is_empty() {
        let mistakes = layer::compile(&mut set, &sources.layers);
        compiler.errors.extend(mistakes);
    }
    finish(compiler, set, sources)
}

struct Builder<'b, 'f> {
    compiler: &'b mut Compiler<'f>,
    set: &'b mut RuleSet,
    file: &'b SourceFile,
    spec: &'b Spec,
    rule: u16,
    names: &'b [String],
}

impl Builder<'_, '_> {
    fn rule(&mut self) {
        let (file, spec) = (self.file, self.spec);
        for other in &spec.supersedes {
            if !self.names.contains(other.get_ref()) {
                let near = nearest(other.get_ref(), self.names.iter());
                self.compiler.fail(file, other, format!("there is no rule `{}`", other.get_ref()), Some(near));
            }
        }
        for (key, text) in [("summary", &spec.summary), ("why", &spec.why), ("message", &spec.message)] {
            for (lang, text) in [("en", &text.en), ("ar", &text.ar)] {
                if text.trim().is_empty() {
                    let at = file.locate(&[Step::Key(key), Step::Key(lang)]);
                    self.compiler.errors.push(file.error(at, format!("`{key}` is empty here"), Some("write both `en` and `ar`".to_owned())));
                }
            }
        }
        self.rewrites();
        let kind = match (&spec.phrase, &spec.regex, &spec.metric, spec.fact, &spec.measure, &spec.transcript) {
            (Some(phrase), None, None, None, None, None) => self.phrase(phrase),
            (None, Some(regex), None, None, None, None) => self.regex(regex),
            (None, None, Some(metric), None, None, None) => self.metric(metric),
            (None, None, None, Some(fact), None, None) => Kind::Fact(fact),
            (None, None, None, None, Some(measure), None) => self.measure(measure),
            (None, None, None, None, None, Some(course)) => self.course(course),
            _ => {
                let help = "write one of the tables [phrase], [regex], [metric], [fact], [measure], [transcript]".to_owned();
                self.compiler.errors.push(file.error(Span::default(), "a rule has exactly one kind", Some(help)));
                return;
            }
        };
        let both = |text: &Bilingual| -> [Arc<str>; 2] { [text.en.as_str().into(), text.ar.as_str().into()] };
        self.set.rules.push(Rule {
            name: file.name.as_str().into(),
            severity: spec.severity.severity(),
            summary: spec.summary.clone(),
            why: both(&spec.why),
            message: both(&spec.message),
            channels: spec.channels.clone().unwrap_or_default(),
            zones: spec.zones.clone().unwrap_or_else(|| vec![Zone::Greeting, Zone::Body, Zone::Closing]),
            aliases: spec.aliases.clone(),
            supersedes: spec.supersedes.iter().map(|name| name.get_ref().as_str().into()).collect(),
            merge: spec.merge,
            kind,
            harms: spec.harms,
            rewrites: spec.rewrites.iter().map(|rewrite| rewrite.get_ref().into()).collect(),
        });
    }

    /// What a configuration file adds to this rule.
    fn added(&mut self, additions: &Additions) {
        let mut names = std::iter::once(&self.file.name).chain(&self.spec.aliases);
        let Some(setting) = names.find_map(|name| additions.rules.get(name)) else { return };
        for spec in &setting.matches {
            let inherited = self.inherited();
            self.block(&additions.file, spec, &inherited);
        }
        for pattern in &setting.unless {
            if let Some(program) = self.compiler.tried(&additions.file, pattern) {
                let rule = self.rule;
                self.set.blocks.iter_mut().filter(|block| block.rule == rule).for_each(|block| block.unless.push(program));
            }
        }
    }

    fn rewrites(&mut self) {
        for rewrite in &self.spec.rewrites {
            let (value, blank) = (rewrite.get_ref(), blanks(&rewrite.get_ref().text));
            if blank.is_none() {
                self.compiler.fail(self.file, rewrite, "a `{` of this rewrite is not closed", Some("write `{name}`".to_owned()));
            }
            // `{better}` is filled by the model that the fact comes from.
            let worked_out = |name: &str| name == BETTER && self.spec.fact.is_some() || is_known(name);
            if value.text.is_empty() && value.replace.inserts() && value.part.is_none() {
                self.compiler.fail(self.file, rewrite, "this rewrite puts nothing there", Some("write `text` or `part`".to_owned()));
            }
            let missing = blank.unwrap_or_default().into_iter().find(|name| !value.sample.contains_key(*name) && !worked_out(name));
            if let Some(name) = missing {
                let help = format!("add `sample = {{ {name} = \"...\" }}`");
                self.compiler.fail(self.file, rewrite, format!("the blank `{name}` has no sample value"), Some(help));
            } else if value.applicability == Applicability::Safe && !value.sample.is_empty() {
                self.compiler.fail(self.file, rewrite, "a rewrite with a blank cannot be safe", Some("write `applicability = \"display\"`".to_owned()));
            }
        }
    }

    /// The match tables of the rule's own file.
    fn blocks(&mut self, kind: &str, matches: &[MatchSpec]) {
        let file = self.file;
        if matches.is_empty() {
            self.no_matches(kind);
        }
        let inherited = self.inherited();
        for spec in matches {
            self.block(file, spec, &inherited);
        }
    }

    fn phrase(&mut self, phrase: &PhraseSpec) -> Kind {
        self.blocks("phrase", &phrase.matches);
        let bridge = phrase.bridge.as_ref().map(|bridge| self.bridge(bridge));
        Kind::Phrase(Phrase { bridge, unless_customer_said: phrase.unless_customer_said })
    }

    fn bridge(&mut self, bridge: &BridgeSpec) -> Bridge {
        let unless = self.tried(self.file, &bridge.unless);
        Bridge { lexicon: self.compiler.lexicon(self.file, &bridge.lexicon), before: bridge.before, after: bridge.after, unless }
    }

    fn metric(&mut self, metric: &MetricSpec) -> Kind {
        self.blocks("metric", &metric.matches);
        Kind::Metric(Metric { sentences: metric.sentences.max(1), at_least: metric.at_least.max(1) })
    }

    fn measure(&mut self, measure: &Measure) -> Kind {
        if measure.limits.is_empty() {
            let help = Some("add a table [[measure.limit]]".to_owned());
            self.compiler.errors.push(self.file.error(Span::default(), "this rule limits nothing", help));
        }
        Kind::Measure(measure.clone())
    }

    fn course(&mut self, course: &CourseSpec) -> Kind {
        let is = course.is;
        if is.has_patterns() || !course.matches.is_empty() {
            self.blocks("transcript", &course.matches);
        }
        let wrong = if is.has_targets() == course.targets.is_empty() {
            Some(if is.has_targets() { "this rule has no target" } else { "this fact has no targets" })
        } else if !is.has_patterns() && !course.matches.is_empty() {
            Some("this fact has no patterns")
        } else if course.least.is_some() && is.least().is_none() || course.least == Some(0) {
            Some("`least` says nothing here")
        } else {
            None
        };
        if let Some(message) = wrong {
            self.compiler.errors.push(self.file.error(Span::default(), message, Some("docs/rules.md tells what each fact of a conversation takes".to_owned())));
        }
        Kind::Course(Course { is, targets: course.targets.clone(), least: course.least.or(is.least()).unwrap_or(1) })
    }

    fn no_matches(&mut self, kind: &str) {
        self.compiler.errors.push(self.file.error(Span::default(), "this rule looks for nothing", Some(format!("add a table [[{kind}.match]]"))));
    }

    fn regex(&mut self, regex: &RegexSpec) -> Kind {
        let mut matches = Vec::new();
        for spec in &regex.matches {
            if spec.pattern.get_ref().is_empty() {
                self.compiler.fail(self.file, &spec.pattern, "this expression is empty", Some("write what it is to find, or remove its table".to_owned()));
                continue;
            }
            match LazyRegex::new(spec.pattern.get_ref()) {
                Ok(compiled) => matches.push((spec.lang, compiled)),
                Err(error) => {
                    let (message, help) = regex_mistake(&error);
                    self.compiler.fail(self.file, &spec.pattern, message, Some(help));
                }
            }
        }
        if regex.matches.is_empty() {
            self.no_matches("regex");
        }
        let allow = regex.allow.as_ref().map(|name| self.compiler.lexicon(self.file, name));
        Kind::Regex(RegexKind { matches, allow, unless_customer_said: regex.unless_customer_said })
    }

    /// The conditions of the rule itself, compiled.
    fn inherited(&mut self) -> Block {
        let (file, spec) = (self.file, self.spec);
        let mut block = Block { rule: self.rule, ..Block::default() };
        if let Some(phrase) = &spec.phrase {
            block.extend = phrase.extend;
            block.unless = self.tried(file, &phrase.unless);
            block.unless_before = self.tried(file, &phrase.unless_before);
            block.unless_after = self.tried(file, &phrase.unless_after);
            block.unless_near = self.tried(file, &phrase.unless_near);
            block.unless_draft = self.tried(file, &phrase.unless_draft);
            block.not_in.clone_from(&phrase.not_in);
        }
        if let Some(metric) = &spec.metric {
            block.unless = self.tried(file, &metric.unless);
            block.not_in.clone_from(&metric.not_in);
        }
        block
    }

    fn tried(&mut self, file: &SourceFile, patterns: &[Spanned<String>]) -> Vec<u32> {
        patterns.iter().filter_map(|pattern| self.compiler.tried(file, pattern)).collect()
    }

    fn block(&mut self, file: &SourceFile, spec: &MatchSpec, inherited: &Block) {
        let mut block = inherited.clone();
        block.language = spec.lang;
        block.dialect = spec.dialect;
        block.severity = spec.severity;
        if let Some(instead) = &spec.instead {
            if blanks(instead.get_ref()).is_none() {
                self.compiler.fail(file, instead, "a `{` of `instead` is not closed", Some("write `{name}`, the name of a capture".to_owned()));
            }
            block.instead = Some((instead.get_ref().as_str().into(), spec.applicability.unwrap_or(Applicability::Unsafe)));
            block.replace = spec.replace;
        }
        block.extend = spec.extend.unwrap_or(inherited.extend);
        block.unless.extend(self.tried(file, &spec.unless));
        block.unless_before.extend(self.tried(file, &spec.unless_before));
        block.unless_after.extend(self.tried(file, &spec.unless_after));
        block.unless_near.extend(self.tried(file, &spec.unless_near));
        block.unless_draft.extend(self.tried(file, &spec.unless_draft));
        block.not_in.extend(spec.not_in.iter().copied());
        let id = self.set.blocks.len() as u32;
        self.set.blocks.push(block);
        let heard = self.spec.transcript.as_ref().is_some_and(|course| course.is.is_heard());
        for pattern in &spec.any {
            self.compiler.searched(file, pattern, (id, if heard { COURSE } else { DRAFT }));
        }
    }
}

fn regex_mistake(error: &regex::Error) -> (String, String) {
    match error {
        regex::Error::CompiledTooBig(limit) => {
            (format!("this expression needs more than {} KiB when compiled", limit >> 10), "use smaller repetition counts".to_owned())
        }
        other => {
            let text = other.to_string();
            let last = text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            (format!("regular expression: {last}"), "see the syntax of the regex crate; look-around does not exist there".to_owned())
        }
    }
}

/// An error at a spanned value of a file.
pub fn place<T>(file: &SourceFile, at: &Spanned<T>, message: impl Into<String>, help: Option<String>) -> RuleError {
    file.error(span_of(at), message, help)
}
