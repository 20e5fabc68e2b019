//! rifq reads a support agent's draft the way a good QA lead would, in Arabic and English.
//!
//! 1. A draft is never alone: every input becomes a [`Conversation`], whose last turn is the draft.
//! 2. What is said wrong is judged per turn; the customer's messages tell what the reply owes.
//! 3. Byte spans in the original text are the only coordinate; folded offsets never leave `text`, `document` and `scan`.
//! 4. What is not prose is cut, opaque or transparent, decided per finder in [`document`].
//! 5. Rules and lexicons are data (TOML); rule kinds are a closed enum, one file each in [`check`].
//! 6. Compile once, check many: the hot path knows no TOML, no input or output, no clock, and returns no error.
//! 7. Between matching and judging stands one model of the reply ([`assess`]).
//! 8. Fixing, scoring and reporting are pure functions of what was found; a mode is never a checker.
//!
//! ```
//! use rifq::{Conversation, Language, Linter, catalogue::embedded};
//!
//! let linter = Linter::new(embedded::rules());
//! let review = linter.review(&Conversation::draft("I am unable to open your file."), Language::English);
//! assert_eq!(&*review.diagnostics[0].rule, "negative/cannot");
//! ```

pub mod assess;
#[cfg(feature = "cli")]
pub mod audit;
pub mod baseline;
#[cfg(feature = "cli")]
pub mod batch;
pub mod catalogue;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod conversation;
pub mod diagnostic;
pub mod document;
#[cfg(feature = "cli")]
pub mod drill;
#[cfg(feature = "cli")]
pub mod eval;
pub mod feedback;
pub mod hook;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "cli")]
pub mod import;
mod linter;
#[cfg(feature = "cli")]
pub mod lsp;
pub mod mend;
pub mod policy;
#[cfg(feature = "cli")]
pub mod read;
#[cfg(feature = "cli")]
pub mod report;
pub mod rewrite;
pub mod rule_diff;
#[cfg(feature = "cli")]
pub mod rule_lint;
pub mod rule_test;
pub mod rules;
pub mod scan;
pub mod score;
#[cfg(feature = "cli")]
pub mod stats;
pub mod suppress;
pub mod text;
pub mod transcript;
pub mod wire;

pub use conversation::{Channel, Conversation, Gender, Markup, Origin, Person, Role, Turn};
pub use diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity, apply};
pub use linter::{Linter, Review};
pub use rules::RuleSet;
pub use text::{Dialect, Language, Span};
