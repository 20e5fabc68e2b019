//! Profiles and configuration change what is found.

use rifq::catalogue::{LoadError, embedded, load};
use rifq::{Conversation, Language, Linter, Severity};
use std::path::PathBuf;

fn severities(linter: &Linter, text: &str) -> Vec<(String, Severity)> {
    let review = linter.review(&Conversation::draft(text), Language::English);
    review.diagnostics.iter().map(|diagnostic| (diagnostic.rule.to_string(), diagnostic.severity)).collect()
}

fn configuration(name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let path = folder.join("rifq.toml");
    std::fs::write(&path, text).expect("a file for the test");
    path
}

#[test]
fn every_built_in_profile_loads() {
    let profiles = embedded::profiles();
    assert!(profiles.iter().any(|profile| profile.name == "strict"));
    for profile in profiles {
        load(None, Some(&profile.name)).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn strict_raises_refusals_and_leaves_bridged_ones() {
    let linter = Linter::new(load(None, Some("strict")).expect("the profile loads"));
    assert_eq!(severities(&linter, "We can't change the address now."), [("negative/cannot".to_owned(), Severity::Error)]);
    let bridged = severities(&linter, "We can't change the address now, but I can hold the parcel at the branch for you.");
    assert_eq!(bridged, [("negative/cannot".to_owned(), Severity::Info)]);
}

#[test]
fn configuration_switches_off_adds_patterns_and_words() {
    let path = configuration(
        "settings",
        "profile = \"strict\"\n[rule.\"negative/cannot\"]\nseverity = \"off\"\n[[rule.\"negative/wont\".match]]\nlang = \"en\"\nany = [\"hard pass\"]\n[rule.\"negative/policy-shield\"]\nunless = [\"our policy team\"]\n[lexicon.known-acronyms]\nen = [\"XQZ\"]\n",
    );
    let linter = Linter::new(load(Some(&path), None).expect("the configuration loads"));
    assert_eq!(severities(&linter, "We can't change the address now."), []);
    assert_eq!(severities(&linter, "That is a hard pass from us today."), [("negative/wont".to_owned(), Severity::Error)]);
    assert!(severities(&linter, "Please send the XQZ form.").is_empty());
    assert!(!severities(&Linter::new(embedded::rules()), "Please send the XQZ form.").is_empty());
}

#[test]
fn mistakes_in_configuration_name_their_place() {
    for (name, text, line, part) in [
        ("key", "colour = 1\n", 1, "unknown key `colour`"),
        ("rule", "[rule.\"negative/canot\"]\nseverity = \"off\"\n", 1, "did you mean `negative/cannot`?"),
        ("level", "[rule.\"negative/cannot\"]\nseverity = \"loud\"\n", 2, "loud"),
        ("lexicon", "[lexicon.canot]\nen = [\"x\"]\n", 1, "there is no lexicon `canot`"),
        ("pattern", "[lexicon.cannot]\nen = [\"(x\"]\n", 2, "`(` is not closed"),
        ("profile", "profile = \"stirct\"\n", 1, "strict"),
    ] {
        let path = configuration(name, text);
        match load(Some(&path), None) {
            Err(LoadError::Rules(errors)) => {
                assert_eq!(errors[0].line, line, "{name}: {}", errors[0]);
                assert!(errors[0].to_string().contains(part), "{name}: {}", errors[0]);
            }
            other => panic!("{name}: {:?}", other.map(|_| ())),
        }
    }
}
