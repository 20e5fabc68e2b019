//! `rifq report`, run for real on what `rifq score` wrote.

#[path = "support/program.rs"]
mod program;

use program::{done, folder, rifq};
use std::fs;
use std::path::PathBuf;

/// A folder scored from `count` conversations; the customers of some of them write HTML.
fn scored(name: &str, count: usize) -> PathBuf {
    let folder = folder("report", name);
    let one = |number: usize| {
        let reply = match number % 3 {
            0 => "Unfortunately, we cannot change the address. I will ask the courier today and write to you by 5 pm.",
            1 => "نعتذر عن التأخير في وصول طلبك، سأتواصل مع شركة الشحن الآن وأرد عليك قبل الخامسة مساء اليوم.",
            _ => "As per our policy you must call again. <b>Thank you</b> for your patience, dear customer.",
        };
        let asked =
            if number.is_multiple_of(5) { "Where is it?</script><img src=x onerror=alert(1)>" } else { "Where is my order? It is the third time I write." };
        let at = |minute: usize| format!("2026-01-{:02}T{:02}:{minute:02}:00Z", number % 28 + 1, number % 24);
        let turns = serde_json::json!([{"role": "customer", "text": asked, "at": at(0)},
            {"role": "agent", "author": format!("agent{}", if number == 0 { 9 } else { number % 2 }), "text": reply, "at": at(5)}]);
        serde_json::json!({"id": format!("t{number}"), "channel": "chat", "turns": turns}).to_string() + "\n"
    };
    fs::write(folder.join("in.jsonl"), (0..count).map(one).collect::<String>()).expect("it can be written");
    let _ = rifq(&folder, &["score", "in.jsonl", "--out", "out", "--no-config", "--quiet"]);
    folder
}

#[test]
fn the_page_tells_the_figures_of_the_folder() {
    let folder = scored("figures", 120);
    let page = done(&folder, &["report", "out", "--no-config", "--out", "-"]);
    let summary: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("out/summary.json")).expect("it is there")).expect("JSON");
    let mean = summary["score_mean"].as_f64().expect("a mean");
    // Tenths; half of one is rounded up.
    let tenths = ((mean * 100.0).round() + 5.0).div_euclid(10.0) / 10.0;
    assert!(page.contains(&format!("<dd>{tenths:.1}</dd>")), "mean {mean}");
    for key in ["replies", "conversations"] {
        assert!(page.contains(&format!("<dd>{}</dd>", summary[key])), "{key}");
    }
    // An agent with one reply has no mean.
    assert!(page.contains("<bdi>agent9</bdi></td><td class=\"n\">1</td><td class=\"n\">too few</td>"));
    assert_eq!(page, done(&folder, &["report", "out", "--no-config", "--out", "-"]), "the same folder, the same page");
}

#[test]
fn nothing_in_the_data_is_taken_for_markup() {
    let folder = scored("markup", 60);
    for language in ["en", "ar"] {
        let page = done(&folder, &["report", "out", "--no-config", "--lang", language, "--out", "-"]);
        assert!(!page.contains("<img") && !page.contains("<b>Thank") && !page.contains("http://") && !page.contains("https://"), "{language}");
        assert_eq!(page.matches("</script>").count(), 2, "{language}");
        let data = page.split("type=\"application/json\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("the data");
        let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
        assert_eq!(data["entries"].as_array().map(Vec::len), Some(60));
        assert!(page.contains(if language == "ar" { "dir=\"rtl\"" } else { "dir=\"ltr\"" }));
    }
}

#[test]
fn the_list_keeps_the_lowest_scores() {
    let folder = scored("list", 60);
    assert!(done(&folder, &["report", "out", "--no-config", "--conversations", "7"]).contains("report.html"));
    let page = fs::read_to_string(folder.join("out/report.html")).expect("the page");
    assert_eq!(page.matches("\n{\"id\":").count(), 7);
    assert!(page.contains("not listed here, all with higher scores: 53"));
}

#[test]
fn a_folder_of_something_else_is_refused() {
    let folder = scored("other", 1);
    let output = rifq(&folder, &["report", ".", "--no-config"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("rifq score INPUT --out DIR"));
}
