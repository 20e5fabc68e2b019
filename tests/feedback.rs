//! Counts of what became of findings: several writers at once lose nothing, and what nobody understands counts for nothing.

use rifq::feedback::{Counts, Event, read, record};
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("feedback").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder.join("counts.log")
}

#[test]
fn many_writers_lose_nothing() {
    let file = file("many");
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let file = &file;
            scope.spawn(move || {
                for _ in 0..200 {
                    let event = if writer % 2 == 0 { Event::Dismissed } else { Event::Shown };
                    record(file, "negative/cannot", event, 1).expect("it can be written");
                    record(file, &format!("house/rule-{writer}"), Event::Accepted, 3).expect("it can be written");
                }
            });
        }
    });
    let counts = read(&file).expect("it can be read");
    assert_eq!(counts["negative/cannot"], Counts { shown: 800, accepted: 0, dismissed: 800 });
    assert_eq!(counts["house/rule-7"], Counts { shown: 0, accepted: 600, dismissed: 0 });
    assert_eq!(counts.len(), 9);
}

#[test]
fn nothing_is_there_before_somebody_records() {
    let file = file("nothing");
    assert_eq!(read(&file).expect("no file is no error").len(), 0);
    assert!(!file.exists());
}

#[test]
fn other_lines_count_for_nothing() {
    let file = file("other");
    record(&file, "a/b", Event::Shown, 1).expect("it can be written");
    let mut text = std::fs::read(&file).expect("it is there");
    text.extend(b"a/b loved 1\na/b shown many\n\xff\xfe\na/b shown 1 x\n\na/b shown 2\na/b sho");
    std::fs::write(&file, text).expect("it can be written");
    assert_eq!(read(&file).expect("it can be read")["a/b"], Counts { shown: 3, accepted: 0, dismissed: 0 });
}

#[test]
fn names_are_names() {
    for name in ["", "a b", "a\nb", "a\tb"] {
        assert!(record(&file("names"), name, Event::Shown, 1).is_err(), "{name:?}");
    }
}
