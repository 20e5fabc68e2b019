//! The formats of `rifq check`, read back as those read them who they are for.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Faults of several kinds in both scripts, with what formats must escape; the byte order mark counts nowhere.
const DRAFT: &str = "\u{feff}Hello 🙂 <b>&amp; \"Lina\"]]>,\n\nUnfortunately, we cannot change it \u{1b}[31m\u{202e}.\r\nAs per our records the courier is not my department.\nللأسف لا يمكننا إرجاع المبلغ.\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formats-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// What `rifq check` writes in this folder; never a failure of its own.
fn check(folder: &Path, arguments: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_rifq"))
        .current_dir(folder)
        .args(["check", "--no-config", "--fail-on", "never"])
        .args(arguments)
        .output()
        .expect("rifq runs");
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("reports are UTF-8")
}

fn draft(name: &str, text: &str) -> PathBuf {
    let folder = folder(name);
    fs::write(folder.join("draft.txt"), text).expect("the draft can be written");
    folder
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("the report is JSON")
}

#[test]
fn junit_counts_what_it_holds() {
    let folder = draft("junit", DRAFT);
    let report = check(&folder, &["--format", "junit", "draft.txt"]);
    let (mut reader, mut told, mut cases, mut depth) = (Reader::from_str(&report), 0, 0, 0);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().expect("the report is XML") {
            Event::Start(tag) => {
                depth += 1;
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("attributes are well formed");
                    if tag.name().as_ref() == "testsuite" && attribute.key.as_ref() == "tests" {
                        told += attribute.value.parse::<usize>().expect("a number");
                    }
                }
                cases += usize::from(tag.name().as_ref() == "testcase");
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(told >= 3, "{report}");
    assert_eq!((told, depth), (cases, 0), "{report}");
    assert!(!report.contains(|c: char| c.is_control() && c != '\n'), "XML cannot hold control characters");
}

#[test]
fn gitlab_has_its_keys_and_fingerprints_stay() {
    let folder = draft("gitlab", DRAFT);
    let names = |report: &Value| -> Vec<String> {
        report.as_array().expect("a list").iter().map(|finding| finding["fingerprint"].as_str().expect("a text").to_owned()).collect()
    };
    let before = json(&check(&folder, &["--format", "gitlab", "draft.txt"]));
    for finding in before.as_array().expect("a list") {
        assert!(finding["description"].is_string() && finding["check_name"].is_string(), "{finding}");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&finding["severity"].as_str().expect("a text")), "{finding}");
        assert_eq!(finding["location"]["path"], "draft.txt");
        assert!(finding["location"]["lines"]["begin"].as_u64() >= Some(1), "{finding}");
    }
    let names_before = names(&before);
    assert_eq!(names_before.iter().collect::<BTreeSet<_>>().len(), names_before.len(), "each finding has a name of its own");
    let lower = DRAFT.replace("\n\nUnf", "\n\nThank you for the photo.\n\n\nUnf");
    fs::write(folder.join("draft.txt"), lower).expect("the draft can be written");
    let after = json(&check(&folder, &["--format", "gitlab", "draft.txt"]));
    let cannot = |report: &Value, name: &str| -> Vec<Value> {
        report.as_array().expect("a list").iter().filter(|finding| finding["check_name"] == name).cloned().collect()
    };
    for rule in ["negative/cannot", "negative/not-my-department"] {
        let (old, new) = (cannot(&before, rule), cannot(&after, rule));
        assert!(!old.is_empty(), "{rule} finds something in {before}");
        assert_eq!(names(&old.clone().into()), names(&new.clone().into()));
        assert_ne!(old[0]["location"], new[0]["location"]);
    }
}

#[test]
fn sarif_places_are_those_of_the_file() {
    let folder = draft("sarif", DRAFT);
    let report = json(&check(&folder, &["--format", "sarif", "draft.txt"]));
    let run = &report["runs"][0];
    let characters: Vec<char> = DRAFT.trim_start_matches('\u{feff}').chars().collect();
    let at = |region: &Value| -> String {
        let number = |key: &str| usize::try_from(region[key].as_u64().expect("a number")).expect("small");
        let start = number("charOffset");
        let line = characters[..start].iter().filter(|&&c| c == '\n').count() + 1;
        let column = characters[..start].iter().rev().take_while(|&&c| c != '\n').count() + 1;
        assert_eq!((line, column), (number("startLine"), number("startColumn")), "{region}");
        characters[start..start + number("charLength")].iter().collect()
    };
    let results = run["results"].as_array().expect("a list");
    assert!(results.len() >= 3);
    for result in results {
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(at(&place["region"]), place["region"]["snippet"]["text"].as_str().expect("a text"));
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small")];
        assert_eq!(rule["id"], result["ruleId"]);
        let help = rule["help"]["text"].as_str().expect("a text");
        let has = |letters: std::ops::RangeInclusive<char>| help.chars().any(|c| letters.contains(&c));
        assert!(has('a'..='z') && has('ا'..='ي'), "help is in both languages: {help}");
    }
    let bureaucratic = results.iter().filter(|result| result["ruleId"] == "clarity/bureaucratic");
    let fix = bureaucratic.into_iter().find_map(|result| result["fixes"][0]["artifactChanges"][0]["replacements"][0].as_object()).expect("one has a fix");
    assert!(at(&fix["deletedRegion"]).starts_with("As per"), "{fix:?}");
}

#[test]
fn the_page_is_whole_in_itself() {
    let folder = draft("html", DRAFT);
    for language in ["en", "ar"] {
        assert_eq!(check(&folder, &["--format", "html", "--ui-lang", language, "--output", "report.html", "draft.txt"]), "");
        let page = fs::read_to_string(folder.join("report.html")).expect("the page is there");
        for foreign in ["<script", "src=", "url(", "@import", "<link", "http:", "https:"] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        let values = |key: &str| -> Vec<&str> { page.split(key).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect() };
        let ids = values(" id=\"");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique");
        assert!(values("href=\"#").iter().all(|target| ids.contains(target)), "links lead somewhere");
        let text = page.split("<div class=\"text\"").nth(1).and_then(|rest| rest.split_once('>')).expect("the draft is there").1;
        let text = text.split("</div>").next().unwrap_or_default();
        assert_eq!(plain(text), DRAFT.trim_start_matches('\u{feff}').trim_end().replace('\r', "").replace(['\u{1b}', '\u{202e}'], "\u{fffd}"));
    }
}

/// The text of a piece of HTML, without the numbers of findings.
fn plain(html: &str) -> String {
    let mut text = String::new();
    for part in html.split("<a ").enumerate().map(|(at, part)| if at == 0 { part } else { part.split_once("</a>").map_or("", |(_, rest)| rest) }) {
        let mut inside = false;
        for c in part.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn a_report_is_no_draft() {
    let folder = draft("again", DRAFT);
    let page = || {
        check(&folder, &["--format", "html", "--output", "report.html", "."]);
        fs::read_to_string(folder.join("report.html")).expect("the page is there")
    };
    assert_eq!(page(), page());
    let left: Vec<_> = fs::read_dir(&folder).expect("the folder can be read").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 2, "nothing else is left: {left:?}");
}

#[test]
fn what_git_ignores_is_left_out() {
    let folder = draft("ignored", DRAFT);
    fs::create_dir_all(folder.join("old")).expect("the folder can be made");
    fs::write(folder.join("old/draft.txt"), DRAFT).expect("the draft can be written");
    fs::write(folder.join(".gitignore"), "old/\n").expect("the file can be written");
    let found = |arguments: &[&str]| check(&folder, &[&["--format", "concise"], arguments].concat()).contains("old/draft.txt");
    assert!(!found(&["."]));
    assert!(found(&[".", "--no-ignore"]));
    assert!(found(&["old/draft.txt"]), "a file that is named is read");
    assert!(!found(&[".", "--no-ignore", "--exclude", "old"]));
}
