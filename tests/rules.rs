//! The built-in rules hold what their own files say.

use rifq::catalogue::embedded;
use rifq::rule_lint::{Pack, lint};
use rifq::rules::{Cue, Spec, compile};
use rifq::{Linter, rule_test};

#[test]
fn every_rule_passes_its_own_examples() {
    let mut rules = embedded::rules();
    rules.switch_on();
    let linter = Linter::new(rules);
    let failures: Vec<String> = embedded::sources()
        .rules
        .iter()
        .flat_map(|file| [rule_test::test(&linter, file), rifq::batch::test_script(&linter, file)].concat())
        .map(|failure| failure.to_string())
        .collect();
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_embedded_rules_are_those_of_the_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let compiled = compile(&rifq::catalogue::folder_sources(&folder).expect("the folder can be read")).expect("the rules compile");
    let mut compiled_names: Vec<_> = compiled.rules.iter().map(|rule| rule.name.clone()).collect();
    compiled_names.sort();
    let embedded = embedded::rules();
    let mut names: Vec<_> = embedded.rules.iter().map(|rule| rule.name.clone()).collect();
    names.sort();
    assert_eq!(compiled_names, names);
    assert!(compiled.programs == embedded.programs && compiled.ops == embedded.ops && compiled.sets == embedded.sets && compiled.lexicons == embedded.lexicons);
    assert_eq!(compiled.hash, embedded.hash);
}

#[test]
fn nothing_in_the_rules_is_doubtful() {
    let all = embedded::sources();
    let files = all.rules.iter().chain(&all.lexicons).chain(&all.cues);
    let linted = files.map(|file| file.path.clone()).collect();
    let doubts = lint(&Pack { linter: &Linter::new(embedded::rules()), all: &all, linted: &linted });
    let told: Vec<String> = doubts.iter().map(|doubt| format!("{}: {}", doubt.check.name(), doubt.at)).collect();
    assert!(told.is_empty(), "{} doubts:\n{}", told.len(), told.join("\n"));
}

#[test]
fn every_cue_is_read_by_a_model_and_has_a_file() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut source = String::new();
    let mut folders = vec![root.join("assess"), root.join("check"), root.join("scan"), root.join("suppress.rs")];
    while let Some(path) = folders.pop() {
        match std::fs::read_dir(&path) {
            Ok(entries) => folders.extend(entries.flatten().map(|entry| entry.path())),
            Err(_) => source.push_str(&std::fs::read_to_string(&path).expect("source is UTF-8")),
        }
    }
    let files: Vec<String> = embedded::sources().cues.into_iter().map(|file| file.name).collect();
    for cue in Cue::ALL {
        assert!(source.contains(&format!("Cue::{cue:?}")), "no model reads {}", cue.name());
        assert!(files.iter().any(|name| name == cue.name()), "{} has no file", cue.name());
    }
}

#[test]
fn every_rule_speaks_both_languages() {
    for file in embedded::sources().rules {
        let spec: Spec = file.parse().expect("a valid rule");
        for lang in [rifq::Language::English, rifq::Language::Arabic] {
            assert!(spec.examples.iter().any(|example| example.lang == lang && !example.bad.is_empty()), "{}: no bad example in {}", file.name, lang.code());
            assert!(spec.examples.iter().any(|example| example.lang == lang && !example.good.is_empty()), "{}: no good example in {}", file.name, lang.code());
            assert!(
                spec.rewrites.is_empty() || spec.rewrites.iter().any(|rewrite| rewrite.get_ref().lang == lang),
                "{}: no rewrite in {}",
                file.name,
                lang.code()
            );
        }
    }
}
