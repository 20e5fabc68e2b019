//! `rifq hook`, run for real: verdicts by policies, overrides, deadlines, failures, and what is written down.

use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A sentence that stands in drafts and must stand nowhere else.
const PLANTED: &str = "The zebra sleeps under bridge forty";

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("hook-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn policy(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("policy.toml");
    std::fs::write(&path, text).expect("the file can be written");
    path
}

fn hook(config: Option<&Path>, request: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rifq"));
    command.arg("hook").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(config) = config {
        command.arg("--config").arg(config);
    }
    let mut child = command.spawn().expect("rifq runs");
    // A hook that answers without having read everything closes the pipe: that is no failure of the test.
    let _ = child.stdin.take().expect("it is piped").write_all(request);
    child.wait_with_output().expect("rifq ends")
}

fn decided(config: Option<&Path>, request: &Value) -> Value {
    let output = hook(config, request.to_string().as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    serde_json::from_slice(&output.stdout).expect("it is JSON")
}

fn fails(config: Option<&Path>, request: &[u8]) -> String {
    let output = hook(config, request);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    String::from_utf8(output.stderr).expect("UTF-8")
}

/// The codes of the reasons with their verdicts.
fn reasons(report: &Value) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let reasons = report["decision"]["reasons"].as_array().expect("a list");
    reasons.iter().map(|reason| (word(&reason["code"]), word(&reason["verdict"]))).collect()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("it was written");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

const SECRET: &str = "Hello Mona, please send me your password so that I can look at the order today.";
const REFUSAL: &str = "Unfortunately, we cannot change the address.";

#[test]
fn without_a_policy_an_error_blocks_and_a_warning_warns() {
    let held = decided(None, &json!({"text": SECRET, "id": "T-1"}));
    assert_eq!((&held["verdict"], &held["id"], &held["decision"]["found"]), (&json!("block"), &json!("T-1"), &json!("block")));
    assert_eq!(reasons(&held)[0], ("privacy/asks-secret".to_owned(), "block".to_owned()));
    assert_eq!(held["decision"]["overridable"], "with-reason");
    let summary = held["decision"]["summary"].as_str().expect("a text");
    assert!(summary.starts_with("Not sent yet.") && summary.contains("- “") && summary.ends_with("give a reason."), "{summary}");

    let warned = decided(None, &json!({"text": REFUSAL}));
    assert_eq!((&warned["verdict"], &warned["decision"]["overridable"]), (&json!("warn"), &json!("always")));
    let suggestion = &warned["decision"]["suggestion"];
    assert!(suggestion["text"].as_str().is_some_and(|text| text.contains("can do is {option}")), "{suggestion}");

    let fine = decided(None, &json!({"text": "Hello Mona, your parcel left today and arrives tomorrow by noon."}));
    assert_eq!((&fine["verdict"], reasons(&fine).len(), &fine["decision"]["suggestion"]), (&json!("pass"), 0, &Value::Null));
    assert_eq!(fine["decision"]["summary"], "Ready to send.");
}

#[test]
fn what_stands_below_the_name_is_held_too() {
    for text in
        ["Hi Mona,\nIt is done.\n\nBest regards,\nRami\nPlease send me your password.\n", "مرحبا منى،\nتم الحل.\n\nمع التحية\nرامي\nأرسل لي كلمة المرور.\n"]
    {
        let held = decided(None, &json!({"text": text}));
        assert_eq!((&held["verdict"], &reasons(&held)[0].0), (&json!("block"), &"privacy/asks-secret".to_owned()), "{text}");
    }
    let rude = decided(None, &json!({"text": "Hi Mona,\nIt is done.\n\nBest regards,\nRami\nYou are an idiot.\n"}));
    assert_eq!(reasons(&rude)[0], ("tone/rude".to_owned(), "block".to_owned()));
}

#[test]
fn the_agent_is_told_in_the_own_language() {
    let draft = "للأسف لا يمكننا تغيير العنوان.";
    let arabic = |request: Value| decided(None, &request)["decision"]["summary"].as_str().expect("a text").to_owned();
    for request in [json!({"text": draft, "ui_language": "ar"}), json!({"text": draft, "agent": {"id": 4, "language": "ar"}})] {
        let summary = arabic(request);
        assert!(summary.starts_with("قبل الإرسال") && summary.contains('«'), "{summary}");
    }
    assert!(arabic(json!({"text": draft, "ui_language": "en", "agent": {"language": "ar"}})).starts_with("Before it goes out"));
}

#[test]
fn the_short_summary_is_short() {
    let text = "Unfortunately we cannot. 🙂 Calm down. It is not my department. As per our policy we won't. Send me your password. \
                You failed to read the mail. Hi {{name}}, I'll look into it ASAP!!! As I said, you should have known. "
        .repeat(4);
    for language in ["en", "ar"] {
        let report = decided(None, &json!({"text": text, "ui_language": language}));
        let short = report["decision"]["short_summary"].as_str().expect("a text");
        assert!(short.encode_utf16().count() <= 500 && short.encode_utf16().count() > 200, "{short}");
    }
}

#[test]
fn the_last_table_that_says_something_holds() {
    let folder = folder("tables");
    let config = policy(
        &folder,
        "[policy]\nblock = [\"negative/cannot\"]\npass = [\"privacy\"]\nwarn = [\"privacy/asks-secret\"]\n\
         [[policy.when]]\nchannel = [\"chat\"]\npass = [\"warning\", \"negative\"]\n\
         [[policy.when]]\nqueue = [\"VIP\"]\nteam = [\"Gold\"]\nblock = [\"warning\"]\nwarn_below = 100\n",
    );
    let verdict = |request: Value| decided(Some(&config), &request)["verdict"].as_str().expect("a word").to_owned();
    assert_eq!(verdict(json!({"text": REFUSAL})), "block", "by the name of a rule");
    assert_eq!(verdict(json!({"text": SECRET})), "warn", "a rule counts more than its category");
    assert_eq!(verdict(json!({"text": REFUSAL, "channel": "chat"})), "pass", "a later table holds");
    assert_eq!(verdict(json!({"text": REFUSAL, "channel": "chat", "queue": "vip", "team": " gold "})), "block", "the last one of all");
    assert_eq!(verdict(json!({"text": REFUSAL, "channel": "chat", "queue": "vip"})), "pass", "all keys of a table must fit");
}

#[test]
fn a_low_score_is_a_reason_of_its_own() {
    let folder = folder("score");
    let config = policy(&folder, "[policy]\npass = [\"error\", \"warning\"]\nblock_below = 99\nwarn_below = 100\n");
    let draft = "Unfortunately we cannot change the address. That is not my department. Please calm down and write to somebody else, \
                 because as per our policy nothing is possible here at all, and you should have read the terms first.";
    let report = decided(Some(&config), &json!({"text": draft, "thread": [{"role": "customer", "text": "My phone arrived broken for the third time!"}]}));
    assert_eq!(reasons(&report), [("score/below".to_owned(), "block".to_owned())]);
    let message = report["decision"]["reasons"][0]["message"].as_str().expect("a text");
    assert_eq!(message, format!("The score is {}; at least 99 is asked.", report["score"]));
}

#[test]
fn an_override_needs_what_the_policy_asks() {
    let folder = folder("override");
    let wish = |policy: Option<&Path>, text: &str, wish: Value| {
        let report = decided(policy, &json!({"text": text, "override": wish}));
        (report["verdict"].as_str().expect("a word").to_owned(), report["decision"]["override"].as_str().expect("a word").to_owned())
    };
    let told = |verdict: &str, wish: &str| (verdict.to_owned(), wish.to_owned());
    assert_eq!(wish(None, SECRET, json!({})), told("block", "reason-missing"));
    assert_eq!(wish(None, SECRET, json!({"reason": " "})), told("block", "reason-missing"));
    assert_eq!(wish(None, SECRET, json!({"reason": "agreed by phone"})), told("pass", "granted"));
    assert_eq!(wish(None, REFUSAL, json!({})), told("pass", "granted"));
    assert_eq!(wish(None, "It left today.", json!({})), told("pass", "none"));
    let never = policy(&folder, "[policy]\noverride = \"never\"\n");
    assert_eq!(wish(Some(&never), SECRET, json!({"reason": "urgent"})), told("block", "refused"));
    assert_eq!(wish(Some(&never), REFUSAL, json!({"reason": "urgent"})), told("pass", "granted"));
    let some = policy(&folder, "[policy]\noverride = \"always\"\nno_override = [\"privacy\"]\nblock = [\"warning\"]\n");
    assert_eq!(wish(Some(&some), SECRET, json!({"reason": "urgent"})), told("block", "refused"));
    assert_eq!(wish(Some(&some), REFUSAL, json!({})), told("pass", "granted"));
}

#[test]
fn no_remark_silences_what_the_policy_insists_on() {
    let draft = format!("<!-- rifq ignore-file --><p>{SECRET}</p><p>{REFUSAL}</p>");
    let request = json!({"text": draft, "markup": "html", "ignore": ["privacy", "all"]});
    let report = decided(None, &request);
    assert_eq!(reasons(&report), [("privacy/asks-secret".to_owned(), "block".to_owned())]);
    assert!(
        report["warnings"].as_array().is_some_and(|warnings| warnings.iter().any(|told| told.as_str().is_some_and(|told| told.contains("cannot be ignored"))))
    );
    let blank = decided(None, &json!({"text": "<!-- rifq ignore --> Hello {{customer.name}}, it left today.", "markup": "markdown"}));
    assert_eq!(blank["verdict"], "block");

    let folder = folder("insist");
    let config = policy(&folder, "[policy]\nnever_suppress = [\"negative/cannot\"]\n");
    let report = decided(Some(&config), &json!({"text": format!("{REFUSAL} <!-- rifq ignore -->"), "markup": "markdown", "ignore": ["all"]}));
    assert_eq!(reasons(&report), [("negative/cannot".to_owned(), "warn".to_owned())]);
}

#[test]
fn a_suggestion_for_html_has_its_lines() {
    let text = |markup: &str, draft: &str| {
        let report = decided(None, &json!({"text": draft, "markup": markup, "channel": "email"}));
        report["decision"]["suggestion"]["text"].as_str().expect("a suggestion").to_owned()
    };
    let html = text("html", &format!("<p>{REFUSAL}</p>"));
    assert!(html.starts_with("<p>Hello,<br>\n<br>\n") && html.ends_with("{option}.</p>"), "{html}");
    assert!(!text("plain", REFUSAL).contains("<br>"));
}

#[test]
fn no_configuration_is_looked_for() {
    let folder = folder("stray");
    std::fs::write(folder.join("rifq.toml"), "[policy]\npass = [\"error\"]\n").expect("it can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rifq"));
    command.arg("hook").current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("rifq runs");
    child.stdin.take().expect("it is piped").write_all(json!({"text": SECRET}).to_string().as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("rifq ends");
    let report: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(report["verdict"], "block");
}

#[test]
fn what_is_no_request_gets_no_verdict() {
    for (request, expected) in [
        (&b""[..], "EOF while parsing a value"),
        (b"{\"text\": \"The zebra sleeps under bridge forty", "EOF while parsing a string"),
        (b"{\"text\": 7}", "invalid type: integer `7`, expected a string"),
        (b"[]", "invalid"),
        (b"{\"text\": \"a\xff\"}", "not valid UTF-8 from byte 11 on"),
        (b"{\"text\": \"a\", \"override\": \"The zebra sleeps under bridge forty\"}", "invalid type: string, expected a map"),
        (b"{\"text\": \"a\", \"markup\": \"The zebra sleeps under bridge forty\"}", "unknown word, expected one of `plain`"),
    ] {
        let told = fails(None, request);
        assert!(told.contains(expected) && !told.contains("zebra"), "{told}");
    }
    let nested = format!("{{\"text\":{}", "[".repeat(100_000));
    assert!(fails(None, nested.as_bytes()).contains("expected a string"));
    let large = format!("{{\"text\":\"{}\"}}", "x ".repeat(9 << 20));
    assert!(fails(None, large.as_bytes()).contains("larger than 16777216 bytes"));
}

#[test]
fn mistakes_in_a_policy_are_told_at_their_place() {
    let folder = folder("mistakes");
    for (text, expected) in [
        ("[policy]\nblock = [\"negative/canot\"]\n", ":2:10: there is no rule, category or severity `negative/canot`; did you mean `negative/cannot`?"),
        ("[policy]\nblock = [\"error\"]\npass = [\"error\"]\n", ":3:9: `error` stands in `block` as well; name it once"),
        ("[policy]\nwarn_below = 101\n", ":2:14: 101 is out of range; write a number from 0 to 100"),
        ("[policy]\ndeadline_ms = 0\n", ":2:15: 0 is out of range"),
        ("[policy]\noverride = \"maybe\"\n", ":2:12: unknown variant `maybe`"),
        ("[[policy.when]]\nchannel = [\"pigeon\"]\n", ":2:12: there is no channel `pigeon`"),
        ("[policy]\nblok = []\n", ":2:1: unknown key `blok`"),
    ] {
        let told = fails(Some(&policy(&folder, text)), b"{\"text\": \"a\"}");
        assert!(told.contains(expected), "{told}");
    }
    assert!(fails(Some(&folder.join("missing.toml")), b"{\"text\": \"a\"}").contains("missing.toml"));
}

#[test]
fn a_deadline_ends_the_wait() {
    let folder = folder("deadline");
    let config = policy(&folder, "[policy]\ndeadline_ms = 150\n[policy.audit]\nfile = \"audit.jsonl\"\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rifq"));
    let mut child = command.arg("hook").arg("--config").arg(&config).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("rifq runs");
    let (start, open) = (Instant::now(), child.stdin.take());
    let output = child.wait_with_output().expect("rifq ends");
    drop(open);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "rifq: no verdict within 150 ms\n");
    assert!(start.elapsed() > Duration::from_millis(140));
    assert_eq!(lines(&folder.join("audit.jsonl"))[0]["failure"], "deadline");
    let long = json!({"text": format!("{REFUSAL} ").repeat(40_000), "deadline_ms": 1});
    assert_eq!(fails(None, long.to_string().as_bytes()), "rifq: no verdict within 1 ms\n");
}

#[test]
fn decisions_are_written_down_without_a_word() {
    let folder = folder("audit");
    let config = policy(&folder, "[policy]\nreasons = [\"legal\"]\n[policy.audit]\nfile = \"audit.jsonl\"\n");
    let secret = format!("{PLANTED}. {SECRET}");
    let request = |reason: &str| {
        json!({"text": secret, "id": "T-9", "agent": {"id": "a4", "name": PLANTED}, "queue": PLANTED, "team": "gold", "channel": "email",
            "subject": PLANTED, "override": {"reason": reason}, "thread": [{"role": "customer", "text": PLANTED}]})
    };
    decided(Some(&config), &request(" Legal "));
    decided(Some(&config), &request(PLANTED));
    fails(Some(&config), format!("{{\"text\": \"{PLANTED}\", \"markup\": \"{PLANTED}\"}}").as_bytes());
    let written = lines(&folder.join("audit.jsonl"));
    assert_eq!(written.len(), 3);
    assert_eq!((&written[0]["reason"], &written[1]["reason"], &written[2]["failure"]), (&json!("legal"), &json!("other"), &json!("invalid_request")));
    let first = &written[0];
    for (key, expected) in
        [("id", "T-9"), ("agent", "a4"), ("team", "gold"), ("channel", "email"), ("verdict", "pass"), ("found", "block"), ("override", "granted")]
    {
        assert_eq!(first[key], expected, "{key}");
    }
    assert!(first["rules"].as_array().is_some_and(|rules| rules.contains(&json!("privacy/asks-secret"))));
    assert_eq!((first["text"].as_str().map(str::len), &first["queue"]), (Some(32), &Value::Null));
    assert_eq!(first["text"], written[1]["text"], "the same reply, the same hash");
    for entry in std::fs::read_dir(&folder).expect("it can be read") {
        let path = entry.expect("it can be read").path();
        assert!(!std::fs::read_to_string(&path).expect("UTF-8").contains("zebra"), "{}", path.display());
    }
}

#[test]
fn the_audit_file_is_shared_and_put_aside() {
    let folder = folder("rotate");
    let config = policy(&folder, "[policy.audit]\nfile = \"audit.jsonl\"\nkey_file = \"secret.key\"\nmax_bytes = 2048\nkeep = 100\n");
    let request = json!({"text": REFUSAL, "id": "T-3"}).to_string();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10).for_each(|_| assert_eq!(hook(Some(&config), request.as_bytes()).status.code(), Some(0))));
        }
    });
    let files: Vec<PathBuf> = std::fs::read_dir(&folder).expect("it can be read").map(|entry| entry.expect("it can be read").path()).collect();
    let logs: Vec<&PathBuf> = files.iter().filter(|path| path.to_string_lossy().contains("audit.jsonl")).collect();
    assert!(logs.len() > 2, "{files:?}");
    assert_eq!(logs.iter().map(|path| lines(path).len()).sum::<usize>(), 40, "no line is lost or broken");
    let hashes: std::collections::BTreeSet<String> = logs.iter().flat_map(|path| lines(path)).map(|line| line["text"].to_string()).collect();
    assert_eq!(hashes.len(), 1, "one key for all");
    let few = policy(&folder, "[policy.audit]\nfile = \"audit.jsonl\"\nkey_file = \"secret.key\"\nmax_bytes = 1024\nkeep = 1\n");
    (0..8).for_each(|_| drop(hook(Some(&few), request.as_bytes())));
    let kept = std::fs::read_dir(&folder)
        .expect("it can be read")
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().contains("audit.jsonl")))
        .count();
    assert_eq!(kept, 2, "the file and one that was put aside");
    std::fs::write(folder.join("secret.key"), "zebra").expect("it can be written");
    assert!(fails(Some(&config), request.as_bytes()).contains("not a key of 32 hexadecimal digits"));
}
