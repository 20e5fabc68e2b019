//! `rifq compare`: what moved between two folders that `rifq score` wrote.

use super::Outcome;
use super::args_batch::{CompareArguments, CompareFormat};
use super::report::{open, scorecard};
use crate::catalogue::embedded;
use crate::report::compare::{Comparison, Rules, Side, compare};
use crate::rules::Band;
use crate::text::Language;
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::path::Path;

/// Rules that are told.
const RULES: usize = 15;

pub(super) fn run(arguments: &CompareArguments) -> Result<Outcome> {
    let folders = [arguments.first.as_path(), arguments.second.as_path()];
    let cards = folders.map(scorecard);
    if cards[0] != cards[1] {
        bail!("{} and {}: scored with different scorecards; their scores mean different things", folders[0].display(), folders[1].display());
    }
    let mut rules = Rules::default();
    let mut read = |folder: &Path| -> Result<Side> {
        let (conversations, replies) = (open(&folder.join("conversations.jsonl"))?, open(&folder.join("replies.jsonl"))?);
        Side::read(conversations, replies, &mut rules).with_context(|| format!("{}: cannot be read", folder.display()))
    };
    let sides = [read(folders[0])?, read(folders[1])?];
    let set = embedded::rules();
    let name = cards[0].clone().unwrap_or_else(|| "default".to_owned());
    let bands: Vec<Band> = set.scorecards.iter().find(|card| card.name == name).or_else(|| set.scorecard()).map_or_else(Vec::new, |card| card.bands.clone());
    let reader: Language = arguments.ui_lang.into();
    let band = |score: u8| bands.iter().find(|band| score >= band.from).map_or_else(String::new, |band| band.name.get(reader).to_owned());
    let comparison = compare(&sides, &rules, band, arguments.conversations);
    match arguments.format {
        CompareFormat::Json => println!("{}", serde_json::to_string_pretty(&comparison)?),
        CompareFormat::Pretty => print!("{}", told(&comparison, reader)),
    }
    Ok(Outcome::Clean)
}

fn told(comparison: &Comparison, reader: Language) -> String {
    let arabic = reader == Language::Arabic;
    let say = |english: &'static str, in_arabic: &'static str| if arabic { in_arabic } else { english };
    let mut text = String::new();
    let [before, now] = comparison.conversations;
    let [replies_before, replies_now] = comparison.replies;
    let _ = writeln!(
        text,
        "{}: {before} → {now}; {}: {replies_before} → {replies_now}; {}: {}",
        say("conversations", "المحادثات"),
        say("replies", "الردود"),
        say("in both", "المشترك"),
        comparison.shared
    );
    let _ = writeln!(
        text,
        "{}\n",
        if comparison.paired {
            say("the same conversations, each compared with itself", "المحادثات نفسها، تُقارن كل واحدة بنفسها")
        } else {
            say("different conversations", "محادثات مختلفة")
        }
    );
    let _ = writeln!(text, "{}", say("mean scores of conversations", "متوسط درجات المحادثات"));
    for moved in &comparison.scores {
        let between = moved.interval.map_or_else(String::new, |interval| format!(" [{:+.2}, {:+.2}]", interval.low, interval.high));
        let stands = if moved.stands { "" } else { say(", may be chance", "، وقد يكون مصادفة") };
        let _ = writeln!(text, "  {}: {:.2} → {:.2}, {:+.2}{between}{stands}", moved.group, moved.means[0], moved.means[1], moved.difference);
    }
    let _ = writeln!(text, "\n{}", say("findings per 100 replies", "الملاحظات لكل 100 رد"));
    let changed = |rate: &&crate::report::compare::Rate| (rate.per_100[0] - rate.per_100[1]).abs() > 0.0;
    for rate in comparison.rules.iter().filter(changed).take(RULES) {
        let odds = rate.p.map_or_else(String::new, |p| if p < 0.001 { " (p < 0.001)".to_owned() } else { format!(" (p = {p:.3})") });
        let stands = if rate.stands { "" } else { say(", may be chance", "، وقد يكون مصادفة") };
        let _ = writeln!(text, "  {:>7.2} → {:<7.2} {}{odds}{stands}", rate.per_100[0], rate.per_100[1], rate.rule);
    }
    if !comparison.bands.is_empty() {
        let _ = writeln!(text, "\n{}", say("bands", "النطاقات"));
    }
    for flip in &comparison.bands {
        let _ = writeln!(text, "  {} → {}: {}", flip.from, flip.to, flip.conversations);
    }
    if !comparison.flips.is_empty() {
        let _ = writeln!(text, "\n{}", say("conversations that moved most", "أكثر المحادثات تغيرا"));
    }
    for flip in &comparison.flips {
        let _ = write!(text, "  {}: {} → {}", flip.id, flip.scores[0], flip.scores[1]);
        for (sign, rules) in [('−', &flip.gone), ('+', &flip.new)] {
            for rule in rules {
                let _ = write!(text, " {sign}{rule}");
            }
        }
        text.push('\n');
    }
    text
}
