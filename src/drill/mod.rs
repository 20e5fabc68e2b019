//! Exercises: a customer's message to answer, what the agent knows of the matter, and the habits that answering it trains.

mod own;
mod progress;
mod scenario;

pub use own::case;
pub use progress::{Attempt, Done, attempts, summary};
pub use scenario::{Scenario, Spoken, fitting, scenarios};
