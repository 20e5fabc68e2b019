//! The pages of rules: one for each in both languages, and every link leads somewhere.

use rifq::catalogue::embedded;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn docs(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rifq")).args(["rules", "docs", "--no-config", "--out"]).arg(folder).output().expect("rifq can be run")
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rules-docs").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

/// The files that a page links to.
fn links(page: &str) -> impl Iterator<Item = &str> {
    page.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| Path::new(link).extension().is_some_and(|extension| extension == "md"))
}

#[test]
fn every_rule_has_a_page_in_both_languages() {
    let folder = folder("all");
    assert!(docs(&folder).status.success());
    for language in ["en", "ar"] {
        let index = std::fs::read_to_string(folder.join(language).join("README.md")).expect("an index");
        for file in embedded::sources().rules {
            let path = folder.join(language).join(format!("{}.md", file.name));
            let page = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()));
            assert_eq!(page.contains("<div dir=\"rtl\" lang=\"ar\">"), language == "ar", "{}", path.display());
            assert!(index.contains(&format!("({}.md)", file.name)), "{} is not in the index", file.name);
            for link in links(&page) {
                assert!(path.with_file_name(link).exists(), "{}: {link} leads nowhere", path.display());
            }
        }
        for link in links(&index) {
            assert!(folder.join(language).join(link).exists(), "{link} leads nowhere");
        }
    }
}

#[test]
fn what_rifq_did_not_make_stays() {
    let folder = folder("other");
    assert!(docs(&folder).status.success());
    assert!(docs(&folder).status.success(), "its own pages it writes anew");
    let page = folder.join("en/negative/cannot.md");
    std::fs::write(&page, "# Ours\n").expect("it can be written");
    let refused = docs(&folder);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("was not made by rifq"));
    assert_eq!(std::fs::read_to_string(&page).expect("it is there"), "# Ours\n");
}

#[test]
fn the_url_of_a_rule_leads_to_the_catalogue() {
    for file in embedded::sources().rules {
        let url = embedded::page(&file.name).expect("a built-in rule has one");
        let (page, anchor) = url.split_once('#').expect("with an anchor");
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect("the page is there");
        assert!(text.contains(&format!("id=\"{anchor}\"")), "{url} leads nowhere");
    }
    assert_eq!(embedded::page("house/no-such-rule"), None);
}
