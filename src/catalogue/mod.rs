//! Where rules come from: the binary and the disk.

mod cache;
pub mod embedded;
mod load;
#[cfg(feature = "cli")]
mod replace;
#[cfg(feature = "cli")]
mod scopes;

pub use load::{
    CONFIGURATION, LoadError, Loaded, OpenFiles, feedback_setting, find_configuration, folder_sources, load, load_cached, load_open, rule_folders, user_rules,
    user_rules_open,
};
#[cfg(feature = "cli")]
pub use replace::{Replacement, replace};
#[cfg(feature = "cli")]
pub use scopes::Scopes;
