//! A whole conversation as a helpdesk exports it: all its turns, and what is known about it.

use crate::conversation::Conversation;

/// What a customer said of the service afterwards; each as the export holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratings {
    /// Satisfaction: hundredths of one to five (`good` is 5, `bad` is 1).
    pub csat: Option<u16>,
    /// Would recommend: 0 to 10.
    pub nps: Option<u8>,
    /// How easy it was: hundredths of one to seven.
    pub ces: Option<u16>,
}

impl Ratings {
    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.csat.is_none() && self.nps.is_none() && self.ces.is_none()
    }
}

/// A conversation with its place in the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// All turns, oldest first.
    pub conversation: Conversation,
    /// The file it stands in, as it was named.
    pub file: String,
    /// The line it begins in, from 1; the number of its record where the format has no lines.
    pub line: u32,
    /// What the export says of its origin.
    pub source: Option<String>,
    /// The team or queue that answers.
    pub team: Option<String>,
    /// The agent of turns without an author.
    pub agent: Option<String>,
    /// Who the customer is, the same in all conversations.
    pub customer: Option<String>,
    /// Whether the matter is closed, where the export says so.
    pub closed: Option<bool>,
    /// When it was closed, in milliseconds since 1970.
    pub closed_at: Option<i64>,
    /// What the customer said of the service.
    pub ratings: Ratings,
}

impl Transcript {
    /// Its id; its place where it has none.
    pub fn id(&self) -> String {
        self.conversation.id.clone().unwrap_or_else(|| format!("{}:{}", self.file, self.line))
    }

    /// The bytes of its texts.
    pub fn bytes(&self) -> usize {
        self.conversation.turns.iter().map(|turn| turn.text.len()).sum()
    }
}
