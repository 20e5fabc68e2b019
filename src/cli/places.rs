//! The folders of the platform that rifq may write to: for what can be made again, and for what it keeps.

use std::env::var_os;
use std::path::PathBuf;

/// Where compiled rules are kept between runs; `None`: nowhere. `RIFQ_CACHE_DIR` names it, and switches it off where it is empty.
pub(super) fn cache() -> Option<PathBuf> {
    own("RIFQ_CACHE_DIR", "XDG_CACHE_HOME", if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" })
}

/// Where counts are kept; `None`: nowhere. `RIFQ_STATE_DIR` names it, and switches counting off where it is empty.
pub(super) fn state() -> Option<PathBuf> {
    own("RIFQ_STATE_DIR", "XDG_STATE_HOME", if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/state" })
}

/// Whether the environment says where counts are kept.
pub(super) fn is_state_named() -> bool {
    var_os("RIFQ_STATE_DIR").is_some()
}

/// The folder that `variable` names, or that of rifq below the one that the platform has for it.
fn own(variable: &str, platform: &str, below_home: &str) -> Option<PathBuf> {
    if let Some(named) = var_os(variable) {
        return (!named.is_empty()).then(|| PathBuf::from(named));
    }
    let absolute = |path: PathBuf| path.is_absolute().then_some(path);
    let named = |name: &str| var_os(name).map(PathBuf::from).and_then(absolute);
    let home = || if cfg!(windows) { named("LOCALAPPDATA") } else { named("HOME").map(|home| home.join(below_home)) };
    named(platform).or_else(home).map(|folder| folder.join("rifq"))
}
