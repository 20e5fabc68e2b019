//! Exercises: a customer's message to answer, what the agent knows of the matter, and the habits that answering it trains.

mod scenario;

pub use scenario::{Scenario, Spoken, fitting, scenarios};
