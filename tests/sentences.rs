//! Ready sentences and the blanks of suggestions: a blank that is left holds the send, and no sentence is itself a fault.

use rifq::catalogue::embedded;
use rifq::diagnostic::Severity;
use rifq::rules::{Piece, RuleSet, Say, blanks, is_known, pieces};
use rifq::{Conversation, Language, Linter, Markup};
use std::collections::BTreeSet;

/// The rule that finds blanks.
const LEFT: &str = "form/placeholder-left";

/// The names of all blanks that a suggestion may leave.
fn names(rules: &RuleSet) -> BTreeSet<(Language, String)> {
    let rewrites = rules.rules.iter().flat_map(|rule| &rule.rewrites).map(|rewrite| (rewrite.language, &rewrite.text));
    let says = rules.topics.iter().flat_map(|topic| &topic.says).flat_map(|say| say.text.iter().map(|text| (say.lang, text)));
    let all = rewrites.chain(says).flat_map(|(language, text)| blanks(text).unwrap_or_default().into_iter().map(move |name| (language, name.to_owned())));
    all.filter(|(_, name)| !is_known(name) && name != "better").collect()
}

#[test]
fn a_blank_that_is_left_holds_the_send() {
    let linter = Linter::new(embedded::rules());
    let names = names(linter.rules());
    assert!(names.len() > 100, "the blanks were not found");
    let mut missed = Vec::new();
    for (language, name) in &names {
        let text = if *language == Language::Arabic {
            format!("أهلا سارة، سنرسل لك {{{name}}} اليوم.")
        } else {
            format!("Hi Sara, we will send you {{{name}}} today.")
        };
        for markup in [Markup::Plain, Markup::Markdown, Markup::Html, Markup::Email] {
            let mut conversation = Conversation::draft(text.clone());
            conversation.turns[0].markup = markup;
            let found = linter.review(&conversation, Language::English).diagnostics;
            let holds = found.iter().any(|found| *found.rule == *LEFT && found.severity == Severity::Error && found.span.text(&text) == format!("{{{name}}}"));
            if !holds {
                missed.push(format!("{{{name}}} in {markup:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "not found as blanks: {}", missed.join(", "));
}

/// A sentence with all its slots filled, as a person and as a team would say it.
fn filled(rules: &RuleSet, say: &Say, text: &str) -> Vec<String> {
    let thing = |name: &str| {
        rules
            .things
            .iter()
            .flat_map(|thing| &thing.names)
            .find(|known| known.0 == say.lang && known.1 == say.dialect)
            .map_or(name.to_owned(), |known| known.2.replace("{ك}", "ك"))
    };
    let fact = |name: &str| match name {
        "ك" => "ك".to_owned(),
        "thing" => thing(name),
        "order" => "5512".to_owned(),
        "amount" => "84.50 EUR".to_owned(),
        "customer" => {
            if say.lang == Language::Arabic {
                "سارة".to_owned()
            } else {
                "Sara".to_owned()
            }
        }
        other => say.sample.get(other).cloned().unwrap_or_default(),
    };
    let voice = |team: bool| {
        let words = pieces(text).expect("its braces are closed").into_iter().map(|piece| match piece {
            Piece::Text(words) => words.to_owned(),
            Piece::Voice(one, many) => if team { many } else { one }.to_owned(),
            Piece::Slot(name) => fact(name),
        });
        words.collect::<String>()
    };
    vec![voice(false), voice(true)]
}

#[test]
fn no_ready_sentence_is_a_fault() {
    let linter = Linter::new(embedded::rules());
    let rules = linter.rules();
    let mut faults = Vec::new();
    for say in rules.topics.iter().flat_map(|topic| &topic.says) {
        for sentence in say.text.iter().flat_map(|text| filled(rules, say, text)) {
            let mut conversation = Conversation::draft(sentence.clone());
            conversation.channel = say.channels.first().copied();
            let found = linter.review(&conversation, Language::English).diagnostics;
            let own = found.iter().filter(|found| found.severity > Severity::Info && !is_absence(rules, &found.rule));
            faults.extend(own.map(|found| format!("{}: {sentence}", found.rule)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn is_absence(rules: &RuleSet, name: &str) -> bool {
    rules.find(name).is_some_and(|rule| matches!(&rules.rules[rule].kind, rifq::rules::Kind::Fact(fact) if fact.is.is_absence()))
}
