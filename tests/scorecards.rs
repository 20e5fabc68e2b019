//! The arithmetic of other tools, as they publish it: ratings in per cent (Zendesk QA) and points added up (`MaestroQA`).

use rifq::assess::{Assessment, Grade, Need, Question};
use rifq::batch::Group;
use rifq::catalogue::embedded;
use rifq::rules::{Scorecard, SourceFile, Strength};
use rifq::score::{Scored, rated, score};
use rifq::{Diagnostic, Severity, Span};

const ENDS: &str = r#"
[[cap]]
at = 0
when = "critical"
reason = { en = "critical", ar = "حرج" }
[[band]]
id = "all"
from = 0
name = { en = "all", ar = "الكل" }
"#;

fn compiled(text: &str) -> Result<Scorecard, String> {
    let text = format!("least_words = 4\n{text}{ENDS}").replace("#summary", "[summary]\nen = \"for a test\"\nar = \"للاختبار\"");
    Scorecard::compile(&SourceFile { path: "card.toml".to_owned(), name: "card".to_owned(), text }).map_err(|error| error.to_string())
}

fn card(text: &str) -> Scorecard {
    compiled(text).expect("a scorecard")
}

fn category(id: &str, weight: u16, more: &str) -> String {
    format!("[[category]]\nid = \"{id}\"\nname = {{ en = \"{id}\", ar = \"{id}\" }}\nweight = {weight}\nrules = [\"{id}/*\"]\n{more}\n")
}

fn reviewed(card: &Scorecard, findings: &[(&str, Severity)], assessment: &Assessment) -> Scored {
    let finding = |&(rule, severity): &(&str, Severity)| Diagnostic {
        rule: rule.into(),
        severity,
        turn: 0,
        span: Span::new(0, 1),
        message: "".into(),
        why: "".into(),
        related: Vec::new(),
        fixes: Vec::new(),
    };
    score(card, &findings.iter().map(finding).collect::<Vec<_>>(), assessment, None)
}

fn plain() -> Assessment {
    Assessment { words: (20, 40), ..Assessment::default() }
}

/// `(selected - minimum) / (maximum - minimum)`: scales of two to five ratings.
#[test]
fn a_category_is_the_share_of_its_highest_rating() {
    let worth =
        |scale: &[u16]| (0..=scale.len()).map(|rating| rated(scale, if rating == 0 { 0 } else { u32::from(scale[rating - 1]) * 100 })).collect::<Vec<_>>();
    assert_eq!(worth(&[50]), [0, 10_000]);
    assert_eq!(worth(&[33, 66]), [0, 5000, 10_000]);
    assert_eq!(worth(&[25, 50, 75]), [0, 3333, 6667, 10_000]);
    assert_eq!(worth(&[20, 40, 60, 80]), [0, 2500, 5000, 7500, 10_000]);
    assert_eq!(rated(&[], 8550), 8550);
}

/// The five reviews of the published example, and their mean.
#[test]
fn the_mean_of_reviews() {
    let four = [("a", 70), ("b", 30), ("c", 10), ("d", 1)].map(|(id, weight)| category(id, weight, "scale = [20, 40, 60, 80]")).concat();
    let trust = category("trust", 0, "scale = [50]\ncritical = true");
    let card = card(&format!("#summary\n[points]\nerror = 100\nwarning = 50\nhint = 25\nrepeat = [100]\n{four}{trust}"));
    let none = |rules: &[&'static str]| {
        let findings: Vec<(&str, Severity)> = rules.iter().map(|&rule| (rule, Severity::Error)).collect();
        let scored = reviewed(&card, &findings, &plain());
        // What a cap takes, it takes from the whole.
        if scored.cap.is_some() { (Some(0), scored.total) } else { (scored.parts, scored.total) }
    };
    let reviews = [none(&[]), none(&["a/x", "b/x"]), none(&["b/x", "c/x"]), none(&["c/x"]), none(&["trust/x"])];
    assert_eq!(reviews.map(|review| review.0), [Some(10_000), Some(991), Some(6396), Some(9099), Some(0)]);
    assert_eq!(reviews.map(|review| review.1), [Some(100), Some(10), Some(64), Some(91), Some(0)]);
    let sum = reviews.iter().filter_map(|review| review.0).map(u64::from).sum();
    // 52.972, in hundredths of hundredths.
    assert_eq!(Group { sum, scored: 5, ..Group::default() }.mean(), Some(529_720));
}

#[test]
fn a_critical_category_below_half_makes_the_whole_nothing() {
    let text = format!(
        "#summary\n[points]\nerror = 100\nwarning = 50\nhint = 60\nrepeat = [100]\n{}{}",
        category("a", 90, ""),
        category("trust", 10, "scale = [50, 100]\ncritical = true")
    );
    let card = card(&text);
    for (findings, total, cap) in [
        (&[][..], 100, None),
        // Half is enough.
        (&[("trust/x", Severity::Warning)], 95, None),
        (&[("trust/x", Severity::Hint)], 0, Some(0)),
        (&[("a/x", Severity::Error)], 10, None),
    ] {
        let scored = reviewed(&card, findings, &plain());
        assert_eq!((scored.total, scored.cap.map(|cap| cap.at)), (Some(total), cap), "{findings:?}");
    }
}

/// Sections of 5, 10, 15 and 5 points; 3, 5, 8 and 5 are earned: 21 of 35. Where the last does not apply, 16 of 30.
#[test]
fn points_are_added_up() {
    let fifteen: Vec<String> = (1..=15).map(|rating: u32| (rating * 100).div_ceil(15).to_string()).collect();
    let sections = [
        category("writing", 5, ""),
        category("product", 10, ""),
        category("solving", 15, &format!("scale = [{}]", fifteen.join(", "))),
        category("privacy", 5, "when = \"question\""),
        category("beyond", 5, "bonus = true"),
        category("fail", 0, "critical = true"),
    ];
    let reward = "[[reward]]\nstrength = \"next-anticipated\"\ncategory = \"beyond\"\npoints = 100\n";
    let card = card(&format!("most = 120\n#summary\n[points]\nerror = 40\nwarning = 50\nhint = 45\nrepeat = [100, 100]\n{}{reward}", sections.concat()));
    let asked = Assessment { questions: vec![Question { turn: 0, span: Span::new(0, 1), kind: None, answered: true }], ..plain() };
    let earned = [("writing/x", Severity::Error), ("product/x", Severity::Warning), ("solving/x", Severity::Hint)];
    assert_eq!(reviewed(&card, &earned, &asked).total, Some(60));
    let without = reviewed(&card, &earned, &plain());
    assert_eq!((without.total, without.categories[3].parts), (Some(53), None));
    // A bonus is added and not owed: 40 of 35.
    let beyond = Assessment { strengths: vec![(Strength::NextAnticipated, None)], ..asked.clone() };
    assert_eq!(reviewed(&card, &[], &beyond).total, Some(114));
    assert_eq!(reviewed(&card, &earned, &beyond).total, Some(74));
    assert_eq!(reviewed(&card, &[], &asked).total, Some(100));
    // What must not happen leaves nothing, whatever else was earned.
    assert_eq!(reviewed(&card, &[("fail/x", Severity::Error), ("fail/x", Severity::Error)], &beyond).total, Some(0));
}

#[test]
fn the_built_in_ones() {
    let rules = embedded::rules();
    let card = |name: &str| rules.scorecards.iter().find(|card| card.name == name).expect("it is built in");
    assert_eq!(rules.scorecard().map(|card| card.name.as_str()), Some("default"));
    let complaint = Assessment { need: Need { level: 2, ..Need::default() }, has_customer: true, ..plain() };
    for (name, findings, total) in [
        ("percent", &[][..], 100),
        // Of 90 owed: tone 20 · 75 %, for one warning.
        ("percent", &[("negative/cannot", Severity::Warning)], 94),
        ("percent", &[("privacy/asks-secret", Severity::Error)], 0),
        ("points", &[], 100),
        // Of 80 owed: voice 16 of 20.
        ("points", &[("negative/cannot", Severity::Warning)], 95),
        ("points", &[("tone/rude", Severity::Error)], 0),
    ] {
        assert_eq!(reviewed(card(name), findings, &complaint).total, Some(total), "{name}: {findings:?}");
    }
    let mut praised = complaint;
    praised.given.grade = Grade::Strong;
    praised.strengths = vec![(Strength::FeelingNamed, None), (Strength::NextAnticipated, None)];
    assert_eq!(reviewed(card("points"), &[], &praised).total, Some(110));
    // No rule falls between the categories.
    for card in &rules.scorecards {
        // Rules on whole conversations cost nothing anywhere.
        let drafts = rules.rules.iter().filter(|rule| !matches!(rule.kind, rifq::rules::Kind::Course(_)));
        let left: Vec<&str> = drafts.map(|rule| &*rule.name).filter(|rule| card.category_of(rule).is_none()).collect();
        assert!(left.iter().all(|rule| card.name == "default" && rule.starts_with("selfservice/")), "{}: {left:?}", card.name);
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let points = "#summary\n[points]\nerror = 40\nwarning = 15\nhint = 5\nrepeat = [100]\n";
    for (text, told) in [
        (format!("{points}{}", category("a", 1, "scale = [50, 50]")), "the scale of `a` does not rise"),
        (format!("{points}{}", category("a", 1, "scale = [0, 50]")), "the scale of `a` does not rise"),
        (format!("{points}{}", category("a", 1, "bonus = true")), "no category has a weight"),
        (format!("{points}{}{}", category("a", 1, ""), category("b", 1, "bonus = true\ncritical = true")), "`b` is critical and a bonus"),
        (format!("most = 90\n{points}{}", category("a", 1, "")), "the whole cannot reach 100"),
    ] {
        let error = compiled(&text).expect_err(told);
        assert!(error.contains(told), "{error}");
    }
}
