//! `rifq targets`: what a team has set itself, held against what `rifq score` wrote.

use super::args_batch::TargetsArguments;
use super::score::scored;
use super::{Outcome, selection};
use crate::batch::{Check, Shape, Targets, check};
use crate::text::Language;
use anyhow::{Context, Result, bail};
use std::fs;

pub(super) fn run(arguments: &TargetsArguments) -> Result<Outcome> {
    let path = &arguments.targets;
    let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let targets: Targets = toml::from_str(&text).with_context(|| format!("{}: not as docs/batch.md describes it", path.display()))?;
    let mut rules = selection::rules(&arguments.rules, &arguments.folder)?;
    let scored = scored(&arguments.folder, &mut rules, &arguments.timezone)?;
    let shape = Shape::new(&rules);
    let aims = targets.all.iter().chain(targets.team.values()).chain(targets.channel.values()).chain(targets.agent.values());
    if let Some(rule) = aims.flat_map(|aims| aims.rates.keys()).find(|rule| !shape.rules.contains(rule)) {
        bail!("{}: there is no rule `{rule}`{}", path.display(), selection::suggestion(&rules, rule));
    }
    let checks = check(&targets, &scored.tables, &scored.flows, &shape);
    if checks.is_empty() {
        bail!("{}: no target; write [all] or [team.NAME] with `score = 85`", path.display());
    }
    print!("{}", table(&checks, arguments.ui_lang.into()));
    Ok(if checks.iter().all(Check::is_met) { Outcome::Clean } else { Outcome::Findings })
}

fn table(checks: &[Check], reader: Language) -> String {
    let words = match reader {
        Language::English => ["group", "figure", "target", "is", "met", "missed", "at least", "at most"],
        Language::Arabic => ["المجموعة", "المقياس", "الهدف", "الواقع", "تحقق", "لم يتحقق", "لا يقل عن", "لا يزيد على"],
    };
    let mut rows: Vec<[String; 5]> = vec![[words[0], words[1], words[2], words[3], ""].map(str::to_owned)];
    for check in checks {
        let told = |value: f64| if check.is_time { duration(value) } else { format!("{value:.2}") };
        let side = if check.most { words[7] } else { words[6] };
        let got = check.got.map_or_else(|| "-".to_owned(), told);
        let met = if check.is_met() { words[4] } else { words[5] };
        rows.push([check.group.clone(), check.what.clone(), format!("{side} {}", told(check.wanted)), got, met.to_owned()]);
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..5).map(width).collect();
    let line = |row: &[String; 5]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

/// Seconds in the largest unit that tells them well.
fn duration(seconds: f64) -> String {
    match seconds {
        ..120.0 => format!("{seconds:.0} s"),
        ..7200.0 => format!("{:.1} min", seconds / 60.0),
        ..172_800.0 => format!("{:.1} h", seconds / 3600.0),
        _ => format!("{:.1} d", seconds / 86_400.0),
    }
}
