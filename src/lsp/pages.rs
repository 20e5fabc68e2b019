//! A page for each rule, which editors open from a diagnostic: written when it is first asked for, so that links work without a network and for rules of the
//! user's own.

use super::rules::Rules;
use super::uri;
use crate::rules::Spec;
use crate::text::Language;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Where pages are kept.
#[derive(Debug, Default)]
pub(super) struct Pages {
    folder: Option<PathBuf>,
    written: RefCell<BTreeMap<String, Option<String>>>,
}

impl Pages {
    /// Pages in a folder, which is made where it is missing; without a folder there are none.
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, written: RefCell::default() }
    }

    /// The address of a rule's page.
    pub(super) fn of(&self, rules: &Rules, rule: &str) -> Option<String> {
        let folder = self.folder.as_ref()?;
        let hash = &rules.linter.rules().hash;
        let known = format!("{hash}/{rule}");
        if let Some(address) = self.written.borrow().get(&known) {
            return address.clone();
        }
        let path = folder.join(hash).join(format!("{rule}.md"));
        let write = || -> Option<String> {
            if !path.is_file() {
                let page = page(rules, rule)?;
                std::fs::create_dir_all(path.parent()?).ok()?;
                std::fs::write(&path, page).ok()?;
            }
            Some(uri::of(&path))
        };
        let address = write();
        self.written.borrow_mut().insert(known, address.clone());
        address
    }
}

/// What a rule finds and why, in both languages.
fn page(rules: &Rules, name: &str) -> Option<String> {
    let set = rules.linter.rules();
    let rule = &set.rules[set.find(name)?];
    let spec: Option<Spec> = rules.file(name).and_then(|file| file.parse().ok());
    let mut text = format!("# {name}\n");
    for (language, examples) in [(Language::English, "Examples"), (Language::Arabic, "أمثلة")] {
        let _ = write!(text, "\n## {}\n\n{}\n\n{}\n", rule.summary.get(language), rule.why(language), rule.message(language));
        let of_language = spec.iter().flat_map(|spec| &spec.examples).filter(|example| example.lang == language);
        let lines: Vec<String> = of_language
            .flat_map(|example| example.bad.iter().take(3).map(|bad| format!("- ✗ {bad}")).chain(example.good.iter().take(3).map(|good| format!("- ✓ {good}"))))
            .collect();
        if !lines.is_empty() {
            let _ = write!(text, "\n### {examples}\n\n{}\n", lines.join("\n"));
        }
    }
    Some(text)
}
