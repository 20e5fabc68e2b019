//! The built-in rules hold what their own files say.

use rifq::catalogue::embedded;
use rifq::rules::{Spec, compile};
use rifq::{Linter, rule_test};

#[test]
fn every_rule_passes_its_own_examples() {
    let mut rules = embedded::rules();
    rules.switch_on();
    let linter = Linter::new(rules);
    let failures: Vec<String> = embedded::sources().rules.iter().flat_map(|file| rule_test::test(&linter, file)).map(|failure| failure.to_string()).collect();
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
