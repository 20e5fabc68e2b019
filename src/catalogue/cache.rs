//! Compiled rules kept in a folder between runs: whoever has patterns of their own does not compile all rules each time.

use crate::rules::{LayerKind, RuleSet, SourceFile, Sources};
use rustc_hash::FxHasher;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::fs;
use std::hash::Hasher;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Tells builds apart whose compiled rules differ: of the built-in rules, and of the code that compiles and reads them.
const BUILD: &str = env!("RIFQ_BUILD");
/// So many packs are kept; the oldest goes first.
const MOST_PACKS: usize = 16;
const EXTENSION: &str = "pack";
/// Bytes of the checksum in front.
const CHECKSUM: usize = 8;

/// The place of one compiled set: a file named after everything that it was made of.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    folder: PathBuf,
    path: PathBuf,
}

impl Slot {
    /// The place for what this configuration, these files of the user's and these chosen layers make.
    pub(super) fn new(folder: &Path, configuration: &SourceFile, user: &Sources, chosen: &[(LayerKind, &str)]) -> Self {
        let mut hasher = SipHasher13::new();
        let mut add = |text: &str| {
            hasher.write_usize(text.len());
            hasher.write(text.as_bytes());
        };
        add(BUILD);
        add(&configuration.text);
        let kinds = [("rule", &user.rules), ("lexicon", &user.lexicons), ("cue", &user.cues), ("scorecard", &user.scorecards), ("sentence", &user.sentences)];
        let layers = user.layers.iter().map(|(kind, file)| (kind.key(), file));
        for (kind, file) in kinds.into_iter().flat_map(|(kind, files)| files.iter().map(move |file| (kind, file))).chain(layers) {
            [kind, &file.name, &file.text].into_iter().for_each(&mut add);
        }
        for (kind, name) in chosen {
            [kind.key(), name].into_iter().for_each(&mut add);
        }
        let path = folder.join(format!("{:032x}.{EXTENSION}", hasher.finish128().as_u128()));
        Self { folder: folder.to_owned(), path }
    }

    /// The set that is kept there; `None` where there is none, or a damaged one. Its bytes stay in memory as long as the program runs.
    pub(super) fn read(&self) -> Option<RuleSet> {
        let bytes = fs::read(&self.path).ok()?;
        let (checksum, rest) = bytes.split_first_chunk::<CHECKSUM>()?;
        if u64::from_le_bytes(*checksum) != hash(rest) {
            return None;
        }
        let bytes: &'static [u8] = Vec::leak(bytes);
        postcard::from_bytes(&bytes[CHECKSUM..]).ok()
    }

    /// Keeps a set, as bytes, for the next time. Where that is not possible nothing happens: it is compiled again then.
    pub(super) fn write(&self, set: &[u8]) {
        if self.try_write(set).is_ok() {
            self.prune();
        }
    }

    fn try_write(&self, set: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let beside = self.path.with_extension(format!("{}.tmp", std::process::id()));
        let written = fs::File::create(&beside).and_then(|mut file| {
            file.write_all(&hash(set).to_le_bytes())?;
            file.write_all(set)
        });
        let renamed = written.and_then(|()| fs::rename(&beside, &self.path));
        if renamed.is_err() {
            let _ = fs::remove_file(&beside);
        }
        renamed
    }

    /// Removes the oldest packs when there are too many.
    fn prune(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let packs = entries.flatten().filter(|entry| entry.path().extension().is_some_and(|extension| extension == EXTENSION));
        let mut packs: Vec<_> = packs.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect();
        packs.sort();
        for (_, path) in packs.iter().take(packs.len().saturating_sub(MOST_PACKS)) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Tells damage, not intent.
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}
