//! What of a conversation is counted: small, spilled to disk, added up at the end.

use super::course::{CourseFinding, Courses};
use super::print::{Print, number};
use super::row::Style;
use super::{Heard, Reply};
use crate::conversation::Role;
use crate::diagnostic::Severity;
use crate::linter::Linter;
use crate::read::transcript::Zone;
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};

/// One conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// The channel's name; empty where it is unknown.
    pub channel: String,
    /// The team; empty where it is unknown.
    pub team: String,
    /// Its score.
    pub score: Option<u8>,
    /// All turns.
    pub turns: u32,
    /// The time of its first turn, in milliseconds.
    pub started: Option<i64>,
    /// The time of its last turn.
    pub ended: Option<i64>,
    /// Since when the customer waits: the first message after the last reply.
    pub waiting: Option<i64>,
    /// Satisfaction, would recommend, effort, as in [`Ratings`](crate::transcript::Ratings).
    pub ratings: (Option<u16>, Option<u8>, Option<u16>),
    /// Stands for who wrote, the same in all conversations; 0 where nobody knows.
    pub customer: u64,
    /// It begins with more than thanks.
    pub asks: bool,
    /// From the first reply to the last one, in milliseconds.
    pub handled: Option<i64>,
    /// From the customer's first message until it was closed, or to the last reply where nothing waits, in milliseconds.
    pub resolved: Option<i64>,
    /// What waits for an answer.
    pub wait: Option<Wait>,
    /// What rules on whole conversations found, those included that hold only if nothing came until the data end.
    pub course: Vec<CourseFinding>,
    /// Whether the customer wrote again soon after; `None` where that cannot be told. Known after the second pass.
    pub repeated: Option<bool>,
    /// Its replies.
    pub replies: Vec<ReplySketch>,
}

/// A customer's message that waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// Its turn.
    pub turn: u32,
    /// Since when, in milliseconds.
    pub since: Option<i64>,
    /// How much the customer needs, 0 to 3; 3 also where the message says that it cannot wait.
    pub urgency: u8,
    /// Many are affected.
    pub widespread: bool,
}

/// One reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplySketch {
    /// Whoever wrote it, as names are written; empty where it is unknown.
    pub agent: String,
    /// `en` or `ar`.
    pub language: String,
    /// The week of the year it was sent in: `2026-W03`; empty where the time is unknown.
    pub week: String,
    /// The index of its first turn.
    pub turn: u32,
    /// What of its words is kept to find them again; gone after the second pass.
    pub print: Option<Print>,
    /// Its turns.
    pub turns: u32,
    /// Their words.
    pub words: u32,
    /// How long the customer waited, in milliseconds.
    pub waited: Option<i64>,
    /// Nobody answered before.
    pub first: bool,
    /// 0 to 100.
    pub score: Option<u8>,
    /// Index of the scorecard's band.
    pub band: Option<u8>,
    /// By category of the scorecard, in hundredths of a point.
    pub categories: Vec<Option<u32>>,
    /// The rule of each finding, as an index into the rule set, and its severity.
    pub findings: Vec<(u16, Severity)>,
    /// The strengths, as bits in the order of [`Strength::ALL`](crate::rules::Strength::ALL).
    pub strengths: u16,
}

impl Sketch {
    /// What is counted of a conversation.
    pub fn new(courses: &Courses<'_>, (transcript, heard): (&Transcript, &Heard<'_>), replies: &[Reply], style: &Style) -> Self {
        let (conversation, names) = (&transcript.conversation, &style.names);
        let times = || conversation.turns.iter().filter_map(|turn| turn.at);
        let answered = replies.last().and_then(|reply| reply.turns.last()).map_or(0, |&last| last as usize + 1);
        let open = &conversation.turns[answered..];
        let waiting = courses.waiting((transcript, heard), replies);
        let mut course = courses.findings((transcript, heard), replies, waiting);
        let wait = waiting.map(|waiting| courses.wait(transcript, waiting, &course));
        for found in course.iter_mut().filter(|found| !found.agent.is_empty()) {
            found.agent = names.of("agent", &found.agent).into_owned();
        }
        let customer = transcript.customer.as_deref().map_or(0, |customer| number(&names.of("customer", customer)).max(1));
        let first = replies.first().map(|reply| &reply.review.assessment);
        Self {
            customer,
            asks: first.is_none_or(|first| first.need.level > 0 || !first.questions.is_empty() || !first.need.settled),
            handled: replies.first().and_then(|reply| reply.at).zip(replies.last().and_then(|reply| reply.ended_at)).map(|(from, to)| (to - from).max(0)),
            resolved: resolved(transcript, replies, waiting.is_some()),
            wait,
            course,
            repeated: None,
            channel: conversation.channel.map_or("", crate::Channel::name).to_owned(),
            team: transcript.team.clone().unwrap_or_default(),
            score: super::whole_score(replies),
            turns: conversation.turns.len() as u32,
            started: times().min(),
            ended: times().max(),
            waiting: open.iter().filter(|turn| turn.role == Role::Customer).find_map(|turn| turn.at),
            ratings: (transcript.ratings.csat, transcript.ratings.nps, transcript.ratings.ces),
            replies: replies.iter().map(|reply| ReplySketch::new(courses.linter(), transcript, reply, style)).collect(),
        }
    }
}

impl ReplySketch {
    fn new(linter: &Linter, transcript: &Transcript, reply: &Reply, style: &Style) -> Self {
        let turns = &transcript.conversation.turns;
        let rules = &linter.rules().rules;
        let rule = |name: &std::sync::Arc<str>| rules.binary_search_by(|rule| rule.name.cmp(name)).ok();
        let score = reply.review.score.as_ref();
        Self {
            agent: reply.agent.as_deref().map_or_else(String::new, |agent| style.names.of("agent", agent).into_owned()),
            language: reply.review.language.code().to_owned(),
            week: reply.at.and_then(|at| week(at, &style.zone)).unwrap_or_default(),
            turn: reply.turns.first().copied().unwrap_or_default(),
            print: Print::of(reply.turns.iter().map(|&turn| &turns[turn as usize])),
            turns: reply.turns.len() as u32,
            words: reply.words() as u32,
            waited: reply.waited(),
            first: reply.first,
            score: reply.score(),
            band: score.and_then(|score| score.band).map(|band| band as u8),
            categories: score.map_or_else(Vec::new, |score| score.categories.iter().map(|category| category.parts).collect()),
            findings: reply.review.diagnostics.iter().filter_map(|found| Some((rule(&found.rule)? as u16, found.severity))).collect(),
            strengths: reply.review.assessment.strengths.iter().map(|(strength, _)| 1 << *strength as u16).fold(0, |all, bit| all | bit),
        }
    }
}

/// From the customer's first message until nothing was left to do.
fn resolved(transcript: &Transcript, replies: &[Reply], waits: bool) -> Option<i64> {
    let asked = transcript.conversation.turns.iter().find(|turn| turn.role == Role::Customer)?.at?;
    let answered = replies.last().and_then(|reply| reply.ended_at).filter(|_| !waits && transcript.closed != Some(false));
    let ended = transcript.closed_at.or(answered)?;
    (ended >= asked).then_some(ended - asked)
}

/// The week of the year that a moment falls in (ISO 8601).
pub(super) fn week(at: i64, zone: &Zone) -> Option<String> {
    let week = zone.local(at)?.date().iso_week_date();
    Some(format!("{:04}-W{:02}", week.year(), week.week()))
}
