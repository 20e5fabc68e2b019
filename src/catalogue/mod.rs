//! Where rules come from: the binary and the disk.

pub mod embedded;
mod load;

pub use load::{CONFIGURATION, LoadError, find_configuration, folder_sources, load, rule_folders, user_rules};
