//! What a whole conversation shows: who waited how long, what was promised and kept, what was said twice. One function a fact.

use super::clock::{Clock, MINUTE};
use super::due::due;
use super::print::mix;
use super::{Heard, Reply, Wait};
use crate::assess::Wish;
use crate::conversation::{Channel, Role, Turn};
use crate::diagnostic::Severity;
use crate::linter::Linter;
use crate::rules::{Course, CourseFact, Kind, Levels};
use crate::text::Span;
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What comes within so much of a promise belongs to it.
const SAME_BREATH: i64 = MINUTE;
/// A promise that is kept so little later is kept.
const GRACE: i64 = 5 * MINUTE;
/// Runs of three words that a message must have to be said again.
const LEAST_RUNS: usize = 6;
/// English words of which a customer who says it again uses one.
const AGAIN: &[&str] = &["already", "as i", "like i", "i told", "i said", "i sent", "i gave", "again", "previous", "earlier", "before", "above", "repeat"];

/// A finding in a whole conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseFinding {
    /// Index of the rule.
    pub rule: u16,
    /// How much it weighs.
    pub severity: Severity,
    /// The turn it stands at.
    pub turn: u32,
    /// Whom it concerns, as names are written; empty where nobody.
    pub agent: String,
    /// Since when somebody waited, in milliseconds since 1970.
    pub since: Option<i64>,
    /// Until when; `None`: they still wait.
    pub until: Option<i64>,
    /// When it was due. Where nothing came by then, the finding holds only if the data reach that far.
    pub due: Option<i64>,
}

impl Default for CourseFinding {
    fn default() -> Self {
        Self { rule: 0, severity: Severity::Info, turn: 0, agent: String::new(), since: None, until: None, due: None }
    }
}

impl CourseFinding {
    /// Whether it holds where the data end at `as_of`.
    pub fn holds(&self, as_of: Option<i64>) -> bool {
        self.until.is_some() || self.due.is_none_or(|due| as_of.is_some_and(|as_of| as_of > due))
    }

    /// How long somebody waited, in milliseconds.
    pub fn waited(&self, as_of: Option<i64>) -> Option<i64> {
        Some((self.until.or(as_of)? - self.since?).max(0))
    }
}

/// The customer's message that waits for an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Its turn.
    pub turn: u32,
    /// What it asks for.
    pub wish: Wish,
}

/// Whole conversations held against the rules on them.
pub struct Courses<'c> {
    linter: &'c Linter,
    clock: &'c Clock,
    rules: Vec<On<'c>>,
}

/// A rule on whole conversations.
struct On<'c> {
    index: u16,
    course: &'c Course,
    /// What it weighs: without a channel, then in each; `None` where it is off.
    severities: [Option<Severity>; 1 + Channel::ALL.len()],
}

impl On<'_> {
    fn severity(&self, channel: Option<Channel>) -> Option<Severity> {
        let place = channel.and_then(|channel| Channel::ALL.iter().position(|&other| other == channel)).map_or(0, |at| at + 1);
        self.severities[place]
    }
}

/// One conversation that is looked at.
struct Scene<'s, 'h> {
    transcript: &'s Transcript,
    replies: &'s [Reply],
    turns: &'s [Turn],
    heard: &'s Heard<'h>,
    waiting: Option<Waiting>,
}

impl<'c> Courses<'c> {
    /// The rules on whole conversations that this linter has.
    pub fn new(linter: &'c Linter, clock: &'c Clock) -> Self {
        let set = linter.rules();
        let mut channels = std::iter::once(None).chain(Channel::ALL.map(Some));
        let levels: [(Option<Channel>, Levels); 1 + Channel::ALL.len()] = std::array::from_fn(|_| {
            let channel = channels.next().flatten();
            (channel, Levels::new(set, channel, None, None))
        });
        let rules = set.rules.iter().zip(0_u16..).filter_map(|(rule, index)| {
            let Kind::Course(course) = &rule.kind else { return None };
            let admits = |channel: Option<Channel>| rule.channels.is_empty() || channel.is_some_and(|channel| rule.channels.contains(&channel));
            let severities = levels.each_ref().map(|(channel, levels)| levels.get(index).filter(|_| admits(*channel)));
            Some(On { index, course, severities })
        });
        Self { linter, clock, rules: rules.collect() }
    }

    /// The customer's message after the last reply that waits for an answer.
    pub fn waiting(&self, (transcript, heard): (&Transcript, &Heard<'_>), replies: &[Reply]) -> Option<Waiting> {
        let turns = &transcript.conversation.turns;
        let answered = replies.last().and_then(|reply| reply.turns.last()).map_or(0, |&last| last as usize + 1);
        // In public, a remark that asks nothing and tells of no trouble is no message that waits; nor is one where whoever closed the case saw none.
        let public = matches!(transcript.conversation.channel, Some(Channel::Social | Channel::Review | Channel::Forum));
        let mut waiting = turns.iter().enumerate().skip(answered).filter(|(_, turn)| turn.role == Role::Customer);
        waiting.find_map(|(index, _)| {
            let wish = heard.wish(index);
            let done = wish.is_done() || ((public || transcript.closed == Some(true)) && !wish.asks && wish.need == 0);
            (!done).then_some(Waiting { turn: index as u32, wish })
        })
    }

    /// All findings of one conversation that it shows by itself, in the order of the rules.
    pub fn findings(&self, (transcript, heard): (&Transcript, &Heard<'_>), replies: &[Reply], waiting: Option<Waiting>) -> Vec<CourseFinding> {
        let scene = Scene { transcript, replies, turns: &transcript.conversation.turns, heard, waiting };
        let (channel, mut found) = (transcript.conversation.channel, Vec::new());
        for on in &self.rules {
            let Some(severity) = on.severity(channel) else { continue };
            found.extend(self.finding(on, &scene).map(|finding| CourseFinding { rule: on.index, severity, ..finding }));
        }
        found
    }

    /// Its linter.
    pub const fn linter(&self) -> &'c Linter {
        self.linter
    }

    /// How pressing is what waits.
    pub(super) fn wait(&self, transcript: &Transcript, waiting: Waiting, found: &[CourseFinding]) -> Wait {
        let says = |is: CourseFact| self.rule(is).is_some_and(|on| found.iter().any(|found| found.rule == on.index));
        let turn = &transcript.conversation.turns[waiting.turn as usize];
        let urgency = if says(CourseFact::UrgentWaiting) { 3 } else { waiting.wish.need };
        Wait { turn: waiting.turn, since: turn.at, urgency, widespread: says(CourseFact::WidespreadWaiting) }
    }

    /// The rule on a fact and what it weighs in a channel; `None` where there is none, or it is off.
    pub fn on(&self, is: CourseFact, channel: Option<Channel>) -> Option<(u16, Severity)> {
        let on = self.rule(is)?;
        Some((on.index, on.severity(channel)?))
    }

    /// From how many on the rule on a fact holds; `None` where there is none.
    pub fn least(&self, is: CourseFact) -> Option<u32> {
        self.rule(is).map(|on| on.course.least)
    }

    fn rule(&self, is: CourseFact) -> Option<&On<'c>> {
        self.rules.iter().find(|on| on.course.is == is)
    }

    fn finding(&self, &On { index: rule, course, .. }: &On<'_>, scene: &Scene<'_, '_>) -> Option<CourseFinding> {
        let channel = scene.transcript.conversation.channel;
        match course.is {
            CourseFact::FirstResponseLate => scene.replies.iter().take(1).find_map(|reply| self.late(reply, course.within(channel)?, scene)),
            CourseFact::ResponseLate => scene.replies.iter().skip(1).find_map(|reply| self.late(reply, course.within(channel)?, scene)),
            CourseFact::MessageUnanswered => self.unanswered(course.within(channel)?, scene),
            CourseFact::PromiseOverdue => scene.replies.iter().find_map(|reply| self.overdue(rule, reply, scene)),
            CourseFact::ToldAgain => Self::told_again(rule, scene),
            CourseFact::HandedAround => handed_around(course.least, scene),
            CourseFact::UrgentWaiting | CourseFact::WidespreadWaiting => Self::waits(rule, scene),
            // What stands in other conversations is not seen here.
            CourseFact::TextReused | CourseFact::ContactRepeated => None,
        }
    }

    /// A reply that came after its time.
    fn late(&self, reply: &Reply, within: i64, scene: &Scene<'_, '_>) -> Option<CourseFinding> {
        let (asked, at) = (reply.asked_at?, reply.at?);
        if at <= self.clock.due(asked, within) {
            return None;
        }
        // Words of thanks want no quick answer.
        let first = *reply.turns.first()? as usize;
        let before = scene.turns[..first].iter().rposition(|turn| turn.role == Role::Agent).map_or(0, |last| last + 1);
        let asks = |&turn: &usize| scene.turns[turn].role == Role::Customer && scene.turns[turn].at.is_some() && !scene.heard.wish(turn).is_done();
        let since = scene.turns[(before..first).find(asks)?].at?;
        let due = self.clock.due(since, within);
        (at > due).then(|| CourseFinding {
            turn: first as u32,
            agent: agent(reply),
            since: Some(since),
            until: Some(at),
            due: Some(due),
            ..CourseFinding::default()
        })
    }

    fn unanswered(&self, within: i64, scene: &Scene<'_, '_>) -> Option<CourseFinding> {
        let turn = scene.waiting?.turn;
        let since = scene.turns[turn as usize].at?;
        let agent = scene.replies.last().map(agent).unwrap_or_default();
        Some(CourseFinding { turn, agent, since: Some(since), due: Some(self.clock.due(since, within)), ..CourseFinding::default() })
    }

    /// A word promised by a time that came later, or did not come.
    fn overdue(&self, rule: u16, reply: &Reply, scene: &Scene<'_, '_>) -> Option<CourseFinding> {
        let mut promised = reply.told.iter().filter(|told| told.1 == rule);
        promised.find_map(|&(turn, _, place)| self.broken(turn, place, scene)).map(|finding| CourseFinding { agent: agent(reply), ..finding })
    }

    fn broken(&self, turn: u32, place: Span, scene: &Scene<'_, '_>) -> Option<CourseFinding> {
        let words = &scene.turns[turn as usize];
        let said = words.at?;
        let due = due(place.text(&words.text), said, self.clock)?;
        let later = || scene.turns.iter().enumerate().skip(turn as usize + 1);
        let next = later().filter(|(_, turn)| turn.role == Role::Agent).find(|(_, turn)| turn.at.is_some_and(|at| at > said + SAME_BREATH));
        let kept = next.and_then(|(_, turn)| turn.at);
        if kept.is_some_and(|at| at <= due + GRACE) || later().any(|(_, turn)| turn.role == Role::Agent && turn.at.is_none()) {
            return None;
        }
        // Where the customer says that all is well, or the case is closed, nothing more is awaited.
        let customer = later().filter(|(_, turn)| turn.role == Role::Customer && turn.at.is_none_or(|at| at <= due));
        let settled = customer.into_iter().any(|(index, _)| scene.heard.wish(index).is_done());
        let closed = scene.transcript.closed_at.is_some_and(|at| at <= due) || (kept.is_none() && scene.transcript.closed == Some(true));
        (!settled && !closed).then(|| CourseFinding { turn, since: Some(said), until: kept, due: Some(due + GRACE), ..CourseFinding::default() })
    }

    /// The first message in which the customer says what they had said before somebody answered.
    fn told_again(rule: u16, scene: &Scene<'_, '_>) -> Option<CourseFinding> {
        let first = *scene.replies.first()?.turns.last()? as usize;
        let mut before: Vec<BTreeSet<u64>> = Vec::new();
        // Letters and forums quote what was written.
        let quotes = matches!(scene.transcript.conversation.channel, Some(Channel::Email | Channel::Forum));
        for (index, turn) in scene.turns.iter().enumerate().filter(|(_, turn)| turn.role == Role::Customer) {
            let runs = if quotes { BTreeSet::new() } else { runs(&turn.text) };
            if index > first {
                let same = |earlier: &BTreeSet<u64>| {
                    let least = earlier.len().min(runs.len());
                    least >= LEAST_RUNS && 5 * earlier.intersection(&runs).count() >= 4 * least
                };
                let says = || may_say(&turn.text) && scene.heard.tells(index, rule);
                if before.iter().any(same) || says() {
                    let reply = scene.replies.iter().rev().find(|reply| reply.turns.last().is_some_and(|&last| (last as usize) < index))?;
                    return Some(CourseFinding { turn: index as u32, agent: agent(reply), ..CourseFinding::default() });
                }
            }
            before.push(runs);
        }
        None
    }

    /// The words of a rule in what waits for an answer.
    fn waits(rule: u16, scene: &Scene<'_, '_>) -> Option<CourseFinding> {
        let first = scene.waiting?.turn as usize;
        let customer = scene.turns.iter().enumerate().skip(first).filter(|(_, turn)| turn.role == Role::Customer);
        let (index, turn) = customer.into_iter().find(|(index, _)| scene.heard.tells(*index, rule))?;
        Some(CourseFinding { turn: index as u32, since: turn.at, ..CourseFinding::default() })
    }
}

/// The turn in which so many people had answered.
fn handed_around(least: u32, scene: &Scene<'_, '_>) -> Option<CourseFinding> {
    let mut seen: Vec<&str> = Vec::new();
    for (index, turn) in scene.turns.iter().enumerate().filter(|(_, turn)| turn.role == Role::Agent) {
        let Some(author) = turn.author.as_deref().filter(|author| !seen.contains(author)) else { continue };
        seen.push(author);
        if seen.len() as u32 == least {
            return Some(CourseFinding { turn: index as u32, agent: author.to_owned(), ..CourseFinding::default() });
        }
    }
    None
}

fn agent(reply: &Reply) -> String {
    reply.agent.clone().unwrap_or_default()
}

/// Whether a customer could be saying it again: a cheap look before the words are read.
fn may_say(text: &str) -> bool {
    let lower = text.to_lowercase();
    !text.is_ascii() || AGAIN.iter().any(|word| lower.contains(word))
}

/// The runs of three words of a text.
fn runs(text: &str) -> BTreeSet<u64> {
    let word = |word: &str| word.chars().flat_map(char::to_lowercase).fold(0, |all, c| mix(all ^ u64::from(u32::from(c))));
    // Whom a message is sent to and where links lead are no words of it.
    let said = text.split_whitespace().filter(|part| !part.starts_with('@') && !part.starts_with("http"));
    let words: Vec<u64> = said.flat_map(|part| part.split(|c: char| !c.is_alphanumeric())).filter(|part| !part.is_empty()).map(word).collect();
    words.windows(3).map(|run| mix(run[0] ^ mix(run[1] ^ mix(run[2])))).collect()
}
