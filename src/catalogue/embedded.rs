//! The built-in rules, compiled into the binary by `build.rs`.

use crate::rules::{LayerKind, RuleSet, SourceFile, Sources};

/// The compiled rules.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

/// Kind, path, name and text of every built-in file.
static FILES: &[(&str, &str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// The built-in rules, ready to use.
///
/// # Panics
///
/// Never: a test reads the embedded bytes.
pub fn rules() -> RuleSet {
    postcard::from_bytes(COMPILED).expect("build.rs wrote these bytes with the same types")
}

/// The texts the built-in rules were compiled from.
pub fn sources() -> Sources {
    Sources {
        rules: files("rule"),
        lexicons: files("lexicon"),
        cues: files("cue"),
        scorecards: files("scorecard"),
        sentences: files("sentence"),
        layers: layers(),
        additions: Vec::new(),
    }
}

/// The built-in layers.
fn layers() -> Vec<(LayerKind, SourceFile)> {
    LayerKind::ALL.into_iter().flat_map(|kind| files(kind.key()).into_iter().map(move |file| (kind, file))).collect()
}

/// The file of one built-in rule.
pub fn rule(name: &str) -> Option<SourceFile> {
    files("rule").into_iter().find(|file| file.name == name)
}

/// Where a built-in rule is described, from the root of the project's files.
pub fn page(rule: &str) -> Option<String> {
    FILES.iter().any(|file| file.0 == "rule" && file.2 == rule).then(|| format!("docs/catalogue.md#{}", rule.replace('/', "-")))
}

fn files(kind: &str) -> Vec<SourceFile> {
    FILES
        .iter()
        .filter(|file| file.0 == kind)
        .map(|&(_, path, name, text)| SourceFile { path: path.to_owned(), name: name.to_owned(), text: text.to_owned() })
        .collect()
}
