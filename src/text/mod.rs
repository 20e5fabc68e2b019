//! Text: folding, tokens, sentences, scripts, lines. Knows nothing of rules.

pub mod distance;
pub mod fold;
pub mod lines;
pub mod mask;
pub mod origin;
mod plain;
pub mod script;
mod sentence;
mod span;
mod token;
mod tokenize;
mod zone;

pub use lines::{Encoding, LineIndex, Position};
pub use mask::{Mask, Treatment};
pub use script::{Dialect, Language};
pub use sentence::sentences;
pub use span::Span;
pub use token::{Sentence, Token, TokenClass};
pub use tokenize::{Tokens, tokenize};
pub use zone::Zone;
