//! The rows that are written: a line of JSON a reply, and one a conversation. `docs/batch.md` tells what each key holds.

use super::names::Names;
use super::redact::Redaction;
use super::reply::{Reply, whole_score};
use super::sketch::week;
use crate::conversation::{Channel, Conversation, Markup, Role, Turn};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity, apply};
use crate::read::transcript::Zone;
use crate::rules::{RuleSet, Scorecard};
use crate::text::{Language, Span};
use crate::transcript::Transcript;
use jiff::Timestamp;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::borrow::Cow;

/// The most bytes told of the draft around a finding, on either side.
const AROUND: usize = 160;

/// How rows are written.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// How names are written.
    pub names: Names,
    /// The zone of weeks.
    pub zone: Zone,
    /// Personal data is masked.
    pub redact: bool,
}

impl Style {
    fn redaction(&self, transcript: &Transcript) -> Redaction {
        if self.redact { Redaction::of(transcript) } else { Redaction::off() }
    }
}

/// One reply.
#[derive(Debug, Serialize)]
struct ReplyRow<'r> {
    conversation: &'r str,
    reply: u32,
    turns: &'r [u32],
    agent: Option<Cow<'r, str>>,
    team: Option<&'r str>,
    channel: Option<Channel>,
    language: Language,
    at: Option<String>,
    week: Option<String>,
    response_seconds: Option<i64>,
    first: bool,
    words: usize,
    score: Option<u8>,
    not_scored: Option<&'static str>,
    band: Option<&'r str>,
    cap: Option<u8>,
    categories: Categories<'r>,
    empathy: Empathy,
    next_step: Step,
    questions: Questions,
    greeting: bool,
    closing: bool,
    strengths: Vec<&'static str>,
    findings: Vec<FindingRow<'r>>,
}

/// Categories and their scores, an object in the order of the scorecard.
#[derive(Debug)]
struct Categories<'r>(Vec<(&'r str, Option<u32>)>);

impl Serialize for Categories<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, parts) in &self.0 {
            map.serialize_entry(id, &parts.map(points))?;
        }
        map.end()
    }
}

#[derive(Debug, Serialize)]
struct Empathy {
    needed: u8,
    grade: &'static str,
    harmed: bool,
}

#[derive(Debug, Serialize)]
struct Step {
    needed: bool,
    grade: &'static str,
    owner: Option<&'static str>,
    timed: bool,
}

#[derive(Debug, Serialize)]
struct Questions {
    asked: usize,
    answered: usize,
}

#[derive(Debug, Serialize)]
struct FindingRow<'r> {
    rule: &'r str,
    severity: Severity,
    points: f64,
    turn: u32,
    start: u32,
    end: u32,
    text: Cow<'r, str>,
    before: Option<Cow<'r, str>>,
    better: Option<String>,
    applicability: Option<Applicability>,
}

/// One conversation.
#[derive(Debug, Serialize)]
struct ConversationRow<'r> {
    id: &'r str,
    file: &'r str,
    line: u32,
    source: Option<&'r str>,
    channel: Option<Channel>,
    team: Option<&'r str>,
    customer: Option<Cow<'r, str>>,
    agents: Vec<Cow<'r, str>>,
    subject: Option<Cow<'r, str>>,
    started: Option<String>,
    ended: Option<String>,
    closed: Option<bool>,
    replies: usize,
    score: Option<u8>,
    worst: Option<Worst>,
    csat: Option<f64>,
    nps: Option<u8>,
    ces: Option<f64>,
    waiting_since: Option<String>,
    turns: Vec<TurnRow<'r>>,
}

#[derive(Debug, Serialize)]
struct Worst {
    reply: u32,
    score: u8,
}

#[derive(Debug, Serialize)]
struct TurnRow<'r> {
    role: Role,
    author: Option<Cow<'r, str>>,
    at: Option<String>,
    text: Cow<'r, str>,
}

/// Writes the rows of a conversation's replies.
pub fn write_replies(out: &mut Vec<u8>, rules: &RuleSet, (transcript, id, replies): (&Transcript, &str, &[Reply]), style: &Style) -> serde_json::Result<()> {
    let redaction = style.redaction(transcript);
    for (index, reply) in replies.iter().enumerate() {
        serde_json::to_writer(&mut *out, &reply_row(rules, (transcript, id, reply), (index as u32 + 1, &redaction), style))?;
        out.push(b'\n');
    }
    Ok(())
}

/// Writes the row of a conversation.
pub fn write_conversation(out: &mut Vec<u8>, (transcript, id, replies): (&Transcript, &str, &[Reply]), style: &Style) -> serde_json::Result<()> {
    serde_json::to_writer(&mut *out, &conversation_row(transcript, id, replies, style))?;
    out.push(b'\n');
    Ok(())
}

fn reply_row<'r>(
    rules: &'r RuleSet,
    (transcript, id, reply): (&'r Transcript, &'r str, &'r Reply),
    (number, redaction): (u32, &Redaction),
    style: &Style,
) -> ReplyRow<'r> {
    let (conversation, review) = (&transcript.conversation, &reply.review);
    let (assessment, score, card) = (&review.assessment, review.score.as_ref(), rules.scorecard());
    let parts = |card: &'r Scorecard| {
        let scores = score.map(|score| score.categories.as_slice()).unwrap_or_default();
        card.categories.iter().zip(scores).map(|(category, score)| (category.id.as_str(), score.parts)).collect()
    };
    ReplyRow {
        conversation: id,
        reply: number,
        turns: &reply.turns,
        agent: reply.agent.as_deref().map(|agent| style.names.of("agent", agent)),
        team: transcript.team.as_deref(),
        channel: conversation.channel,
        language: review.language,
        at: reply.at.and_then(time),
        week: reply.at.and_then(|at| week(at, &style.zone)),
        response_seconds: reply.waited().map(|waited| waited / 1000),
        first: reply.first,
        words: reply.words(),
        score: reply.score(),
        not_scored: score.and_then(|score| score.not_scored).map(crate::score::NotScored::name),
        band: score.and_then(|score| card?.bands.get(score.band?)).map(|band| band.id.as_str()),
        cap: score.and_then(|score| score.cap.as_ref()).map(|cap| cap.at),
        categories: Categories(card.map_or_else(Vec::new, parts)),
        empathy: Empathy { needed: assessment.need.level, grade: assessment.given.grade.name(), harmed: assessment.given.harmed },
        next_step: Step {
            needed: assessment.step.needed,
            grade: assessment.step.grade.name(),
            owner: assessment.step.owner.map(crate::assess::Owner::name),
            timed: assessment.step.time.is_some(),
        },
        questions: Questions { asked: assessment.questions.len(), answered: assessment.questions.iter().filter(|question| question.answered).count() },
        greeting: reply.greeting,
        closing: reply.closing,
        strengths: assessment.strengths.iter().map(|(strength, _)| strength.name()).collect(),
        findings: review.diagnostics.iter().enumerate().map(|(index, found)| finding(conversation, found, cost(reply, index), redaction)).collect(),
    }
}

fn cost(reply: &Reply, index: usize) -> u32 {
    reply.review.score.as_ref().and_then(|score| score.costs.get(index)).copied().unwrap_or_default()
}

fn finding<'r>(conversation: &'r Conversation, found: &'r Diagnostic, cost: u32, redaction: &Redaction) -> FindingRow<'r> {
    let (source, markup) = conversation.turns.get(found.turn as usize).map_or(("", Markup::Plain), |turn| (turn.text.as_str(), turn.markup));
    let masked = redaction.mask(source, markup);
    let span = masked.span(found.span);
    let text = match &masked.text {
        Cow::Borrowed(text) => Cow::Borrowed(span.text(text)),
        Cow::Owned(text) => Cow::Owned(span.text(text).to_owned()),
    };
    let fix = found.fixes.first();
    let around = around(source, found.span, fix);
    FindingRow {
        rule: &found.rule,
        severity: found.severity,
        points: points(cost),
        turn: found.turn,
        start: span.start,
        end: span.end,
        text,
        before: fix.map(|_| redaction.mask(source[around.0..around.1].trim(), markup).text),
        better: fix.map(|fix| redaction.mask(&better(source, around, fix), markup).text.into_owned()),
        applicability: fix.map(|fix| fix.applicability),
    }
}

/// So much of the draft around a finding and its fix as tells a reader what is meant: the line, or a part of it that ends between words.
fn around(source: &str, span: Span, fix: Option<&Fix>) -> (usize, usize) {
    let edits = fix.map(|fix| fix.edits.as_slice()).unwrap_or_default();
    let first = edits.first().map_or(span.start, |edit| edit.span.start).min(span.start) as usize;
    let last = edits.last().map_or(span.end, |edit| edit.span.end).max(span.end) as usize;
    let (mut start, mut end) = (first.saturating_sub(AROUND), (last + AROUND).min(source.len()));
    while !source.is_char_boundary(start) {
        start += 1;
    }
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let before = &source[start..first];
    let start = before.rfind('\n').or_else(|| before.find(' ').filter(|_| start > 0)).map_or(start, |at| start + at + 1);
    let after = &source[last..end];
    let end = after.find('\n').or_else(|| after.rfind(' ').filter(|_| end < source.len())).map_or(end, |at| last + at);
    (start, end)
}

fn better(source: &str, (start, end): (usize, usize), fix: &Fix) -> String {
    let moved = |edit: &crate::diagnostic::Edit| crate::diagnostic::Edit {
        span: Span::new(edit.span.start - start as u32, edit.span.end - start as u32),
        text: edit.text.clone(),
    };
    let fix = Fix { title: fix.title.clone(), applicability: fix.applicability, edits: fix.edits.iter().map(moved).collect() };
    apply(&source[start..end], [&fix], Applicability::Display).text.trim().to_owned()
}

fn conversation_row<'r>(transcript: &'r Transcript, id: &'r str, replies: &'r [Reply], style: &Style) -> ConversationRow<'r> {
    let (conversation, redaction) = (&transcript.conversation, style.redaction(transcript));
    let times = || conversation.turns.iter().filter_map(|turn| turn.at);
    let mut agents: Vec<&str> = replies.iter().filter_map(|reply| reply.agent.as_deref()).collect();
    agents.sort_unstable();
    agents.dedup();
    let scores = replies.iter().zip(1..).filter_map(|(reply, number)| Some(Worst { reply: number, score: reply.score()? }));
    let answered = replies.last().and_then(|reply| reply.turns.last()).map_or(0, |&last| last as usize + 1);
    let open = conversation.turns[answered..].iter().find(|turn| turn.role == Role::Customer);
    ConversationRow {
        id,
        file: &transcript.file,
        line: transcript.line,
        source: transcript.source.as_deref(),
        channel: conversation.channel,
        team: transcript.team.as_deref(),
        customer: transcript.customer.as_deref().map(|customer| style.names.of("customer", customer)),
        agents: agents.into_iter().map(|agent| style.names.of("agent", agent)).collect(),
        subject: conversation.subject.as_deref().map(|subject| redaction.mask(subject, Markup::Plain).text),
        started: times().min().and_then(time),
        ended: times().max().and_then(time),
        closed: transcript.closed,
        replies: replies.len(),
        score: whole_score(replies),
        worst: scores.min_by_key(|worst| worst.score),
        csat: transcript.ratings.csat.map(|value| points(u32::from(value))),
        nps: transcript.ratings.nps,
        ces: transcript.ratings.ces.map(|value| points(u32::from(value))),
        waiting_since: open.and_then(|turn| turn.at).and_then(time),
        turns: conversation.turns.iter().map(|turn| turn_row(turn, &redaction, style)).collect(),
    }
}

fn turn_row<'r>(turn: &'r Turn, redaction: &Redaction, style: &Style) -> TurnRow<'r> {
    let what = if turn.role == Role::Customer { "customer" } else { "agent" };
    TurnRow {
        role: turn.role,
        author: turn.author.as_deref().map(|author| style.names.of(what, author)),
        at: turn.at.and_then(time),
        text: redaction.mask(&turn.text, turn.markup).text,
    }
}

/// A moment in UTC, RFC 3339.
pub fn time(at: i64) -> Option<String> {
    Timestamp::from_millisecond(at).ok().map(|timestamp| timestamp.to_string())
}

/// Hundredths as a number.
fn points(parts: u32) -> f64 {
    f64::from(parts) / 100.0
}
