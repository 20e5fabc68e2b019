//! The examples of rules on whole conversations: short scripts, tried as `rifq score` would read them.
//!
//! A line is `ROLE [NAME] DATE TIME: words`; an empty line begins another conversation, and `now DATE TIME` says where the data end.

use super::clock::{Clock, DAY};
use super::course::Courses;
use super::print::{BANDS, mix, number};
use super::second::{Contact, Contacts, Marks, Printed, reused};
use super::{Heard, Sketch, replies};
use crate::assess::Texts;
use crate::conversation::{Channel, Role, Turn};
use crate::linter::Linter;
use crate::read::transcript::Zone;
use crate::rule_test::Failure;
use crate::rules::{CourseFact, ExampleSpec, Kind, Rule, SourceFile, Step};
use crate::text::Language;
use crate::transcript::Transcript;
use serde::Deserialize;

#[derive(Deserialize)]
struct Examples {
    #[serde(default, rename = "example")]
    examples: Vec<ExampleSpec>,
}

/// Tries the examples of a rule on whole conversations; nothing for rules of other kinds.
pub fn test(linter: &Linter, file: &SourceFile) -> Vec<Failure> {
    let rule = linter.rules().find(&file.name).map(|index| &linter.rules().rules[index]);
    let Some(rule) = rule.filter(|rule| matches!(rule.kind, Kind::Course(_))) else { return Vec::new() };
    let Ok(Examples { examples }) = file.parse() else { return Vec::new() };
    let mut failures = Vec::new();
    for (index, example) in examples.iter().enumerate() {
        for (key, scripts, wanted) in [("bad", &example.bad, true), ("good", &example.good, false)] {
            for (at, script) in scripts.iter().enumerate() {
                let (message, help) = match raised(linter, rule, script, example.channel) {
                    Err(line) => (format!("this line is none of a conversation: \"{line}\""), "write `customer 2026-01-05 09:00: words`"),
                    Ok(raised) if raised == wanted => continue,
                    Ok(true) => ("this good example raises the rule".to_owned(), "narrow the rule, or change the example"),
                    Ok(false) => ("this bad example does not raise the rule".to_owned(), "widen the rule, or change the example"),
                };
                let place = file.locate(&[Step::Key("example"), Step::Index(index), Step::Key(key), Step::Index(at)]);
                failures.push(Failure(file.error(place, message, Some(help.to_owned()))));
            }
        }
    }
    failures
}

/// Whether a script raises a rule; a line that cannot be read is an error.
fn raised(linter: &Linter, rule: &Rule, script: &str, channel: Option<Channel>) -> Result<bool, String> {
    let (transcripts, now) = read(script, channel)?;
    let clock = Clock::new(linter.rules(), &Zone::default());
    let courses = Courses::new(linter, &clock);
    let (mut sketches, style) = (Vec::new(), super::row::Style::default());
    for transcript in &transcripts {
        let texts = Texts::new(&transcript.conversation.turns);
        let heard = Heard::new(linter.rules(), (&transcript.conversation.turns, &texts));
        let replies = replies(linter, (transcript, &heard), Language::English);
        sketches.push(Sketch::new(&courses, (transcript, &heard), &replies, &style));
    }
    let as_of = now.or_else(|| sketches.iter().filter_map(|sketch| sketch.ended).max());
    let index = linter.rules().find(&rule.name).unwrap_or_default() as u16;
    let alone = sketches.iter().flat_map(|sketch| &sketch.course).any(|found| found.rule == index && found.holds(as_of));
    let Kind::Course(course) = &rule.kind else { return Ok(alone) };
    Ok(match course.is {
        CourseFact::ContactRepeated => {
            let mut contacts = Contacts::default();
            let records = sketches.iter().zip(0..).filter_map(|(sketch, place)| Contact::of(sketch, place)).collect();
            contacts.add(records, i64::from(course.least) * DAY, as_of.unwrap_or_default());
            (0..sketches.len() as u64).any(|place| contacts.repeated.has(place))
        }
        CourseFact::TextReused => {
            let mut marks = Marks::default();
            let records: Vec<Printed> = sketches.iter().zip(0..).flat_map(|(sketch, place)| Printed::of(sketch, place, 0)).collect();
            reused(records, course.least, &mut marks);
            (0..sketches.len() as u64 * 64).any(|place| marks.has(place))
        }
        _ => alone,
    })
}

impl Contact {
    /// What of a conversation is compared; `None` where nobody knows who wrote, or when.
    pub fn of(sketch: &Sketch, conversation: u64) -> Option<Self> {
        let (started, ended) = (sketch.started?, sketch.ended?);
        (sketch.customer != 0).then_some(Self { customer: sketch.customer, started, conversation, ended, asks: sketch.asks })
    }
}

impl Printed {
    /// The records of a conversation's replies; `first` is the place of the first among all. A customer who is not known is another one in
    /// each conversation.
    pub fn of(sketch: &Sketch, conversation: u64, first: u64) -> Vec<Self> {
        let customer = if sketch.customer == 0 { mix(conversation) } else { sketch.customer };
        let printed = |(reply, place): (&super::ReplySketch, u64)| {
            let print = reply.print?;
            let author = mix(number(&reply.agent) ^ number(&sketch.team));
            Some((0..BANDS).map(move |band| Self { key: mix(author ^ mix(band as u64) ^ u64::from(print.bands[band])), reply: place, customer, print }))
        };
        sketch.replies.iter().zip(first..).filter_map(printed).flatten().collect()
    }
}

/// The conversations of a script, and where its data end.
fn read(script: &str, channel: Option<Channel>) -> Result<(Vec<Transcript>, Option<i64>), String> {
    let (mut transcripts, mut now) = (vec![Transcript::default()], None);
    for line in script.trim().lines().map(str::trim) {
        if line.is_empty() {
            transcripts.push(Transcript::default());
            continue;
        }
        let wrong = || line.to_owned();
        if let Some(time) = line.strip_prefix("now ") {
            now = Some(Zone::default().parse(time).ok_or_else(wrong)?);
            continue;
        }
        let colon = line.find(": ").ok_or_else(wrong)?;
        let head: Vec<&str> = line[..colon].split_whitespace().collect();
        let (role, name, day, time) = match head.as_slice() {
            [role, day, time] => (*role, None, *day, *time),
            [role, name, day, time] => (*role, Some((*name).to_owned()), *day, *time),
            _ => return Err(wrong()),
        };
        let role = match role {
            "customer" => Role::Customer,
            "agent" => Role::Agent,
            "bot" => Role::Bot,
            "note" => Role::Note,
            _ => return Err(wrong()),
        };
        let at = Zone::default().parse(&format!("{day} {time}")).ok_or_else(wrong)?;
        if let Some(transcript) = transcripts.last_mut() {
            transcript.conversation.channel = channel;
            if role == Role::Customer && transcript.customer.is_none() {
                transcript.customer.clone_from(&name);
            }
            transcript.conversation.turns.push(Turn { role, text: line[colon + 2..].to_owned(), at: Some(at), author: name, ..Turn::default() });
        }
    }
    Ok((transcripts, now))
}
