//! Sums as tables of comma-separated values.

use super::group::{Group, ratio};
use super::tables::{By, Shape, Tables};
use crate::rules::RuleSet;
use crate::text::Language;
use std::fmt::Write as _;

/// One table of groups: a row a key, the counts and means in columns. `docs/batch.md` tells what each column holds.
pub fn groups(tables: &Tables, by: By, shape: &Shape) -> String {
    let mut out = String::new();
    let key = if by == By::AgentWeek { "agent,week" } else { by.name() };
    out.push_str(key);
    out.push_str(",conversations,replies,turns,words,scored,score_mean,score_median");
    shape.bands.iter().for_each(|band| column(&mut out, "band", band));
    out.push_str(",errors,warnings,hints,infos,findings_per_100");
    shape.categories.iter().for_each(|category| column(&mut out, "category", category));
    Shape::strengths().for_each(|strength| column(&mut out, "strength", strength));
    out.push_str(",first_replies_timed,first_response_median,first_response_p90,replies_timed,response_median,response_p90\n");
    for (key, group) in tables.groups.get(&by).into_iter().flatten() {
        for (index, part) in key.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            cell(&mut out, part);
        }
        row(&mut out, group, shape);
    }
    out
}

fn column(out: &mut String, what: &str, name: &str) {
    let _ = write!(out, ",{what}:{name}");
}

fn row(out: &mut String, group: &Group, shape: &Shape) {
    let Group { conversations, replies, turns, words, scored, severities: [infos, hints, warnings, errors], .. } = group;
    let _ = write!(out, ",{conversations},{replies},{turns},{words},{scored}");
    decimal(out, group.mean());
    number(out, group.median());
    for index in 0..shape.bands.len() {
        number(out, Some(group.bands.get(index).copied().unwrap_or_default()));
    }
    let _ = write!(out, ",{errors},{warnings},{hints},{infos}");
    decimal(out, group.per_hundred(errors + warnings + hints));
    for index in 0..shape.categories.len() {
        decimal(out, group.category(index));
    }
    for (index, _) in Shape::strengths().enumerate() {
        number(out, Some(group.strengths.get(index).copied().unwrap_or_default()));
    }
    for times in [&group.first, &group.waited] {
        number(out, Some(times.len()));
        number(out, times.percentile(50));
        number(out, times.percentile(90));
    }
    out.push('\n');
}

/// How often each rule found something, for every group: `by,key,rule,findings,replies,per_100`.
pub fn rates(tables: &Tables, shape: &Shape) -> String {
    let mut out = "by,key,rule,findings,replies_with,replies,per_100\n".to_owned();
    let all = vec![String::new()];
    rate(&mut out, ("all", &all, &tables.all), shape);
    for (by, groups) in &tables.groups {
        for (key, group) in groups {
            rate(&mut out, (by.name(), key, group), shape);
        }
    }
    out
}

fn rate(out: &mut String, (by, key, group): (&str, &[String], &Group), shape: &Shape) {
    for (&rule, &(findings, with, _)) in group.rules.iter().filter(|(_, counts)| counts.0 > 0) {
        let _ = write!(out, "{by},");
        cell(out, &key.join(" "));
        let _ = write!(out, ",{},{findings},{with},{}", shape.rules.get(usize::from(rule)).map_or("", String::as_str), group.replies);
        decimal(out, group.per_hundred(findings));
        out.push('\n');
    }
}

/// All rules that found something, with their words in both languages.
pub fn rules(tables: &Tables, rules: &RuleSet) -> String {
    let mut out = "rule,category,scored_in,findings,replies_with,infos,per_100,share_of_replies,message_en,message_ar,why_en,why_ar\n".to_owned();
    for (&index, &(findings, with, infos)) in &tables.all.rules {
        let rule = &rules.rules[usize::from(index)];
        let card = rules.scorecard();
        let scored = card.and_then(|card| card.categories.get(card.category_of(&rule.name)?)).map_or("", |category| &category.id);
        let _ = write!(out, "{},{},{scored},{findings},{with},{infos}", rule.name, rule.category());
        decimal(&mut out, tables.all.per_hundred(findings));
        decimal(&mut out, ratio(with, tables.all.replies, 10_000));
        for text in [rule.message(Language::English), rule.message(Language::Arabic), rule.why(Language::English), rule.why(Language::Arabic)] {
            out.push(',');
            cell(&mut out, text);
        }
        out.push('\n');
    }
    out
}

/// A cell, in quotation marks where it must be; what a spreadsheet would take for a formula is kept from it.
pub fn cell(out: &mut String, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t']) && text.len() > 1;
    if formula || text.contains([',', '"', '\n', '\r']) {
        quoted(out, text, formula);
    } else {
        out.push_str(text);
    }
}

/// A cell in quotation marks; an apostrophe keeps a spreadsheet from taking it for a formula.
pub fn quoted(out: &mut String, text: &str, formula: bool) {
    out.push('"');
    if formula {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

fn number<N: std::fmt::Display>(out: &mut String, value: Option<N>) {
    out.push(',');
    if let Some(value) = value {
        let _ = write!(out, "{value}");
    }
}

fn decimal(out: &mut String, value: Option<u64>) {
    number(out, Some(hundredths(value)));
}

/// Hundredths as a decimal; nothing for `None`.
pub(super) fn hundredths(value: Option<u64>) -> String {
    value.map_or_else(String::new, |value| format!("{}.{:02}", value / 100, value % 100))
}
