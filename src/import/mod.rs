//! Rules of other linters, made into rule files: text in, text out.

mod finite;
mod toml_text;
mod vale;
mod yaml;

pub use vale::{Imported, vale};
