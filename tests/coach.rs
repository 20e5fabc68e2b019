//! `rifq coach`, run for real on what `rifq score` wrote.

#[path = "support/program.rs"]
mod program;

use program::{done, folder, rifq};
use std::fs;
use std::path::Path;

/// Scores a month of two agents, `weak` of whose replies (in ten) refuse without an alternative; `few` writes but four.
fn scored(folder: &Path, month: u32, weak: usize, more: &[&str]) -> String {
    let one = |number: usize| {
        let reply = if number % 10 < weak {
            format!("Hi Ms Novak, I am unable to change the address for parcel {number} any more. Kind regards, Ada")
        } else {
            format!("Hi Ms Novak, I'm sorry that parcel {number} is late. I will call the courier today and write to you by 5 pm. Kind regards, Ada")
        };
        let asked = if number.is_multiple_of(7) { "My parcel is late.</style><img src=x> Where is it?" } else { "My parcel is late. Where is it?" };
        let day = number % 27 + 1;
        let turns = serde_json::json!([{"role": "customer", "text": asked, "at": format!("2026-{month:02}-{day:02}T09:00:00Z")},
            {"role": "agent", "author": if number.is_multiple_of(25) { "few" } else { "ada" }, "text": reply, "at": format!("2026-{month:02}-{day:02}T09:05:00Z")}]);
        serde_json::json!({"id": format!("t{number}"), "channel": "email", "turns": turns}).to_string() + "\n"
    };
    let (input, out) = (format!("{month}.jsonl"), format!("out{month}"));
    fs::write(folder.join(&input), (0..100).map(one).collect::<String>()).expect("it can be written");
    done(folder, &[&["score", &input, "--out", &out, "--no-config", "--quiet"], more].concat());
    out
}

#[test]
fn a_plan_names_habits_with_the_agents_own_sentences() {
    let folder = folder("coach", "habits");
    let out = scored(&folder, 1, 4, &[]);
    let plan = done(&folder, &["coach", &out, "--agent", "ada", "--no-config", "--out", "-"]);
    assert!(plan.contains("# Coaching plan: ada") && plan.contains("`negative/cannot` · in 38 of 96 replies (39.6 %"), "{plan}");
    assert!(plan.contains("> Hi Ms Novak, I am unable to change the address"), "{plan}");
    assert!(plan.contains("> I will call the courier today and write to you by 5 pm."), "a strength with its sentence: {plan}");
    assert!(plan.contains("rifq drill --scenario en-"), "{plan}");
    assert_eq!(plan, done(&folder, &["coach", &out, "--agent", "ada", "--no-config", "--out", "-"]), "the same folder, the same plan");
    let kept = fs::read_to_string(folder.join("state/plans.jsonl")).expect("it is kept");
    assert_eq!(kept.lines().count(), 1, "a plan on the same days takes the place of the earlier one");
    assert!(!kept.contains("parcel") && !kept.contains("Novak"), "{kept}");
}

#[test]
fn few_replies_make_no_verdict() {
    let folder = folder("coach", "few");
    let out = scored(&folder, 1, 4, &[]);
    let plan = done(&folder, &["coach", &out, "--agent", "few", "--no-config", "--out", "-"]);
    assert!(plan.contains("too few for a verdict") && plan.contains("What was found in single replies"), "{plan}");
    assert!(!plan.contains('%') && !plan.contains("Mean score") && !plan.contains("Since the last plan"), "{plan}");
    let output = rifq(&folder, &["coach", &out, "--agent", "adda", "--no-config"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `ada`?"));
}

#[test]
fn the_next_plan_tells_what_changed() {
    let folder = folder("coach", "trend");
    let (first, second) = (scored(&folder, 1, 6, &[]), scored(&folder, 2, 2, &[]));
    assert!(done(&folder, &["coach", &first, "--agent", "ada", "--no-config", "--out", "-"]).contains("This is the first plan"));
    let plan = done(&folder, &["coach", &second, "--agent", "ada", "--no-config", "--out", "-"]);
    assert!(plan.contains("Replies from 2026-01-02 – 2026-01-27") || plan.contains("Replies from 2026-01-01 – 2026-01-27"), "{plan}");
    assert!(plan.contains("% | less often |"), "{plan}");
}

#[test]
fn pages_are_whole_and_take_nothing_for_markup() {
    let folder = folder("coach", "page");
    let out = scored(&folder, 1, 4, &[]);
    for language in ["en", "ar"] {
        let told = done(&folder, &["coach", &out, "--agent", "ada", "--no-config", "--lang", language]);
        assert!(told.contains("ada.md") && told.contains("ada.html"), "{told}");
        let page = fs::read_to_string(folder.join(&out).join("coaching/ada.html")).expect("the page");
        assert!(!page.contains("<img") && !page.contains("<script") && !page.contains("http://") && !page.contains("https://"), "{language}");
        assert!(page.contains(if language == "ar" { "<html lang=\"ar\" dir=\"rtl\">" } else { "<html lang=\"en\" dir=\"ltr\">" }));
        let markdown = fs::read_to_string(folder.join(&out).join("coaching/ada.md")).expect("the plan");
        assert_eq!(markdown.starts_with("<div dir=\"rtl\">"), language == "ar");
        assert!(!markdown.contains("<img"));
    }
}

#[test]
fn masked_texts_are_told() {
    let folder = folder("coach", "masked");
    let out = scored(&folder, 1, 4, &["--redact"]);
    let output = rifq(&folder, &["coach", &out, "--agent", "ada", "--no-config", "--out", "plan.md"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("score the inputs again without --redact"));
    assert!(fs::read_to_string(folder.join("plan.md")).expect("the plan").contains("Names and numbers are masked"));
}
