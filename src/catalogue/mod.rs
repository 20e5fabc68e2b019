//! Where rules come from: the binary and the disk.

pub mod embedded;
mod load;
#[cfg(feature = "cli")]
mod scopes;

pub use load::{CONFIGURATION, LoadError, find_configuration, folder_sources, load, rule_folders, user_rules};
#[cfg(feature = "cli")]
pub use scopes::Scopes;
