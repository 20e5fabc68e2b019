//! A calibration for people, and as one object for programs; disputes as examples for rules.

use super::LEVELS;
use super::batch::Key;
use super::example::{Example, block};
use super::merge::{Agreement, Calibration, Dispute, DisputeKind, OVERALL};
use crate::rules::{Kind, RuleSet};
use crate::stats::Crossed;
use crate::text::Language;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Fewer items than this say little.
const FEW: u32 = 30;

/// Disputes shown.
const SHOWN: usize = 20;

/// A calibration that is told.
#[derive(Clone, Copy, Debug)]
pub struct Told<'t> {
    /// What came of it.
    pub calibration: &'t Calibration,
    /// The rules: names of categories, kinds of rules.
    pub rules: &'t RuleSet,
    /// The language of the reader.
    pub language: Language,
}

/// Writes it for people.
pub fn write(out: &mut dyn Write, told: Told<'_>) -> io::Result<()> {
    let calibration = told.calibration;
    writeln!(
        out,
        "{}: {}  ·  {}: {}\n",
        told.word("items", "العناصر"),
        calibration.items,
        told.word("reviewers", "المراجعون"),
        calibration.reviewers.join(", ")
    )?;
    let heads = [told.word("n", "العدد"), told.word("alpha", "ألفا"), told.word("kappa", "كابا"), told.word("same", "التطابق")];
    writeln!(out, "{:34} {:>6} {:>8} {:>8} {:>8}", told.word("category", "الفئة"), heads[0], heads[1], heads[2], heads[3])?;
    for agreement in &calibration.agreement {
        let (cases, same) = agreement.median.cases();
        let share = if cases > 0 { format!("{}%", (200 * same + cases) / (2 * cases)) } else { "–".to_owned() };
        let (alpha, kappa) = (figure(agreement.alpha), figure(agreement.median.quadratic_kappa()));
        writeln!(out, "{:34} {:>6} {alpha:>8} {kappa:>8} {share:>8}", told.name(agreement), agreement.items)?;
    }
    writeln!(
        out,
        "\n{}",
        told.word(
            "alpha: the reviewers among each other (Krippendorff, ordinal). kappa, same: the reviewers' median beside rifq (Cohen, quadratic weights).",
            "ألفا: اتفاق المراجعين فيما بينهم (كريبندورف، ترتيبي). كابا والتطابق: وسيط المراجعين مقابل rifq (كوهين، أوزان تربيعية)."
        )
    )?;
    if calibration.agreement.iter().any(|agreement| agreement.items < FEW) {
        writeln!(out, "{}", told.word("Below 30 items a figure says little.", "الأرقام على أقل من 30 عنصرا لا تدل على كثير."))?;
    }
    told.pairs(out)?;
    told.confusions(out)?;
    told.disputes(out)
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
}

impl Told<'_> {
    const fn word(self, english: &'static str, arabic: &'static str) -> &'static str {
        match self.language {
            Language::English => english,
            Language::Arabic => arabic,
        }
    }

    fn name(self, agreement: &Agreement) -> String {
        let categories = self.rules.scorecard().map_or(&[][..], |card| &card.categories);
        let category = categories.iter().find(|category| category.id == agreement.category);
        category.map_or_else(|| self.word("the whole", "الرد كله").to_owned(), |category| category.name.get(self.language).to_owned())
    }

    /// Kappa of each two reviewers and of each with rifq, on replies as a whole.
    fn pairs(self, out: &mut dyn Write) -> io::Result<()> {
        let Some(whole) = self.calibration.agreement.last() else { return Ok(()) };
        writeln!(out, "\n{}", self.word("The whole, two by two (kappa, n)", "الرد كله، اثنان اثنان (كابا، العدد)"))?;
        let line = |out: &mut dyn Write, first: &str, second: &str, crossed: &Crossed| {
            writeln!(out, "  {first} – {second}: {} ({})", figure(crossed.quadratic_kappa()), crossed.cases().0)
        };
        whole.pairs.iter().try_for_each(|(first, second, crossed)| line(out, first, second, crossed))?;
        whole.rifq.iter().try_for_each(|(reviewer, crossed)| line(out, reviewer, "rifq", crossed))
    }

    /// How often the reviewers' level meets rifq's, by category.
    fn confusions(self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}", self.word("Reviewers (rows) and rifq (columns), 0 to 3", "المراجعون (صفوف) وrifq (أعمدة)، من 0 إلى 3"))?;
        for agreement in self.calibration.agreement.iter().filter(|agreement| agreement.median.cases().0 > 0) {
            writeln!(out, "  {}", self.name(agreement))?;
            write!(out, "    {:14}", "")?;
            (0..LEVELS.len()).try_for_each(|level| write!(out, "{level:>5}"))?;
            writeln!(out)?;
            for (row, names) in LEVELS.iter().enumerate() {
                write!(out, "    {row} {:12}", names[usize::from(self.language == Language::Arabic)])?;
                (0..LEVELS.len()).try_for_each(|column| write!(out, "{:>5}", agreement.median.cell(row, column)))?;
                writeln!(out)?;
            }
        }
        Ok(())
    }

    fn disputes(self, out: &mut dyn Write) -> io::Result<()> {
        let disputes = &self.calibration.disputes;
        writeln!(
            out,
            "\n{}: {}",
            self.word("Disputes (two levels apart and more, or a rule that rifq did not find)", "مواضع الخلاف (درجتان فأكثر، أو قاعدة لم يجدها rifq)"),
            disputes.len()
        )?;
        for dispute in disputes.iter().take(SHOWN) {
            let said: Vec<String> = dispute.said.iter().map(|(name, level)| format!("{name} {level}")).collect();
            let rifq = dispute.rifq.map_or_else(|| "–".to_owned(), |level| level.to_string());
            let missed = if dispute.missed.is_empty() { String::new() } else { format!("  + {}", dispute.missed.join(" ")) };
            writeln!(out, "  {} {}: {} · rifq {rifq}  {}{missed}", dispute.item, dispute.category, said.join(", "), dispute.rules.join(" "))?;
        }
        if disputes.len() > SHOWN {
            writeln!(out, "  … {}", disputes.len() - SHOWN)?;
        }
        let (strict, missed) = (self.rules_of(DisputeKind::Stricter), self.missed());
        counted(out, self.word("Rules that reviewers find too strict", "قواعد يراها المراجعون أشد من اللازم"), &strict)?;
        counted(out, self.word("Rules that reviewers name and rifq did not find", "قواعد ذكرها المراجعون ولم يجدها rifq"), &missed)
    }

    /// The rules behind disputes of a kind, the most frequent first; each item counts once.
    fn rules_of(self, kind: DisputeKind) -> Vec<(String, usize)> {
        let seen: BTreeSet<(&str, &str)> = self
            .calibration
            .disputes
            .iter()
            .filter(|dispute| dispute.kind == kind)
            .flat_map(|dispute| dispute.rules.iter().map(|rule| (rule.as_str(), dispute.item.as_str())))
            .collect();
        ranked(seen.into_iter().map(|(rule, _)| rule))
    }

    fn missed(self) -> Vec<(String, usize)> {
        ranked(self.calibration.disputes.iter().flat_map(|dispute| &dispute.missed).map(String::as_str))
    }

    /// The whole as one object.
    pub fn json(self) -> Value {
        let crossed = |crossed: &Crossed| json!({"n": crossed.cases().0, "same": crossed.cases().1, "kappa": crossed.quadratic_kappa()});
        let confusion =
            |crossed: &Crossed| (0..LEVELS.len()).map(|row| (0..LEVELS.len()).map(|column| crossed.cell(row, column)).collect()).collect::<Vec<Vec<u32>>>();
        let agreement = |agreement: &Agreement| {
            json!({
                "category": agreement.category, "n": agreement.items, "alpha": agreement.alpha,
                "pairs": agreement.pairs.iter().map(|(first, second, both)| json!({"reviewers": [first, second], "agreement": crossed(both)})).collect::<Vec<_>>(),
                "rifq": agreement.rifq.iter().map(|(reviewer, both)| json!({"reviewer": reviewer, "agreement": crossed(both)})).collect::<Vec<_>>(),
                "median": crossed(&agreement.median), "confusion": confusion(&agreement.median),
            })
        };
        json!({
            "items": self.calibration.items, "reviewers": self.calibration.reviewers,
            "categories": self.calibration.agreement.iter().map(agreement).collect::<Vec<_>>(),
            "disputes": self.calibration.disputes,
        })
    }

    /// Disputes as blocks of examples, by rule: good ones where reviewers see no fault, bad ones where they name a rule that found nothing.
    pub fn examples(self, keys: &BTreeMap<String, Key>) -> Vec<(String, String)> {
        let mut blocks: BTreeSet<(String, String)> = BTreeSet::new();
        for dispute in &self.calibration.disputes {
            let Some(key) = keys.get(&dispute.item) else { continue };
            if dispute.kind == DisputeKind::Stricter && dispute.category != OVERALL {
                for rule in &dispute.rules {
                    blocks.extend(
                        key.findings
                            .iter()
                            .filter(|finding| finding.rule == *rule)
                            .map(|finding| (rule.clone(), self.example(rule, key, (line_of(&key.reply, &finding.text), false), dispute))),
                    );
                }
            }
            blocks.extend(dispute.missed.iter().map(|rule| (rule.clone(), self.example(rule, key, (&key.reply, true), dispute))));
        }
        blocks.into_iter().collect()
    }

    fn example(self, rule: &str, key: &Key, (line, bad): (&str, bool), dispute: &Dispute) -> String {
        // What a fact judges is the whole reply.
        let fact = self.rules.find(rule).is_some_and(|index| matches!(self.rules.rules[index].kind, Kind::Fact(_)));
        let comment = format!("from calibration, item {} ({})", dispute.item, dispute.category);
        block(&Example {
            language: &key.language,
            customer: Some(&key.customer),
            channel: key.channel.as_deref(),
            text: if fact { &key.reply } else { line },
            bad,
            comment: &comment,
            dialect: None,
        })
    }
}

fn counted(out: &mut dyn Write, head: &str, rules: &[(String, usize)]) -> io::Result<()> {
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{head}")?;
    rules.iter().try_for_each(|(rule, times)| writeln!(out, "  ×{times} {rule}"))
}

fn ranked<'r>(rules: impl Iterator<Item = &'r str>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    rules.for_each(|rule| *counts.entry(rule).or_default() += 1);
    let mut ranked: Vec<(String, usize)> = counts.into_iter().map(|(rule, times)| (rule.to_owned(), times)).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

/// The line of the reply that holds these words; the whole reply where they are more than a line.
fn line_of<'r>(reply: &'r str, words: &str) -> &'r str {
    reply.lines().find(|line| line.contains(words)).unwrap_or(reply)
}
