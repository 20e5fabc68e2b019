//! The table on the terminal.

use super::finish::Summary;
use crate::batch::{By, Flow, Flows, Group, Shape, Tables};
use crate::stats::spearman_interval;
use crate::text::Language;
use std::fmt::Write as _;
use std::path::Path;

/// The most rows of one kind.
const MOST: usize = 15;
/// Fewer replies are no basis for a place in a list by score.
pub(super) const LEAST_REPLIES: u64 = 30;

/// The whole table.
pub(super) fn table(tables: &Tables, summary: &Summary, shape: &Shape, reader: Language) -> String {
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
    text.push('\n');
    text
}

/// How the work flows, and where all of it is written.
pub(super) fn flows(flows: &Flows, shape: &Shape, (reader, out): (Language, &Path)) -> String {
    let mut text = String::new();
    if let Some(all) = flows.all() {
        kpis(&mut text, all, reader);
        let mut rules: Vec<_> = all.rules.iter().collect();
        rules.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.0));
        if !rules.is_empty() {
            let _ = match reader {
                Language::English => writeln!(text, "\nin whole conversations, per 100 of them"),
                Language::Arabic => writeln!(text, "\nفي المحادثات كلها، لكل 100 محادثة"),
            };
        }
        for (rule, counts) in rules {
            let name = shape.rules.get(usize::from(*rule)).map_or("", String::as_str);
            let _ = writeln!(text, "  {:>8}  {name}", told(all.per_hundred(counts.0)));
        }
    }
    ratings(&mut text, flows, reader);
    let _ = match reader {
        Language::English => writeln!(text, "\nwritten to {}", out.display()),
        Language::Arabic => writeln!(text, "\nكُتب في {}", out.display()),
    };
    text
}

fn kpis(text: &mut String, all: &Flow, reader: Language) {
    let names = match reader {
        Language::English => ["first reply", "first to last reply", "until it was settled", "no return within a week", "waiting for an answer"],
        Language::Arabic => ["أول رد", "من أول رد إلى آخره", "حتى انتهى الأمر", "لم يعد العميل خلال أسبوع", "ينتظر جوابا"],
    };
    let (median, ninety) = if reader == Language::Arabic { ("الوسيط", "90 %") } else { ("median", "90 %") };
    for (name, times) in names.iter().zip([&all.first, &all.handled, &all.resolved]).filter(|(_, times)| !times.is_empty()) {
        let part = |percent| times.percentile(percent).map_or_else(|| "-".to_owned(), duration);
        let _ = writeln!(text, "{name}: {median} {}, {ninety} {} ({})", part(50), part(90), times.len());
    }
    if all.contacts.0 > 0 {
        let _ = writeln!(text, "{}: {} % ({})", names[3], told(all.first_contact()), all.contacts.0);
    }
    if all.waiting > 0 {
        let _ = writeln!(text, "{}: {}, triage.csv", names[4], all.waiting);
    }
}

/// How far scores and ratings go together.
fn ratings(text: &mut String, flows: &Flows, reader: Language) {
    for (name, pairs) in ["CSAT", "NPS", "CES"].into_iter().zip(&flows.rated) {
        let Some(found) = pairs.spearman() else { continue };
        let between = spearman_interval(found, pairs.len()).map_or_else(String::new, |interval| format!(" [{:.2}, {:.2}]", interval.low, interval.high));
        let few = pairs.len() < u32::try_from(LEAST_REPLIES).unwrap_or(u32::MAX);
        let _ = match reader {
            Language::English => {
                let few = if few { "; too few to say anything" } else { "" };
                writeln!(text, "\nscore and {name}: rank correlation {found:.2}{between}, {} conversations{few}", pairs.len())
            }
            Language::Arabic => {
                let few = if few { "، وهي أقل من أن تدل على شيء" } else { "" };
                writeln!(text, "\nالدرجة و{name}: ارتباط الرتب {found:.2}{between}، المحادثات {}{few}", pairs.len())
            }
        };
    }
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
