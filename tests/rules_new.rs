//! A new rule, its blanks filled, passes its own tests, whatever its kind.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn rifq(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rifq")).args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("rifq can be run")
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rules-new").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// What every rule says of itself, in the order of its blanks.
const WORDS: [&str; 6] = [
    "Slang in a reply",
    "عامية في الرد",
    "Not everybody knows the word.",
    "لا يعرف الجميع هذه الكلمة.",
    "Choose a word that everybody knows.",
    "اختر كلمة يعرفها الجميع.",
];

/// The kind, and what fills the blanks behind [`WORDS`].
const KINDS: [(&str, &[&str]); 5] = [
    ("phrase", &["no biggie", "ولا يهمك ابدا", "That is no biggie.", "That is fine.", "ولا يهمك أبدا.", "نتابع طلبك الآن."]),
    ("regex", &["zork+le", "زورك+ل", "This is zorkle.", "This is fine.", "هذا زوركل.", "هذا ممكن اليوم."]),
    (
        "fact",
        &[
            "time-vague",
            "When will it be here?",
            "You will get it soon.",
            "You will get it tomorrow by 5 p.m.",
            "متى يصل الطلب؟",
            "سيصلك الطلب قريبا.",
            "سيصلك الطلب غدا قبل الخامسة مساء.",
        ],
    ),
    ("metric", &["zorkle", "زوركل", "A zorkle. A zorkle. A zorkle.", "A zorkle here.", "زوركل. زوركل. زوركل.", "هذا ممكن اليوم."]),
    ("measure", &["LONG-EN", "I can do that today.", "LONG-AR", "أستطيع ذلك اليوم."]),
];

/// Fills the empty quotation marks of a file, one after the other.
fn fill(text: &str, words: impl Iterator<Item = String>) -> String {
    let mut filled = String::new();
    let mut words = words;
    for line in text.lines() {
        let blank = if line.contains("''") { "''" } else { "\"\"" };
        let line = match line.contains(blank).then(|| words.next()).flatten() {
            Some(word) => line.replacen(blank, &blank.chars().map(String::from).collect::<Vec<_>>().join(&word), 1),
            None => line.to_owned(),
        };
        filled.push_str(&line);
        filled.push('\n');
    }
    assert_eq!(words.next(), None, "a word found no blank:\n{filled}");
    filled
}

#[test]
fn every_kind_passes_when_its_blanks_are_filled() {
    let long = |word: &str| match word {
        "LONG-EN" => format!("You can {}today.", "write to us and ".repeat(12)),
        "LONG-AR" => format!("يمكنك {}اليوم.", "مراسلتنا أو ".repeat(20)),
        word => word.to_owned(),
    };
    for (kind, own) in KINDS {
        let folder = folder(kind);
        let made = rifq(&folder, &["rules", "new", "house/no-slang", "--kind", kind]);
        assert!(made.status.success(), "{kind}: {made:?}");
        let path = folder.join("house-rules/house/no-slang.toml");
        let empty = rifq(&folder, &["rules", "test", "house-rules"]);
        assert!(!empty.status.success(), "{kind}: an empty rule passes");
        let text = std::fs::read_to_string(&path).expect("it was written");
        let words = WORDS.iter().chain(own).map(|word| long(word));
        std::fs::write(&path, fill(&text, words)).expect("it can be written");
        let tested = rifq(&folder, &["rules", "test", "house-rules", "--coverage"]);
        assert_eq!(String::from_utf8_lossy(&tested.stdout), "1 rule, 0 failures\n", "{kind}: {tested:?}");
    }
}
