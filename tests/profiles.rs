//! Profiles and configuration change what is found.

use rifq::catalogue::{LoadError, embedded, load};
use rifq::rules::LayerKind;
use rifq::{Channel, Conversation, Language, Linter, Severity};
use std::path::PathBuf;

fn severities(linter: &Linter, text: &str) -> Vec<(String, Severity)> {
    let review = linter.review(&Conversation::draft(text), Language::English);
    // These are sentences, no replies: that they leave the next step open is not the matter here.
    let said = review.diagnostics.iter().filter(|diagnostic| !diagnostic.rule.starts_with("next-step/"));
    said.map(|diagnostic| (diagnostic.rule.to_string(), diagnostic.severity)).collect()
}

fn configuration(name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let path = folder.join("rifq.toml");
    std::fs::write(&path, text).expect("a file for the test");
    path
}

#[test]
fn every_built_in_layer_loads() {
    let layers = embedded::rules().layers;
    assert!(layers.find(LayerKind::Profile, "strict").is_some());
    for layer in &layers.all {
        load(None, &[(layer.kind, &layer.name)]).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn strict_raises_refusals_and_leaves_bridged_ones() {
    let linter = Linter::new(load(None, &[(LayerKind::Profile, "strict")]).expect("the profile loads"));
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
    let linter = Linter::new(load(Some(&path), &[]).expect("the configuration loads"));
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
        match load(Some(&path), &[]) {
            Err(LoadError::Rules(errors)) => {
                assert_eq!(errors[0].line, line, "{name}: {}", errors[0]);
                assert!(errors[0].to_string().contains(part), "{name}: {}", errors[0]);
            }
            other => panic!("{name}: {:?}", other.map(|_| ())),
        }
    }
}

/// What a rule weighs for a draft in a channel under a configuration.
fn level(path: &std::path::Path, channel: Channel, rule: &str, change: impl Fn(&mut Conversation)) -> Option<Severity> {
    let linter = Linter::new(load(Some(path), &[]).expect("the configuration loads"));
    let mut conversation = Conversation::draft("We can't change the address now. It goes out tomorrow.");
    conversation.channel = Some(channel);
    change(&mut conversation);
    let review = linter.review(&conversation, Language::English);
    review.diagnostics.iter().find(|diagnostic| &*diagnostic.rule == rule).map(|diagnostic| diagnostic.severity)
}

#[test]
fn the_last_layer_holds() {
    let path = configuration("layers", "register = \"formal\"\n[channel.chat.rule.\"form/greeting-missing\"]\nseverity = \"off\"\n");
    let greeting = "form/greeting-missing";
    assert_eq!(level(&path, Channel::Email, greeting, |_| {}), Some(Severity::Warning), "the register of the configuration");
    assert_eq!(level(&path, Channel::Email, greeting, |draft| draft.register = Some("neutral".to_owned())), Some(Severity::Hint), "the draft's own register");
    assert_eq!(level(&path, Channel::Chat, greeting, |_| {}), None, "the configuration's word on one channel");
    assert_eq!(
        level(&path, Channel::Email, "negative/cannot", |draft| draft.profile = Some("strict".to_owned())),
        Some(Severity::Error),
        "the draft's own profile"
    );
    let linter = Linter::new(embedded::rules());
    let mut draft = Conversation::draft("Hello.");
    draft.register = Some("formel".to_owned());
    assert_eq!(linter.unknown(&draft), ["unknown register `formel`; the rules in force are those of the configuration"]);
}

#[test]
fn layers_of_ones_own_inherit() {
    let path = configuration("inheriting", "rules = [\"house\"]\nprofile = \"ours\"\n");
    let folder = path.parent().expect("a folder").join("house/profiles");
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let summary = "[summary]\nen = \"ours\"\nar = \"لنا\"\n";
    std::fs::write(folder.join("ours.toml"), format!("inherits = \"strict\"\n{summary}[rule.\"negative/wont\"]\nseverity = \"off\"\n")).expect("written");
    let linter = Linter::new(load(Some(&path), &[]).expect("the profile loads"));
    assert_eq!(severities(&linter, "We can't change the address now."), [("negative/cannot".to_owned(), Severity::Error)]);
    assert_eq!(severities(&linter, "We won't be replacing the lamp."), []);
    std::fs::write(folder.join("ours.toml"), format!("inherits = \"ours\"\n{summary}")).expect("written");
    match load(Some(&path), &[]) {
        Err(LoadError::Rules(errors)) => assert!(errors[0].to_string().contains("ours.toml:1:12: `ours` inherits from itself"), "{}", errors[0]),
        other => panic!("{:?}", other.map(|_| ())),
    }
}

#[test]
fn a_brand_has_its_own_words() {
    let text = "[brand]\nnames = [\"No Can Do Café\"]\nallow = [\"provisioning\"]\n[[brand.banned]]\nlang = \"en\"\nany = [\"cheap*\"]\n[[brand.preferred]]\nlang = \"ar\"\nany = [\"زبون/N\"]\ninstead = \"عميل\"\n[[brand.disclaimer]]\nlang = \"en\"\nwhen = [\"investment*\"]\nneeds = [\"capital at risk\"]\ntext = \"Your capital is at risk.\"\n";
    let path = configuration("brand", text);
    let linter = Linter::new(load(Some(&path), &[]).expect("the brand loads"));
    let rules = |text: &str| -> Vec<String> { severities(&linter, text).into_iter().map(|found| found.0).collect() };
    assert_eq!(rules("Our cheapest lamp is on its way."), ["brand/banned-word"]);
    assert_eq!(rules("زبوننا يصله الطلب اليوم الساعة 5 مساء"), ["brand/preferred-word"]);
    assert_eq!(rules("The provisioning is done."), Vec::<String>::new());
    assert_eq!(severities(&Linter::new(embedded::rules()), "The provisioning is done.").len(), 1, "without the glossary it is jargon");
    assert_eq!(rules("Your table at the No Can Do Café is booked."), Vec::<String>::new());
    assert_eq!(rules("We opened your investment account today."), ["brand/disclaimer-missing"]);
    assert_eq!(rules("We opened your investment account today. Capital at risk."), Vec::<String>::new());
    let path = configuration("brand-mistake", "[brand]\nallow = [\"(x\"]\n[[brand.preferred]]\nlang = \"en\"\nany = [\"client\"]\n");
    match load(Some(&path), &[]) {
        Err(LoadError::Rules(errors)) => {
            let told: Vec<(u32, &str)> = errors.iter().map(|error| (error.line, error.message.as_str())).collect();
            assert_eq!(told, [(2, "pattern: `(` is not closed"), (5, "a preferred word is not named")]);
        }
        other => panic!("{:?}", other.map(|_| ())),
    }
}

#[test]
fn own_contacts_may_stand_in_public() {
    let finds = |linter: &Linter, text: &str| {
        let mut conversation = Conversation::draft(text);
        conversation.channel = Some(Channel::Social);
        conversation.turns.insert(0, rifq::Turn { role: rifq::Role::Customer, text: text.to_owned(), ..rifq::Turn::default() });
        linter.review(&conversation, Language::English).diagnostics.iter().any(|found| &*found.rule == "privacy/public-personal-data")
    };
    let path = configuration("contacts", "[brand]\ncontacts = [\"rana.k@larkfield.example\", \"0551234567\"]\n");
    let own = Linter::new(load(Some(&path), &[]).expect("the brand loads"));
    let plain = Linter::new(embedded::rules());
    for text in ["Your email is rana.k@larkfield.example.", "Your phone is 055 123 4567."] {
        assert!(finds(&plain, text), "{text}");
        assert!(!finds(&own, text), "{text}");
    }
}
