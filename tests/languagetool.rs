//! The API of `LanguageTool`, asked as its clients ask: each odd habit is a test.
#![cfg(feature = "http")]

#[allow(dead_code)] // each test needs its own part of it
#[path = "support/server.rs"]
mod server;

use serde_json::{Value, json};
use server::{Answer, Server, answer};
use std::io::Write;
use std::net::Shutdown;

/// All bytes but letters, digits and a few signs as codes.
fn coded(text: &str) -> String {
    let byte = |byte: u8| if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(byte).collect()
}

/// The words at a place told in UTF-16 code units.
fn words(text: &str, found: &Value) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (offset, length) = (found["offset"].as_u64().expect("a number") as usize, found["length"].as_u64().expect("a number") as usize);
    String::from_utf16(&units[offset..offset + length]).expect("whole characters")
}

/// The match of a rule.
fn of<'a>(answer: &'a Value, rule: &str) -> &'a Value {
    let matches = answer["matches"].as_array().expect("a list");
    matches.iter().find(|found| found["rule"]["id"] == rule).unwrap_or_else(|| panic!("no {rule} in {answer}"))
}

fn rules(answer: &Answer) -> Vec<String> {
    let answer = answer.json();
    let matches = answer["matches"].as_array().expect("a list");
    matches.iter().map(|found| found["rule"]["id"].as_str().expect("a word").to_owned()).collect()
}

const DRAFT: &str = "🙂 Hi Mona. Unfortunately, we cannot change it.";

#[test]
fn answers_hold_all_that_clients_read() {
    let server = Server::start(&[]);
    let told = server.post("/v2/check", &format!("language=en-US&text={}", coded(DRAFT)));
    assert_eq!((told.status, told.header("content-type")), (200, Some("application/json")), "Emacs compares the type letter by letter");
    assert!(told.header("content-length").is_some() && told.header("transfer-encoding").is_none(), "Emacs knows no chunks");
    let answer = told.json();
    let found = of(&answer, "negative/cannot");
    assert!(words(DRAFT, found).contains("we cannot"), "{found}");
    for (key, is) in [
        ("message", found["message"].is_string()),
        ("shortMessage", found["shortMessage"].is_string()),
        ("sentence", found["sentence"] == "Unfortunately, we cannot change it."),
    ] {
        assert!(is, "{key}: {found}");
    }
    assert_eq!(
        (&found["rule"]["issueType"], &found["rule"]["category"]["id"], &found["type"]["typeName"]),
        (&json!("grammar"), &json!("NEGATIVE"), &json!("Other"))
    );
    assert!(found["replacements"][0]["value"].as_str().is_some_and(|value| !value.is_empty()));
    let context = &found["context"];
    assert_eq!(words(context["text"].as_str().expect("a text"), context), words(DRAFT, found));
    assert_eq!(
        (&answer["software"]["apiVersion"], &answer["language"]["code"], &answer["language"]["detectedLanguage"]["code"]),
        (&json!(1), &json!("en-US"), &json!("en"))
    );
    assert_eq!((&answer["warnings"]["incompleteResults"], answer["sentenceRanges"].as_array().map(Vec::len)), (&json!(false), Some(2)));
}

#[test]
fn offsets_are_utf16_in_both_scripts() {
    let server = Server::start(&[]);
    let draft = "🙂🙂 أهلًا بك يا منى. للأسف لا يُمكننا تغيير العنوان.";
    let answer = server.post("/v2/check", &format!("language=auto&preferredVariants=en-GB&text={}", coded(draft))).json();
    assert_eq!((&answer["language"]["code"], &answer["language"]["name"]), (&json!("ar"), &json!("Arabic")));
    assert!(words(draft, of(&answer, "negative/cannot")).contains("لا يُمكننا"));
    assert!(of(&answer, "negative/cannot")["message"].as_str().is_some_and(|message| message.contains(|c| ('ا'..='ي').contains(&c))));
    let english = server.post("/v2/check", &format!("language=auto&preferredVariants=ar,en-GB&motherTongue=ar&text={}", coded(DRAFT))).json();
    assert_eq!(english["language"]["code"], "en-GB");
    assert!(of(&english, "negative/cannot")["message"].as_str().is_some_and(|message| message.contains(|c| ('ا'..='ي').contains(&c))), "as motherTongue says");
}

#[test]
fn emacs_closes_its_half_and_waits_for_the_end() {
    let server = Server::start(&[]);
    let body = format!("language=auto&text={}&disabledRules=", coded(DRAFT));
    let mut stream = server.connect();
    let head = format!(
        "POST /v2/check HTTP/1.1\r\nHost: {}\r\nContent-length: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
        server.address,
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    stream.shutdown(Shutdown::Write).expect("it closes");
    let told = answer(&mut stream).expect("an answer, and then the end of the connection");
    assert_eq!((told.status, rules(&told).contains(&"negative/cannot".to_owned())), (200, true));
}

#[test]
fn texts_are_read_however_they_are_sent() {
    let server = Server::start(&[]);
    let data = json!({"annotation": [{"text": DRAFT}]}).to_string();
    let plain = format!("text={DRAFT}&language=en");
    for (what, path, kind, body) in [
        ("a form", "/v2/check".to_owned(), "application/x-www-form-urlencoded", format!("language=en&text={}", coded(DRAFT))),
        ("another type", "/v2/check".to_owned(), "text/plain; charset=UTF-8", format!("language=en&text={}", coded(DRAFT))),
        ("another type still", "/v2/check".to_owned(), "application/json", format!("language=en&data={}", coded(&data))),
        ("plus signs", "/v2/check".to_owned(), "", format!("language=en&text={}", coded(DRAFT).replace("%20", "+"))),
        ("not coded", "/v2/check".to_owned(), "application/x-www-form-urlencoded", plain),
        ("coded twice", "/v2/check".to_owned(), "application/x-www-form-urlencoded", format!("language=en&text={}", coded(&coded(DRAFT)))),
        ("in the query", format!("/v2/check?language=en&text={}", coded(DRAFT)), "", String::new()),
        ("in both", "/check?language=en".to_owned(), "", format!("text={}&unknown=1&useragent=x&v=2", coded(DRAFT))),
    ] {
        let told = server.ask("POST", &path, &[("Content-Type", kind), ("Accepts", "application/json")], body.as_bytes());
        assert_eq!(told.status, 200, "{what}: {}", told.body);
        assert!(words(DRAFT, of(&told.json(), "negative/cannot")).contains("we cannot"), "{what}");
    }
    assert_eq!(server.get(&format!("/v2/check?language=en&text={}", coded(DRAFT))).status, 200);
}

#[test]
fn markup_is_counted_and_not_read() {
    let server = Server::start(&[]);
    let data = json!({"annotation": [
        {"text": "Hi Mona. "}, {"markup": "<b class=\"🙂\">"}, {"text": "Unfortunately, we cannot change it."}, {"markup": "</b>"},
        {"markup": "\n\n", "interpretAs": "\n\n"}, {"text": "We do not care, "}, {"markup": "*"}, {"text": "please calm down"}, {"markup": "*"}, {"text": "."}
    ]});
    let whole = "Hi Mona. <b class=\"🙂\">Unfortunately, we cannot change it.</b>\n\nWe do not care, *please calm down*.";
    let answer = server.post("/v2/check", &format!("language=auto&enabledOnly=false&level=default&data={}", coded(&data.to_string()))).json();
    assert!(words(whole, of(&answer, "negative/cannot")).contains("we cannot"));
    let matches = answer["matches"].as_array().expect("a list");
    assert!(matches.len() > 1);
    for found in matches {
        let words = words(whole, found);
        assert!(!words.contains('<') || found["replacements"] == json!([]), "{found}");
    }
}

#[test]
fn whoever_asks_chooses() {
    let server = Server::start(&[]);
    let asked = |more: &str| rules(&server.post("/v2/check", &format!("language=en&text={}&{more}", coded(DRAFT))));
    let is = |rules: &[String], rule: &str| rules.iter().any(|known| known == rule);
    assert!(is(&asked(""), "negative/cannot"));
    assert!(!is(&asked("disabledRules=OTHER,negative/cannot"), "negative/cannot"));
    assert!(!is(&asked("disabledCategories=NEGATIVE"), "negative/cannot"));
    assert_eq!(asked("enabledOnly=true&enabledRules=negative/cannot"), ["negative/cannot"]);
    assert_eq!(asked("enabledOnly=yes&enabledCategories=NEGATIVE"), ["negative/cannot"]);
    assert!(!is(&asked("mode=textLevelOnly"), "negative/cannot") && is(&asked("mode=allButTextLevelOnly"), "negative/cannot"));
    assert!(asked("level=picky").len() > asked("").len(), "what is missing counts only for who wants to hear everything");
    assert!(is(&asked("level=picky&channel=email&customerMessage=My+phone+arrived+broken+for+the+third+time!"), "empathy/missing-acknowledgement"));
}

#[test]
fn mistakes_are_told_as_there() {
    let server = Server::start(&["--allow-origin", "*"]);
    for (body, status, expected) in [
        ("text=a", 400, "Error: Missing 'language' parameter"),
        ("language=en", 400, "Error: Missing 'text' or 'data' parameter"),
        ("language=en&text=a&data={}", 400, "Error: Set only 'text' or 'data'"),
        ("language=tlh&text=a", 400, "Supported codes are: ar, en"),
        ("language=en&data=zebra", 400, "'data' is not the JSON that is expected"),
        ("language=en&text=a&enabledOnly=true", 400, "You must specify enabledRules"),
        ("language=en&text=a&mode=zebra", 400, "The mode is one of"),
        (&format!("language=en&text={}", "a+".repeat(100_000)), 413, "exceeds the limit of 174762 characters"),
    ] {
        let told = server.ask("POST", "/v2/check", &[("Origin", "app://obsidian.md")], body.as_bytes());
        assert_eq!((told.status, told.header("access-control-allow-origin")), (status, Some("*")), "{}", told.body);
        assert!(told.body.contains(expected) && !told.body.contains("zebra"), "{}", told.body);
    }
    let preflight = server.ask("OPTIONS", "/v2/check", &[("Origin", "app://obsidian.md"), ("Access-Control-Request-Method", "POST")], b"");
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (200, Some("*")));
}

#[test]
fn the_small_paths_answer() {
    let server = Server::start(&[]);
    assert_eq!((server.get("/v2/healthcheck").body.as_str(), server.get("/v2/maxtextlength").body.as_str()), ("OK", "174762"));
    assert_eq!(server.get("/v2/info").json()["software"]["name"], "rifq");
    let languages = server.get("/v2/languages").json();
    let languages = languages.as_array().expect("a list");
    for long in ["ar", "en", "en-US"] {
        assert!(languages.iter().any(|language| language["longCode"] == long && language["name"].is_string() && language["code"].is_string()), "{long}");
    }
    assert_eq!(server.get("/v2/words").status, 404);
}

#[test]
fn a_key_is_a_token() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("languagetool-tokens");
    std::fs::write(&file, "0123456789abcdef\n").expect("it can be written");
    let server = Server::start(&["--token-file", &file.display().to_string()]);
    let body = format!("language=en&text={}", coded(DRAFT));
    assert_eq!(server.post("/v2/check", &body).status, 403);
    assert_eq!(server.post("/v2/check", &format!("{body}&username=a&apiKey=0123456789abcdef")).status, 200);
    assert_eq!(server.ask("POST", "/v2/check", &[("Authorization", "Bearer 0123456789abcdef")], body.as_bytes()).status, 200);
    assert_eq!(server.get("/v2/languages").status, 200);
}
