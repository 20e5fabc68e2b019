//! The table on the terminal.

use super::finish::Summary;
use crate::batch::{By, Group, Shape, Tables};
use crate::text::Language;
use std::fmt::Write as _;
use std::path::Path;

/// The most rows of one kind.
const MOST: usize = 15;
/// Fewer replies are no basis for a place in a list by score.
pub(super) const LEAST_REPLIES: u64 = 30;

/// The whole table.
pub(super) fn table(tables: &Tables, summary: &Summary, shape: &Shape, (reader, out): (Language, &Path)) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}\n", headline(summary, reader));
    for by in [By::Channel, By::Language, By::Team, By::Agent] {
        section(&mut text, tables, by, reader);
    }
    let mut rules: Vec<_> = tables.all.rules.iter().filter(|(_, counts)| counts.0 > 0).collect();
    rules.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.0));
    let heading = match reader {
        Language::English => "most frequent findings, per 100 replies",
        Language::Arabic => "أكثر الملاحظات تكرارا، لكل 100 رد",
    };
    let _ = writeln!(text, "{heading}");
    for (rule, counts) in rules.iter().take(10) {
        let name = shape.rules.get(usize::from(**rule)).map_or("", String::as_str);
        let _ = writeln!(text, "  {:>8}  {name}", told(tables.all.per_hundred(counts.0)));
    }
    let _ = match reader {
        Language::English => writeln!(text, "\nwritten to {}", out.display()),
        Language::Arabic => writeln!(text, "\nكُتب في {}", out.display()),
    };
    text
}

fn headline(summary: &Summary, reader: Language) -> String {
    let Summary { conversations, replies, agent_turns, scored, unreadable, .. } = summary;
    let mean = summary.score_mean.map_or_else(|| "-".to_owned(), |mean| format!("{mean:.1}"));
    match reader {
        Language::English => {
            let bad = if *unreadable > 0 { format!("; {unreadable} records could not be read") } else { String::new() };
            format!("{conversations} conversations, {replies} replies ({agent_turns} turns), {scored} scored, mean {mean}{bad}")
        }
        Language::Arabic => {
            let bad = if *unreadable > 0 { format!("، وغير المقروء {unreadable}") } else { String::new() };
            format!("المحادثات {conversations}، الردود {replies} ({agent_turns} رسالة)، المقيّم منها {scored}، المتوسط {mean}{bad}")
        }
    }
}

fn section(text: &mut String, tables: &Tables, by: By, reader: Language) {
    let Some(groups) = tables.groups.get(&by).filter(|groups| groups.len() > 1 || by == By::Channel) else { return };
    let mut rows: Vec<(String, &Group)> = groups.iter().map(|(key, group)| (key.join(" "), group)).collect();
    rows.sort_by_key(|(_, group)| std::cmp::Reverse(group.replies));
    let name = match (by, reader) {
        (By::Channel, Language::Arabic) => "القناة",
        (By::Language, Language::Arabic) => "اللغة",
        (By::Team, Language::Arabic) => "الفريق",
        (_, Language::Arabic) => "الموظف",
        (by, Language::English) => by.name(),
    };
    let width = rows.iter().take(MOST).map(|(key, _)| key.chars().count()).max().unwrap_or_default().max(name.chars().count()).min(40);
    let heads = match reader {
        Language::English => ["replies", "score", "median", "per 100", "first reply"],
        Language::Arabic => ["الردود", "الدرجة", "الوسيط", "لكل 100", "أول رد"],
    };
    let [replies, score, median, rate, first] = heads;
    let _ = writeln!(text, "{name:<width$}  {replies:>9}  {score:>6}  {median:>6}  {rate:>8}  {first:>11}");
    for (key, group) in rows.iter().take(MOST) {
        let key: String = if key.is_empty() { "-".to_owned() } else { key.chars().take(width).collect() };
        let [_, hints, warnings, errors] = group.severities;
        // A mean of few replies says more about chance than about the agent.
        let few = by == By::Agent && group.scored < LEAST_REPLIES;
        let mean = if few { "-".to_owned() } else { told(group.mean()) };
        let median = group.median().filter(|_| !few).map_or_else(|| "-".to_owned(), |median| median.to_string());
        let (rate, first) = (told(group.per_hundred(hints + warnings + errors)), group.first.percentile(50).map_or_else(|| "-".to_owned(), duration));
        let _ = writeln!(text, "{key:<width$}  {:>9}  {mean:>6}  {median:>6}  {rate:>8}  {first:>11}", group.replies);
    }
    if rows.len() > MOST {
        let _ = match reader {
            Language::English => writeln!(text, "… {} more in {}", rows.len() - MOST, by.file()),
            Language::Arabic => writeln!(text, "… و{} في {}", rows.len() - MOST, by.file()),
        };
    }
    text.push('\n');
}

/// Hundredths, to one place.
fn told(value: Option<u64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{}.{}", (value + 5) / 100, (value + 5) % 100 / 10))
}

/// Seconds, in the largest unit that tells them well.
fn duration(seconds: u32) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}
