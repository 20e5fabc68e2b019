//! What `rifq score` says of whole conversations, and `rifq targets` and `rifq compare` of its folders, run for real.

#[path = "support/program.rs"]
mod program;

use program::{done, folder, rifq};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

fn turn(role: &str, author: &str, at: &str, text: &str) -> Value {
    json!({"role": role, "author": author, "at": format!("2026-01-{at}:00Z"), "text": text})
}

/// Four conversations of two customers.
fn conversations() -> String {
    let late = json!({"id": "late", "channel": "email", "team": "north", "customer": "c1", "csat": 2, "turns": [
        turn("customer", "c1", "05T09:00", "Where is my order 5512? It is a week late."),
        turn("agent", "Omar", "06T16:00", "I am sorry. It left the warehouse today, and I'll get back to you by 6 pm with the number."),
        turn("customer", "c1", "06T16:30", "Please do, I need it. When does it arrive?")]});
    let again = json!({"id": "again", "channel": "email", "team": "north", "customer": "c1", "turns": [
        turn("customer", "c1", "09T09:00", "Still no number of my parcel. This is urgent, I travel on Monday!")]});
    let calm = json!({"id": "calm", "channel": "chat", "team": "south", "customer": "c2", "csat": 5, "turns": [
        turn("customer", "c2", "05T10:00", "Do you sell lamps?"),
        turn("agent", "Mona", "05T10:00", "We do; here are all of them: https://lamps.example/all"),
        turn("customer", "c2", "05T10:02", "Great, thank you so much!")]});
    let people = json!({"id": "people", "channel": "chat", "team": "south", "customer": "c3", "closed_at": "2026-01-05T11:00:00Z", "turns": [
        turn("customer", "c3", "05T10:00", "My invoice of May shows the wrong sum."),
        turn("agent", "Mona", "05T10:01", "One moment please, I pass you to billing."),
        turn("agent", "Ali", "05T10:02", "Which invoice is it?"),
        turn("customer", "c3", "05T10:03", "As I said, the one of May."),
        turn("agent", "Lina", "05T10:04", "It is corrected now, and you find it in your account.")]});
    [late, again, calm, people].map(|conversation| format!("{conversation}\n")).concat()
}

fn found(row: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = row["findings"].as_array().expect("a list").iter().map(|found| found["rule"].as_str().expect("a name")).collect();
    names.sort_unstable();
    names
}

#[test]
fn whole_conversations_are_judged() {
    let folder = folder("flow", "whole");
    fs::write(folder.join("in.jsonl"), conversations()).expect("written");
    let told = done(&folder, &["score", "in.jsonl", "--out", "out", "--no-config", "--as-of", "2026-01-20T00:00:00Z"]);
    let rows = rows(&folder.join("out/conversations.jsonl"));
    let names: Vec<_> = rows.iter().map(found).collect();
    let late = ["effort/contact-repeated", "followup/message-unanswered", "time/first-response-late", "time/promise-overdue"];
    assert_eq!(names[0], late);
    assert_eq!(names[1], ["followup/message-unanswered", "followup/urgent-waiting"]);
    assert!(names[2].is_empty(), "{:?}", names[2]);
    assert_eq!(names[3], ["effort/told-again", "handoff/many-people"]);
    let first = &rows[0]["findings"].as_array().expect("a list").iter().find(|found| found["rule"] == "time/first-response-late").expect("it is there");
    assert_eq!((&first["agent"], &first["turn"], &first["seconds"]), (&"Omar".into(), &1.into(), &(31 * 3600).into()));
    assert_eq!(first["due"], "2026-01-06T09:00:00Z");
    assert_eq!((&rows[0]["came_back"], &rows[1]["came_back"], &rows[2]["came_back"]), (&true.into(), &false.into(), &false.into()));
    assert_eq!((&rows[3]["handle_seconds"], &rows[3]["resolution_seconds"]), (&180.into(), &3600.into()));
    assert_eq!(rows[1]["waits"], json!({"turn": 0, "need": 3, "widespread": false}));
    let triage = fs::read_to_string(folder.join("out/triage.csv")).expect("it is there");
    let order: Vec<&str> = triage.lines().skip(1).map(|line| line.split(',').nth(1).expect("a cell")).collect();
    assert_eq!(order, ["again", "late"]);
    let kpis = fs::read_to_string(folder.join("out/kpis.csv")).expect("it is there");
    assert!(kpis.lines().any(|line| line.starts_with("all,,4,3,2,3,60,111600,") && line.contains(",4,1,75.00,2,3.50,50.00,0,,0,")), "{kpis}");
    assert!(told.contains("time/promise-overdue") && told.contains("waiting for an answer: 2"), "{told}");
    let page = done(&folder, &["report", "out", "--no-config", "--out", "-"]);
    for part in ["Times, contacts and ratings", "handoff/many-people", "Waiting for an answer"] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn nothing_is_late_before_the_data_end() {
    let folder = folder("flow", "early");
    let waits = json!({"id": "w", "channel": "email", "turns": [turn("customer", "c1", "05T09:00", "Where is my order?")]});
    fs::write(folder.join("in.jsonl"), format!("{waits}\n")).expect("written");
    let of = |out: &str, as_of: &[&str]| {
        done(&folder, &[&["score", "in.jsonl", "--out", out, "--no-config", "--quiet"], as_of].concat());
        found(&rows(&folder.join(out).join("conversations.jsonl"))[0]).len()
    };
    assert_eq!(of("a", &[]), 0);
    assert_eq!(of("b", &["--as-of", "2026-01-06 09:00"]), 0);
    assert_eq!(of("c", &["--as-of", "2026-01-08 09:00"]), 1);
    let refused = rifq(&folder, &["score", "in.jsonl", "--out", "c", "--no-config", "--as-of", "2026-01-09"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--as-of was"), "{refused:?}");
}

#[test]
fn hours_and_holidays_stop_the_clock() {
    let folder = folder("flow", "hours");
    // A Friday; the weekend there is Friday and Saturday.
    let asked = json!({"id": "w", "channel": "email", "turns": [
        turn("customer", "c1", "09T09:00", "Where is my order?"), turn("agent", "Omar", "11T10:00", "It left today and arrives on Tuesday.")]});
    fs::write(folder.join("in.jsonl"), format!("{asked}\n")).expect("written");
    let of = |out: &str, config: &str| {
        fs::write(folder.join("rifq.toml"), config).expect("written");
        done(&folder, &["score", "in.jsonl", "--out", out, "--config", "rifq.toml", "--quiet"]);
        found(&rows(&folder.join(out).join("conversations.jsonl"))[0]).len()
    };
    assert_eq!(of("a", ""), 1);
    assert_eq!(of("b", "locale = \"sa\""), 0);
    assert_eq!(of("c", "[hours]\nopen = \"09:00-17:00\"\nholidays = [\"2026-01-10\"]"), 0);
    fs::write(folder.join("rifq.toml"), "[hours]\nopen = \"17:00-09:00\"").expect("written");
    let refused = rifq(&folder, &["score", "in.jsonl", "--out", "d", "--config", "rifq.toml"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("rifq.toml:2:8"), "{refused:?}");
}

#[test]
fn targets_are_met_or_missed() {
    let folder = folder("flow", "targets");
    fs::write(folder.join("in.jsonl"), conversations()).expect("written");
    done(&folder, &["score", "in.jsonl", "--out", "out", "--no-config", "--quiet", "--as-of", "2026-01-20T00:00:00Z"]);
    let of = |text: &str| {
        fs::write(folder.join("goals.toml"), text).expect("written");
        let output = rifq(&folder, &["targets", "goals.toml", "out", "--no-config"]);
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
    };
    let (code, told) = of("[all]\nfirst_response = \"1 h\"\nfirst_contact = 70\nwaiting = 2\nrates = { \"handoff/many-people\" = 25 }\n[team.south]\ncsat = 5");
    assert_eq!(code, Some(0), "{told}");
    let (code, told) = of("[all]\nfirst_response_p90 = \"1 h\"");
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("missed") && told.contains("31.0 h"), "{told}");
    // What nobody knows is not reached.
    assert_eq!(of("[team.south]\nnps = 10").0, Some(1));
    for (text, wrong) in
        [("", "no target"), ("[all]\nscores = 5", "unknown field"), ("[all]\nrates = { \"time/no-such\" = 1 }", "there is no rule `time/no-such`")]
    {
        let (code, told) = of(text);
        assert!(code == Some(2) && told.contains(wrong), "{told}");
    }
}

#[test]
fn two_folders_are_compared() {
    let folder = folder("flow", "compare");
    let month = |bad: usize, first: usize| -> String {
        let one = |number: usize| {
            let reply = if number.is_multiple_of(bad) {
                "Unfortunately we cannot help you with that. Call again tomorrow."
            } else {
                "I am sorry that it is late. I asked the courier, and it arrives tomorrow by noon."
            };
            let turns = json!([{"role": "customer", "text": "Where is my parcel? It is late."}, {"role": "agent", "author": "a", "text": reply}]);
            json!({"id": format!("t{}", number + first), "channel": "email", "turns": turns}).to_string() + "\n"
        };
        (0..120).map(one).collect()
    };
    for (name, bad, first) in [("a", 2, 0), ("b", 10, 0), ("c", 10, 1000)] {
        fs::write(folder.join(format!("{name}.jsonl")), month(bad, first)).expect("written");
        done(&folder, &["score", &format!("{name}.jsonl"), "--out", name, "--no-config", "--quiet"]);
    }
    let compared = |b: &str| -> Value { serde_json::from_str(&done(&folder, &["compare", "a", b, "--format", "json"])).expect("JSON") };
    let (same, other) = (compared("b"), compared("c"));
    assert_eq!((&same["paired"], &same["shared"], &other["paired"], &other["shared"]), (&true.into(), &120.into(), &false.into(), &0.into()));
    for comparison in [&same, &other] {
        let all = &comparison["scores"][0];
        assert!(all["stands"] == true && all["difference"].as_f64().is_some_and(|moved| moved > 0.0), "{all}");
        let cannot = comparison["rules"].as_array().expect("a list").iter().find(|rate| rate["rule"] == "negative/cannot").expect("it moved");
        assert_eq!((&cannot["per_100"], &cannot["replies_with"], &cannot["stands"]), (&json!([50.0, 10.0]), &json!([60, 12]), &true.into()));
    }
    assert_eq!(same["flips"].as_array().map(Vec::len), Some(20));
    assert!(same["flips"][0]["gone"].as_array().is_some_and(|gone| gone.contains(&"negative/cannot".into())));
    let itself = done(&folder, &["compare", "a", "a"]);
    assert!(itself.contains("+0.00 [+0.00, +0.00], may be chance"), "{itself}");
    done(&folder, &["score", "a.jsonl", "--out", "d", "--no-config", "--quiet", "--scorecard", "percent"]);
    let refused = rifq(&folder, &["compare", "a", "d"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("different scorecards"), "{refused:?}");
}
