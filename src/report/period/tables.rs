//! The tables of the report: categories, rules, hours, agents, strengths.

use super::charts::bar;
use super::gather::AgentSum;
use super::page::{Page, escaped, section};
use super::sums::{ENOUGH, Sum, hundredths, per_100, tenths};
use super::words::channel;
use crate::rules::Strength;
use crate::wire::praise;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Agents shown at once; the others are folded away.
const AGENTS: usize = 25;

/// Rules shown at once.
const RULES: usize = 15;

/// Fewer scored replies than this leave a cell of the heatmap blank.
const ENOUGH_AN_HOUR: u64 = 5;

impl Page<'_> {
    pub(super) fn categories(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        section(out, "categories", w.categories, w.categories_note)?;
        writeln!(
            out,
            "<table><thead><tr><th>{}</th><th class=\"n\">{}</th><th></th><th class=\"n\">{}</th></tr></thead><tbody>",
            w.category, w.mean, w.applies
        )?;
        for category in self.rules.scorecard().map_or(&[][..], |card| &card.categories) {
            let Some(&(replies, sum)) = self.gathered.categories.get(&category.id) else { continue };
            let mean = (2 * sum + replies) / (2 * replies.max(1));
            let name = escaped(category.name.get(self.language));
            writeln!(
                out,
                "<tr><td>{name}</td><td class=\"n\">{}</td><td class=\"bar\">{}</td><td class=\"n\">{replies}</td></tr>",
                hundredths(mean),
                bar(mean / 10)
            )?;
        }
        writeln!(out, "</tbody></table></section>")
    }

    pub(super) fn rules(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        section(out, "rules", w.rules, "")?;
        let mut rules: Vec<_> = self.gathered.rules.iter().collect();
        rules.sort_by_key(|(name, rule)| (std::cmp::Reverse(rule.findings), *name));
        let most = rules.first().map_or(1, |(_, rule)| rule.findings.max(1));
        let head = format!("<tr><th>{}</th><th class=\"n\">{}</th><th></th><th class=\"n\">{}</th></tr>", w.rule, w.per_100, w.share);
        for (index, part) in [rules.get(..RULES.min(rules.len())), rules.get(RULES..)].into_iter().flatten().enumerate() {
            if part.is_empty() {
                continue;
            }
            let folded = index == 1;
            if folded {
                writeln!(out, "<details><summary>+ {}</summary>", part.len())?;
            }
            writeln!(out, "<table><thead>{head}</thead><tbody>")?;
            for (name, rule) in part {
                let replies = self.gathered.all.replies;
                let (rate, share) = (tenths(per_100(rule.findings, replies)), tenths(per_100(rule.replies, replies)));
                let told = escaped(&self.message(name));
                let bar = bar(1000 * rule.findings / most);
                writeln!(
                    out,
                    "<tr><td>{told} <code dir=\"ltr\">{}</code></td><td class=\"n\">{rate}</td><td class=\"bar\">{bar}</td><td class=\"n\">{share}%</td></tr>",
                    escaped(name)
                )?;
            }
            writeln!(out, "</tbody></table>{}", if folded { "</details>" } else { "" })?;
        }
        writeln!(out, "</section>")
    }

    pub(super) fn hours(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        if self.gathered.hours.is_empty() {
            return Ok(());
        }
        section(out, "hours", w.hours, w.hours_note)?;
        write!(out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"heat\"><thead><tr><th>{}</th>", w.channel)?;
        (0..24).try_for_each(|hour| write!(out, "<th>{hour}</th>"))?;
        writeln!(out, "</tr></thead><tbody>")?;
        for (name, hours) in &self.gathered.hours {
            write!(out, "<tr><th scope=\"row\">{}</th>", escaped(channel(name, self.language)))?;
            hours.iter().try_for_each(|sum| write!(out, "{}", heat(sum)))?;
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody></table></div></section>")
    }

    pub(super) fn agents(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        if self.gathered.agents.is_empty() {
            return Ok(());
        }
        section(out, "agents", w.agents, w.agents_note)?;
        let mut agents: Vec<(&String, &AgentSum)> = self.gathered.agents.iter().collect();
        agents.sort_by_key(|(name, agent)| (std::cmp::Reverse(agent.sum.replies), *name));
        let (first, rest) = agents.split_at(AGENTS.min(agents.len()));
        self.agent_rows(out, first)?;
        if !rest.is_empty() {
            writeln!(out, "<details><summary>+ {}</summary>", rest.len())?;
            self.agent_rows(out, rest)?;
            writeln!(out, "</details>")?;
        }
        writeln!(out, "</section>")
    }

    fn agent_rows(&self, out: &mut dyn Write, agents: &[(&String, &AgentSum)]) -> io::Result<()> {
        let w = self.words;
        write!(
            out,
            "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th>{}</th><th class=\"n\">{}</th><th class=\"n\">{}</th>",
            w.agent, w.replies, w.score
        )?;
        writeln!(out, "<th class=\"n\">{}</th><th>{}</th><th>{}</th></tr></thead><tbody>", w.findings_100, w.habit, w.strong)?;
        for (name, agent) in agents {
            let enough = agent.sum.scored >= ENOUGH;
            let mean = agent.sum.mean().filter(|_| enough).map_or_else(|| w.few.to_owned(), hundredths);
            let rate = if enough { tenths(agent.sum.per_100()) } else { String::new() };
            let habit = most_frequent(&agent.rules).filter(|_| enough).map(|rule| format!("<code dir=\"ltr\">{}</code>", escaped(rule)));
            let strong = most_frequent(&agent.strengths).filter(|_| enough).and_then(|name| self.praised(name)).unwrap_or_default();
            write!(out, "<tr><td><bdi>{}</bdi></td><td class=\"n\">{}</td><td class=\"n\">{mean}</td>", escaped(name), agent.sum.replies)?;
            writeln!(out, "<td class=\"n\">{rate}</td><td>{}</td><td>{strong}</td></tr>", habit.unwrap_or_default())?;
        }
        writeln!(out, "</tbody></table></div>")
    }

    pub(super) fn strengths(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        section(out, "strengths", w.strengths, w.strengths_note)?;
        let mut strengths: Vec<_> = self.gathered.strengths.iter().collect();
        strengths.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
        writeln!(out, "<table><thead><tr><th></th><th class=\"n\">{}</th><th></th><th class=\"n\">{}</th></tr></thead><tbody>", w.replies, w.share)?;
        for (name, &count) in strengths {
            let Some(told) = self.praised(name) else { continue };
            let share = per_100(count, self.gathered.all.replies);
            writeln!(out, "<tr><td>{told}</td><td class=\"n\">{count}</td><td class=\"bar\">{}</td><td class=\"n\">{}%</td></tr>", bar(share), tenths(share))?;
        }
        writeln!(out, "</tbody></table></section>")
    }

    /// The sentence of praise for a strength.
    pub(super) fn praised(&self, name: &str) -> Option<&'static str> {
        Strength::ALL.into_iter().find(|strength| strength.name() == name).map(|strength| praise(strength, self.language))
    }
}

fn most_frequent(counts: &BTreeMap<String, u64>) -> Option<&str> {
    counts.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name))).map(|(name, _)| name.as_str())
}

fn heat(sum: &Sum) -> String {
    let Some(mean) = sum.mean().filter(|_| sum.scored >= ENOUGH_AN_HOUR) else { return "<td></td>".to_owned() };
    let class = match mean {
        9800.. => 0,
        9600.. => 1,
        9200.. => 2,
        8500.. => 3,
        _ => 4,
    };
    format!("<td class=\"h{class}\" title=\"{} ({})\">{}</td>", hundredths(mean), sum.scored, (mean + 50) / 100)
}
