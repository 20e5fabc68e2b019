//! Compiled rules are kept between runs: found again, made anew where something changed, ignored where they are damaged.

use rifq::catalogue::{Loaded, load_cached};
use std::path::{Path, PathBuf};

const RULES: &str = "[[rule.\"negative/cannot\".match]]\nlang = \"en\"\nany = [\"no can do\"]\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    std::fs::write(folder.join("rifq.toml"), RULES).expect("it can be written");
    folder
}

fn load(folder: &Path) -> Loaded {
    load_cached(Some(&folder.join("rifq.toml")), &[], Some(&folder.join("kept"))).expect("the rules compile")
}

fn packs(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder.join("kept")).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default()
}

#[test]
fn what_is_kept_is_the_same() {
    let folder = folder("same");
    let first = load(&folder);
    assert!(!first.is_tried && packs(&folder).is_empty(), "nothing is kept unasked");
    let first = first.keep();
    let second = load(&folder);
    assert!(second.is_tried);
    assert_eq!(first.hash, second.set.hash);
    assert!(first.programs == second.set.programs && first.ops == second.set.ops && first.lexicons == second.set.lexicons);
    second.keep();
    assert_eq!(packs(&folder).len(), 1, "one file, and none left beside it");
}

#[test]
fn other_rules_are_compiled_anew() {
    let folder = folder("other");
    let first = load(&folder).keep();
    std::fs::write(folder.join("rifq.toml"), RULES.replace("no can do", "no way")).expect("it can be written");
    let second = load(&folder);
    assert!(!second.is_tried);
    assert_ne!(first.hash, second.keep().hash);
    assert_eq!(packs(&folder).len(), 2);
}

#[test]
fn damage_is_ignored() {
    let folder = folder("damage");
    load(&folder).keep();
    let pack = packs(&folder).pop().expect("a file");
    let whole = std::fs::read(&pack).expect("it can be read");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for damaged in [&whole[..whole.len() - 1], &whole[..4], &[], &flipped] {
        std::fs::write(&pack, damaged).expect("it can be written");
        assert!(!load(&folder).is_tried);
    }
    load(&folder).keep();
    assert!(load(&folder).is_tried, "it is mended");
}

#[test]
fn where_nothing_can_be_kept_all_goes_on() {
    let folder = folder("closed");
    std::fs::write(folder.join("kept"), "a file, no folder").expect("it can be written");
    load(&folder).keep();
    assert!(!load(&folder).is_tried);
}

#[test]
fn few_packs_are_kept() {
    let folder = folder("few");
    for round in 0..18 {
        std::fs::write(folder.join("rifq.toml"), format!("builtin = false\nrules = []\n# {round}\n")).expect("it can be written");
        load(&folder).keep();
    }
    assert_eq!(packs(&folder).len(), 16);
}
