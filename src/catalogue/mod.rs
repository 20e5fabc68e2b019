//! Where rules come from: the binary and the disk.

mod cache;
pub mod embedded;
mod load;
#[cfg(feature = "cli")]
mod scopes;

pub use load::{CONFIGURATION, LoadError, Loaded, feedback_setting, find_configuration, folder_sources, load, load_cached, rule_folders, user_rules};
#[cfg(feature = "cli")]
pub use scopes::Scopes;
