//! The arithmetic of scores.

use rifq::assess::{Assessment, Grade, Need, Question, StepGrade};
use rifq::catalogue::embedded;
use rifq::rules::{Scorecard, Strength};
use rifq::score::{NotScored, Scored, score};
use rifq::{Channel, Diagnostic, Severity, Span};

fn finding(&(rule, severity): &(&str, Severity)) -> Diagnostic {
    Diagnostic { rule: rule.into(), severity, turn: 1, span: Span::new(0, 1), message: "".into(), why: "".into(), related: Vec::new(), fixes: Vec::new() }
}

fn scored(findings: &[(&str, Severity)], assessment: &Assessment) -> Scored {
    let rules = embedded::rules();
    let findings: Vec<Diagnostic> = findings.iter().map(finding).collect();
    score(rules.scorecard().expect("the built-in scorecard"), &findings, assessment, Some(Channel::Chat))
}

/// A complaint of level 3 with one question, in the first reply of a chat that greets.
fn complaint(grade: Grade, answered: bool) -> Assessment {
    let mut assessment =
        Assessment { need: Need { level: 3, ..Need::default() }, opening: true, has_customer: true, words: (40, 60), length: 40, ..Assessment::default() };
    assessment.given.grade = grade;
    assessment.greeting = Some(Span::new(0, 1));
    assessment.questions = vec![Question { turn: 0, span: Span::new(0, 1), kind: None, answered }];
    assessment
}

/// A broken phone, the third message, "when do I get my money back?"; the reply is a stock apology, a refusal, and the way to the branch.
#[test]
fn a_worked_example() {
    use Severity::{Hint, Warning};
    let findings = [
        ("empathy/formulaic", Warning),
        ("next-step/missing", Warning),
        ("coverage/question-unanswered", Warning),
        ("effort/call-again", Warning),
        ("canned/phrase", Warning),
        ("canned/phrase", Warning),
        ("negative/cannot", Warning),
        ("personal/name-missing", Hint),
        ("inclusive/gendered-address", Hint),
    ];
    let scored = scored(&findings, &complaint(Grade::Weak, false));
    assert_eq!(parts(&scored), EXAMPLE_NOW);
    assert_eq!(scored.costs, [1500, 1500, 1500, 1500, 1500, 750, 1500, 500, 500]);
    // 85.6; a formula alone, a refusal, stock phrases and no strength weigh on the whole; and nothing of what was asked is answered.
    assert_eq!((scored.total, scored.cap.map(|cap| cap.at)), (Some(59), Some(59)));
    let answered = self::scored(&findings, &complaint(Grade::Weak, true));
    assert_eq!(answered.parts, Some(8563));
    assert_eq!((answered.total, answered.cap), (Some(86 - 2 - 3 - 2 - 2 - 1 - 1), None));
    assert_eq!((answered.band, answered.lacks.len()), (Some(1), 6));

    // As it was first worked out, with stock phrases in the category of tone: 83.4.
    let tone = tone_scorecard();
    let diagnostics: Vec<Diagnostic> = findings.iter().map(finding).collect();
    let asked = score(&tone, &diagnostics, &complaint(Grade::Weak, false), Some(Channel::Chat));
    assert_eq!(parts(&asked), EXAMPLE_TONE);
    assert_eq!((asked.total, asked.cap.map(|cap| cap.at)), (Some(59), Some(59)));
    let answered = score(&tone, &diagnostics, &complaint(Grade::Weak, true), Some(Channel::Chat));
    assert_eq!((answered.total, answered.cap), (Some(72), None));
}

/// Empathy, solution, coverage, positive, clarity, time, form, culture, in hundredths of a point.
const EXAMPLE_NOW: [Option<u32>; 8] = [Some(8500), Some(8500), Some(7000), Some(8500), Some(10_000), Some(10_000), Some(7250), Some(9500)];
const EXAMPLE_TONE: [Option<u32>; 8] = [Some(8500), Some(8500), Some(7000), Some(6250), Some(10_000), Some(10_000), Some(9500), Some(9500)];

fn parts(scored: &Scored) -> Vec<Option<u32>> {
    scored.categories.iter().take(8).map(|category| category.parts).collect()
}

/// The built-in scorecard with stock phrases scored as tone rather than form.
fn tone_scorecard() -> Scorecard {
    let mut file = embedded::sources().scorecards.into_iter().find(|file| file.name == "default").expect("the built-in scorecard");
    let text = file.text.replace(", \"canned/*\"]", "]").replace("\"tone/*\"]", "\"tone/*\", \"canned/*\"]");
    assert_ne!(text, file.text);
    file.text = text;
    Scorecard::compile(&file).expect("a scorecard")
}

#[test]
fn caps_hold_only_where_they_lower() {
    for (findings, grade, harmed, total, cap) in [
        (&[][..], Grade::None, false, 59, Some(59)),
        (&[], Grade::Weak, true, 59, Some(59)),
        (&[], Grade::Strong, false, 98, None),
        (&[("negative/not-my-department", Severity::Warning)], Grade::Weak, false, 49, Some(49)),
        (&[("negative/not-my-department", Severity::Info)], Grade::Strong, false, 98, None),
        (&[("tone/rude", Severity::Error)], Grade::None, false, 49, Some(49)),
    ] {
        let mut assessment = complaint(grade, true);
        assessment.given.harmed = harmed;
        let scored = scored(findings, &assessment);
        assert_eq!((scored.total, scored.cap.map(|cap| cap.at)), (Some(total), cap), "{findings:?} {grade:?} {harmed}");
    }
}

/// A reply without a fault is not yet an excellent one; what it owes and does not give weighs on the whole, down to a floor.
#[test]
fn what_is_lacking_lowers_the_whole() {
    let of = |edit: fn(&mut Assessment)| {
        let mut assessment = complaint(Grade::Strong, true);
        edit(&mut assessment);
        let scored = scored(&[], &assessment);
        (scored.total, scored.lacks.len())
    };
    let strengths = |reply: &mut Assessment, many: usize| reply.strengths = Strength::ALL.iter().take(many).map(|&strength| (strength, None)).collect();
    assert_eq!(of(|_| ()), (Some(98), 2));
    assert_eq!(of(|reply| reply.greeting = None), (Some(97), 3));
    assert_eq!(of(|reply| reply.given.grade = Grade::Weak), (Some(96), 3));
    assert_eq!(of(|reply| reply.step.grade = StepGrade::Vague), (Some(96), 3));
    assert_eq!(of(|reply| reply.step.needed = true), (Some(94), 4));
    for (many, total) in [(0, 98), (2, 98), (3, 99), (4, 100)] {
        let mut assessment = complaint(Grade::Strong, true);
        strengths(&mut assessment, many);
        assert_eq!(scored(&[], &assessment).total, Some(total), "{many} strengths");
    }
    let bare = Assessment { words: (40, 60), length: 40, opening: true, need: Need { level: 2, ..Need::default() }, ..Assessment::default() };
    let letter = |findings: &[(&str, Severity)]| {
        let findings: Vec<Diagnostic> = findings.iter().map(finding).collect();
        let mut bare = bare.clone();
        bare.step.needed = true;
        score(embedded::rules().scorecard().expect("the built-in scorecard"), &findings, &bare, Some(Channel::Email)).total
    };
    assert_eq!(letter(&[]), Some(88));
    assert_eq!(letter(&[("negative/cannot", Severity::Info)]), Some(88));
    assert_eq!(letter(&[("negative/cannot", Severity::Warning)]), Some(82));
    assert_eq!(letter(&[("canned/phrase", Severity::Hint)]), Some(86));
    assert_eq!(letter(&[("canned/phrase", Severity::Hint); 2]), Some(84));
    assert_eq!(letter(&[("negative/cannot", Severity::Error), ("empathy/formulaic", Severity::Error)]), Some(69));
}

#[test]
fn categories_that_do_not_apply_leave_the_mean() {
    let neutral = Assessment { words: (40, 60), length: 40, has_customer: true, ..Assessment::default() };
    let scored = scored(&[("negative/cannot", Severity::Warning)], &neutral);
    let applies: Vec<bool> = scored.categories.iter().map(|category| category.parts.is_some()).collect();
    assert_eq!(applies, [false, true, false, true, true, true, false, true, true]);
    // (20 + 15 · 0.85 + 10 + 10 + 5) / 60 = 96.25 %
    assert_eq!((scored.parts, scored.total), (Some(9625), Some(91)));
    // A fault found counts, whatever the occasion: (57.75 + 5 · 0.95) / 65.
    let faulty = self::scored(&[("negative/cannot", Severity::Warning), ("personal/name-missing", Severity::Hint)], &neutral);
    assert_eq!((faulty.categories[6].parts, faulty.parts, faulty.total), (Some(9500), Some(9615), Some(91)));
}

#[test]
fn repeated_findings_cost_less_and_remarks_nothing() {
    let neutral = Assessment { words: (40, 60), length: 40, ..Assessment::default() };
    let four = scored(&[("time/vague", Severity::Hint); 4], &neutral);
    assert_eq!(four.costs, [500, 250, 125, 0]);
    let mixed = scored(&[("negative/wont", Severity::Info), ("negative/wont", Severity::Hint), ("negative/wont", Severity::Warning)], &neutral);
    assert_eq!(mixed.costs, [0, 250, 1500]);
    let unknown = scored(&[("house/rule", Severity::Error)], &neutral);
    assert_eq!((unknown.costs.as_slice(), unknown.total), (&[0][..], Some(98)));
}

#[test]
fn short_replies_are_not_scored() {
    for (words, total) in [((3, 40), None), ((4, 9), None), ((4, 10), Some(95))] {
        let scored = scored(&[], &Assessment { words, ..Assessment::default() });
        assert_eq!((scored.total, scored.not_scored), (total, total.is_none().then_some(NotScored::TooShort)), "{words:?}");
    }
}
