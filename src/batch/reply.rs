//! The replies of a conversation: runs of agent turns, each reviewed and scored as one.

use super::heard::{Heard, STRETCH};
use crate::assess::{Assessment, Past, Texts};
use crate::conversation::{Role, Stage, Turn};
use crate::diagnostic::Diagnostic;
use crate::linter::{Linter, Review};
use crate::rewrite::Filling;
use crate::rules::{Kind, RuleSet};
use crate::score::score;
use crate::text::{Language, Span};
use crate::transcript::Transcript;

/// One reply, judged.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// Its turns, as indices.
    pub turns: Vec<u32>,
    /// The review of its last turn, with the findings and strengths of all its turns, scored together.
    pub review: Review,
    /// A turn of it greets.
    pub greeting: bool,
    /// A turn of it closes.
    pub closing: bool,
    /// Whoever wrote its last turn.
    pub agent: Option<String>,
    /// When the oldest message that it answers was sent.
    pub asked_at: Option<i64>,
    /// When its first turn was sent.
    pub at: Option<i64>,
    /// When its last turn was sent.
    pub ended_at: Option<i64>,
    /// Nobody answered before.
    pub first: bool,
    /// What rules on whole conversations look for in its turns: turn, rule and place.
    pub told: Vec<(u32, u16, Span)>,
}

impl Reply {
    /// Words of its turns.
    pub fn words(&self) -> usize {
        self.review.assessment.words.0
    }

    /// The score; `None` where it is not scored.
    pub fn score(&self) -> Option<u8> {
        self.review.score.as_ref().and_then(|scored| scored.total)
    }

    /// How long the customer waited, in milliseconds.
    pub fn waited(&self) -> Option<i64> {
        Some((self.at? - self.asked_at?).max(0))
    }
}

/// A reply before it is judged.
#[derive(Default)]
struct Run {
    turns: Vec<u32>,
    asked_at: Option<i64>,
    first: bool,
    /// The length of its turns and those it answers.
    bytes: usize,
}

/// The replies of a conversation; messages are in `reader`, and each finding has its first fix alone. Turns of bots and notes stand outside.
pub fn replies<'h>(linter: &'h Linter, (transcript, heard): (&Transcript, &Heard<'h>), reader: Language) -> Vec<Reply> {
    let turns = &transcript.conversation.turns;
    let runs = runs(turns);
    if let Some(past) = heard.past() {
        let judge = Judge { linter, transcript, past, reader };
        return runs.into_iter().map(|run| judge.reply(run)).collect();
    }
    let mut runs = runs.into_iter().peekable();
    let mut replies = Vec::with_capacity(runs.len());
    while runs.peek().is_some() {
        // What is read of the turns is kept for the replies of a stretch.
        let texts = Texts::new(turns);
        let past = Past::new(linter.rules(), &texts);
        let judge = Judge { linter, transcript, past: &past, reader };
        let mut bytes = 0;
        while bytes < STRETCH
            && let Some(run) = runs.next()
        {
            bytes += run.bytes;
            replies.push(judge.reply(run));
        }
    }
    replies
}

fn runs(turns: &[Turn]) -> Vec<Run> {
    let (mut runs, mut run) = (Vec::new(), Run { first: true, ..Run::default() });
    for (index, turn) in turns.iter().enumerate() {
        if turn.role == Role::Customer && !run.turns.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
        run.bytes += turn.text.len();
        match turn.role {
            Role::Agent => run.turns.push(index as u32),
            Role::Customer => run.asked_at = run.asked_at.or(turn.at),
            Role::Bot | Role::Note => {}
        }
    }
    runs.extend(Some(run).filter(|run| !run.turns.is_empty()));
    runs
}

/// Judges replies of one conversation.
struct Judge<'j, 'p> {
    linter: &'p Linter,
    transcript: &'j Transcript,
    past: &'j Past<'p>,
    reader: Language,
}

impl Judge<'_, '_> {
    /// Reviews the turns of one reply. What is missing is judged at the last one only; until then it may still come.
    fn reply(&self, Run { turns, asked_at, first, .. }: Run) -> Reply {
        let Some((&last, before)) = turns.split_last() else { return Reply::default() };
        let Self { linter, transcript, .. } = *self;
        let conversation = &transcript.conversation;
        let at = turns.iter().find_map(|&turn| conversation.turns[turn as usize].at);
        let ended_at = turns.iter().rev().find_map(|&turn| conversation.turns[turn as usize].at);
        let agent = conversation.turns[last as usize].author.clone().or_else(|| transcript.agent.clone());
        let earlier: Vec<Review> = before.iter().map(|&turn| self.review(turn, Stage::Typing)).collect();
        let mut review = self.review(last, Stage::Final);
        let told = earlier.iter().chain([&review]).flat_map(|review| review.told.iter().map(|&(rule, span)| (review.turn, rule, span))).collect();
        let (mut greeting, mut closing) = (review.assessment.greeting.is_some(), review.assessment.closing.is_some());
        if !earlier.is_empty() {
            let mut found = Vec::new();
            for part in earlier {
                greeting |= part.assessment.greeting.is_some();
                closing |= part.assessment.closing.is_some();
                add(&mut review.assessment, part.assessment);
                found.extend(part.diagnostics.into_iter().filter(|diagnostic| !may_come(linter.rules(), diagnostic)));
            }
            found.append(&mut review.diagnostics);
            review.diagnostics = found;
            review.score = linter.rules().scorecard().map(|scorecard| score(scorecard, &review.diagnostics, &review.assessment, conversation.channel));
        }
        Reply { turns, review, greeting, closing, agent, asked_at, at, ended_at, first, told }
    }

    fn review(&self, turn: u32, stage: Stage) -> Review {
        self.linter.review_turn(&self.transcript.conversation, (turn as usize, stage), self.past, (self.reader, Filling::First))
    }
}

/// Adds what an earlier turn of the same reply gave.
fn add(assessment: &mut Assessment, earlier: Assessment) {
    assessment.words.0 += earlier.words.0;
    assessment.length += earlier.length;
    assessment.words.1 += earlier.words.0;
    for strength in earlier.strengths {
        if !assessment.strengths.iter().any(|(known, _)| *known == strength.0) {
            // Its place is in another turn.
            assessment.strengths.push((strength.0, None));
        }
    }
}

/// Whether something is missing that a later turn of the reply may bring.
fn may_come(rules: &RuleSet, diagnostic: &Diagnostic) -> bool {
    let rule = rules.rules.binary_search_by(|rule| rule.name.cmp(&diagnostic.rule)).ok().map(|index| &rules.rules[index]);
    rule.is_some_and(|rule| matches!(&rule.kind, Kind::Fact(fact) if fact.is.is_absence()))
}

/// The score of a conversation: the mean of its scored replies, weighted by their words, rounded half up.
pub fn whole_score(replies: &[Reply]) -> Option<u8> {
    let (mut sum, mut words) = (0_u64, 0_u64);
    for reply in replies {
        if let Some(score) = reply.score() {
            let weight = reply.words().max(1) as u64;
            sum += u64::from(score) * weight;
            words += weight;
        }
    }
    (words > 0).then(|| u8::try_from((2 * sum + words) / (2 * words)).unwrap_or(100))
}
