//! Conversations shown whole, with their findings marked and better sentences beside.

use super::gather::{Told, short};
use super::page::{Page, escaped};
use super::rows::FindingRow;
use super::words::channel;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The longest customer's message shown, in letters.
const MESSAGE: usize = 600;

/// Better sentences shown per conversation.
const PAIRS: usize = 4;

/// The most messages shown of a conversation.
const TURNS: usize = 8;

impl Page<'_> {
    pub(super) fn card(&self, out: &mut dyn Write, told: &Told) -> io::Result<()> {
        let row = &told.conversation;
        let score = row.score.map_or_else(|| "–".to_owned(), |score| score.to_string());
        write!(out, "<article class=\"card\"><p class=\"meta\"><b>{score}</b><bdi class=\"id\">{}</bdi>", escaped(&row.id))?;
        let place = row.channel.as_deref().map(|name| channel(name, self.language));
        let day = row.started.as_deref().and_then(|at| at.get(..10));
        for part in row.agents.first().map(String::as_str).into_iter().chain(place).chain(day) {
            write!(out, "<bdi>{}</bdi>", escaped(part))?;
        }
        writeln!(out, "</p>")?;
        let findings: Vec<&FindingRow> = told.replies.iter().flat_map(|reply| &reply.findings).filter(|finding| finding.counts()).collect();
        // Of a long conversation, the messages up to the first reply with a finding matter most.
        let last = findings.iter().map(|finding| finding.turn as usize).max().unwrap_or(TURNS - 1);
        let first = (last + 1).saturating_sub(TURNS);
        for (index, turn) in row.turns.iter().enumerate().skip(first).take(TURNS) {
            let here: Vec<&FindingRow> = findings.iter().copied().filter(|finding| finding.turn as usize == index).collect();
            match turn.role.as_str() {
                "agent" => writeln!(out, "<p class=\"who\">{}</p><div class=\"said agent\" dir=\"auto\">{}</div>", self.words.reply, marked(&turn.text, here))?,
                "customer" => writeln!(
                    out,
                    "<p class=\"who\">{}</p><div class=\"said\" dir=\"auto\">{}</div>",
                    self.words.customer,
                    escaped(&short(&turn.text, MESSAGE))
                )?,
                _ => {}
            }
        }
        let mut costly = findings;
        costly.sort_by(|a, b| b.points.total_cmp(&a.points));
        let mut seen = BTreeSet::new();
        costly.retain(|finding| seen.insert(finding.rule.as_str()));
        for finding in costly.into_iter().take(PAIRS) {
            writeln!(out, "<p><strong>{}</strong> <code dir=\"ltr\">{}</code></p>", escaped(&self.message(&finding.rule)), escaped(&finding.rule))?;
            if let Some((before, better)) = finding.before.as_deref().zip(finding.better.as_deref()) {
                self.pair(out, before, better)?;
            }
        }
        let mut praise: Vec<&str> = told.replies.iter().flat_map(|reply| &reply.strengths).filter_map(|name| self.praised(name)).collect();
        praise.sort_unstable();
        praise.dedup();
        if !praise.is_empty() {
            write!(out, "<ul>")?;
            praise.iter().try_for_each(|told| write!(out, "<li>{told}</li>"))?;
            writeln!(out, "</ul>")?;
        }
        writeln!(out, "</article>")
    }

    /// What was written, and better.
    pub(super) fn pair(&self, out: &mut dyn Write, before: &str, better: &str) -> io::Result<()> {
        let (was, new) = (self.words.before, self.words.better);
        write!(out, "<div class=\"pair\"><p class=\"was\" dir=\"auto\"><b>{was}</b>{}</p>", escaped(before))?;
        writeln!(out, "<p class=\"new\" dir=\"auto\"><b>{new}</b>{}</p></div>", escaped(better))
    }
}

/// The text with its findings marked; of those that overlap, the first.
fn marked(text: &str, mut findings: Vec<&FindingRow>) -> String {
    findings.sort_by_key(|finding| (finding.start, std::cmp::Reverse(finding.severity)));
    let (mut html, mut from) = (String::new(), 0);
    for finding in findings {
        let (Some(before), Some(marked)) = (text.get(from..finding.start), text.get(finding.start..finding.end)) else { continue };
        html.push_str(&escaped(before));
        let (class, title) = (finding.severity.name(), escaped(&finding.rule));
        let _ = write!(html, "<mark class=\"{class}\" title=\"{title}\">{}</mark>", escaped(marked));
        from = finding.end;
    }
    html.push_str(&escaped(text.get(from..).unwrap_or_default()));
    html
}
