//! The linter: rules and options in, reviews out. Reviewing never fails.

use crate::assess::{self, Assessment, Past, Texts, assess};
use crate::check::{self, Finding, Situation, check};
use crate::conversation::{Conversation, Stage};
use crate::diagnostic::{Diagnostic, Related, Severity};
use crate::rewrite::{Around, Filling, fixes};
use crate::rules::{LayerKind, Levels, RuleSet, Strength};
use crate::scan::{Matcher, Wanted, scan};
use crate::score::{Scored, score};
use crate::suppress::{Note, Suppressions};
use crate::text::{Dialect, Language, Span};

/// Reviews conversations with one set of rules; shared freely between threads.
#[derive(Debug)]
pub struct Linter {
    rules: RuleSet,
}

/// What was found in one conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Index of the judged turn; 0 for a conversation without turns.
    pub turn: u32,
    /// The language of the draft.
    pub language: Language,
    /// The dialect of an Arabic draft, told only where it matters for a suggestion; MSA otherwise.
    pub dialect: Dialect,
    /// What the models say about the reply.
    pub assessment: Assessment,
    /// Sorted by place and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// What it is worth; `None` where the rules come without a scorecard.
    pub score: Option<Scored>,
    /// What the author of the draft should know about its remarks to rifq.
    pub notes: Vec<Note>,
    /// What rules on whole conversations look for in it: rule and place.
    pub told: Vec<(u16, Span)>,
}

impl Review {
    /// Keeps the findings that are to be shown, with what they cost; the score stays that of all.
    pub fn retain(&mut self, shown: impl Fn(&Diagnostic) -> bool) {
        let kept: Vec<bool> = self.diagnostics.iter().map(shown).collect();
        self.keep(&kept);
    }

    /// As [`retain`](Self::retain), told by index.
    pub fn keep(&mut self, kept: &[bool]) {
        let mut index = 0;
        self.diagnostics.retain(|_| {
            index += 1;
            kept.get(index - 1).copied().unwrap_or_default()
        });
        if let Some(score) = &mut self.score {
            score.retain(kept);
        }
    }
}

impl Linter {
    /// A linter for these rules.
    pub fn new(rules: RuleSet) -> Self {
        Self { rules }
    }

    /// Its rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Gives the rules back.
    pub fn into_rules(self) -> RuleSet {
        self.rules
    }

    /// Reviews the last turn of a conversation; messages are in `reader`, the language of whoever reads them.
    pub fn review(&self, conversation: &Conversation, reader: Language) -> Review {
        self.review_filled(conversation, reader, Filling::Draft)
    }

    /// As [`review`](Self::review), with control over how the blanks of rewrites are filled.
    pub fn review_filled(&self, conversation: &Conversation, reader: Language, filling: Filling) -> Review {
        let Some(turn) = conversation.judged() else { return Review::default() };
        let texts = Texts::new(&conversation.turns);
        self.review_turn(conversation, (turn, conversation.stage), &Past::new(&self.rules, &texts), (reader, filling))
    }

    /// Reviews one turn of a conversation as if it were the last, at a stage; `past` holds what is read of the turns, and is used for all of them.
    pub fn review_turn<'p>(
        &'p self,
        conversation: &Conversation,
        (turn, stage): (usize, Stage),
        past: &Past<'p>,
        (reader, filling): (Language, Filling),
    ) -> Review {
        let document = past.document(turn);
        let language = conversation.language.unwrap_or(document.language);
        let mut matcher = Matcher::new(&self.rules, document);
        let levels = Levels::new(&self.rules, conversation.channel, conversation.register.as_deref(), conversation.profile.as_deref());
        let levels = levels.within(&self.rules, &conversation.scopes, conversation.channel);
        let mut hits = scan(&mut matcher, Wanted::Draft);
        hits.retain(|hit| {
            let block = &self.rules.blocks[hit.block as usize];
            block.cue.is_some() || levels.get(block.rule).is_some()
        });
        let mut assessment = assess(conversation, (turn, stage), (&mut matcher, &hits), past);
        let mut suppressions = Suppressions::new(&self.rules, document, &conversation.ignored);
        if conversation.leaves {
            suppressions.insist(|| self.rules.policy.insisted(&self.rules));
        }
        let situation = Situation { channel: conversation.channel, past: (past, turn), assessment: &assessment, levels: &levels, suppressions: &suppressions };
        let findings = check(&mut matcher, &hits, &situation);
        let dialect = match conversation.dialect {
            Some(dialect) => dialect,
            None if language == Language::Arabic && !findings.is_empty() => assess::dialect(&mut matcher, &hits, turn, past),
            None => Dialect::Msa,
        };
        let told = check::told(&mut matcher, &hits);
        drop(hits);
        if let Some(bridged) = self.bridged(&findings) {
            assessment.strengths.push((Strength::RefusalBridged, Some(bridged)));
        }
        let around = Around::new(conversation, (past, turn), &assessment, (dialect, filling));
        let diagnostics: Vec<Diagnostic> = findings
            .into_iter()
            .map(|finding| {
                let fixes = fixes(&mut matcher, &finding, &around);
                Diagnostic { fixes, ..self.diagnostic(&finding, turn as u32, reader) }
            })
            .collect();
        let score = self.rules.scorecard().map(|scorecard| score(scorecard, &diagnostics, &assessment, conversation.channel));
        let notes = if stage == Stage::Typing { Vec::new() } else { suppressions.notes(&levels) };
        Review { turn: turn as u32, language, dialect, assessment, diagnostics, score, notes, told }
    }

    /// What a conversation names that these rules do not have.
    pub fn unknown(&self, conversation: &Conversation) -> Vec<String> {
        let named = [(LayerKind::Register, &conversation.register), (LayerKind::Profile, &conversation.profile)];
        let unknown =
            named.into_iter().filter_map(|(kind, name)| Some((kind, name.as_deref()?))).filter(|(kind, name)| self.rules.layers.find(*kind, name).is_none());
        unknown.map(|(kind, name)| format!("unknown {} `{name}`; the rules in force are those of the configuration", kind.key())).collect()
    }

    /// The first refusal of a draft whose refusals all come with an alternative.
    fn bridged(&self, findings: &[Finding]) -> Option<Span> {
        let mut refusals = findings.iter().filter(|finding| self.rules.rules[usize::from(finding.rule)].bridge().is_some());
        let first = refusals.next()?;
        (first.severity == Severity::Info && refusals.all(|finding| finding.severity == Severity::Info)).then_some(first.span)
    }

    fn diagnostic(&self, finding: &Finding, turn: u32, reader: Language) -> Diagnostic {
        let rule = &self.rules.rules[usize::from(finding.rule)];
        let others = finding.related.iter().map(|&(other, span)| {
            let other = &self.rules.rules[usize::from(other)];
            Related { rule: Some(other.name.clone()), message: other.message(reader).clone(), turn, span }
        });
        let evidence = finding.evidence.iter().map(|evidence| Related { rule: None, message: said(reader).into(), turn: evidence.turn, span: evidence.span });
        Diagnostic {
            rule: rule.name.clone(),
            severity: finding.severity,
            turn,
            span: finding.span,
            message: rule.message(reader).clone(),
            why: rule.why(reader).clone(),
            related: others.chain(evidence).collect(),
            fixes: Vec::new(),
        }
    }
}

/// What a customer's words beside a finding are called.
const fn said(reader: Language) -> &'static str {
    match reader {
        Language::English => "the customer wrote",
        Language::Arabic => "كتب العميل",
    }
}
