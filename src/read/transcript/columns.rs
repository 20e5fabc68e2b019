//! What the columns of a table hold: by their names, or as the command line maps them.

/// A fact that a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Which conversation a row belongs to.
    Conversation,
    /// Who speaks.
    Role,
    /// Who exactly.
    Author,
    /// When.
    At,
    /// What was said.
    Text,
    /// The customer's message, where a row is a reply.
    Customer,
    /// Who the customer is.
    CustomerId,
    /// The channel.
    Channel,
    /// The team or queue.
    Team,
    /// The subject.
    Subject,
    /// `yes` for what customers see, `no` for notes.
    Public,
    /// Satisfaction.
    Csat,
    /// Would recommend.
    Nps,
    /// How easy it was.
    Ces,
    /// Open or closed.
    Status,
}

impl Column {
    /// All of them, each with its word and the other names columns go by.
    const NAMES: [(Self, &'static [&'static str]); 15] = [
        (
            Self::Conversation,
            &["conversation", "conversation_id", "conversationid", "ticket", "ticket_id", "ticketid", "chat_id", "thread_id", "session_id", "case", "case_id"],
        ),
        (Self::Role, &["role", "sender_type", "author_type", "participant", "participant_role", "direction", "speaker"]),
        (Self::Author, &["author", "author_name", "sender", "sender_name", "from", "agent", "agent_name", "name", "user"]),
        (Self::At, &["at", "timestamp", "time", "created_at", "date", "sent_at", "datetime"]),
        (Self::Text, &["text", "message", "body", "reply", "content", "comment", "msg"]),
        (Self::Customer, &["customer", "customer_message", "question", "context"]),
        (Self::CustomerId, &["customer_id", "requester_id", "contact_id", "visitor_id", "customer_email"]),
        (Self::Channel, &["channel", "source", "via"]),
        (Self::Team, &["team", "group", "queue", "department"]),
        (Self::Subject, &["subject", "title"]),
        (Self::Public, &["public", "visible"]),
        (Self::Csat, &["csat", "rating", "satisfaction"]),
        (Self::Nps, &["nps"]),
        (Self::Ces, &["ces"]),
        (Self::Status, &["status", "state"]),
    ];

    /// The fact that a word stands for.
    fn parse(word: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, names)| names[0] == word).map(|(column, _)| *column)
    }

    /// The fact that a column of this name holds.
    fn of(name: &str) -> Option<(Self, usize)> {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        Self::NAMES.iter().find_map(|(column, names)| names.iter().position(|known| *known == name).map(|place| (*column, place)))
    }
}

/// Where a fact is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum From {
    /// A column, by its name.
    Named(String),
    /// The same for all rows.
    Always(String),
}

/// A map of columns: `text=Nachricht,role==customer`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    words: String,
    map: Vec<(Column, From)>,
}

impl Columns {
    /// Reads a list of `fact=column` or `fact==value`, separated by commas; the error says what is wrong.
    pub fn parse(words: &str) -> Result<Self, String> {
        let one = |word: &str| {
            let (fact, from) = word.split_once('=').ok_or_else(|| format!("`{word}` is not fact=column"))?;
            let column = Column::parse(fact.trim()).ok_or_else(|| {
                let known: Vec<&str> = Column::NAMES.iter().map(|(_, names)| names[0]).collect();
                format!("there is no fact `{}`; write one of {}", fact.trim(), known.join(", "))
            })?;
            Ok((column, from.strip_prefix('=').map_or_else(|| From::Named(from.trim().to_owned()), |value| From::Always(value.trim().to_owned()))))
        };
        words.split(',').filter(|word| !word.trim().is_empty()).map(one).collect::<Result<_, String>>().map(|map| Self { words: words.to_owned(), map })
    }

    /// The list it was read from.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Finds the columns of a header.
    pub(super) fn find(&self, header: &[&str]) -> Result<Found, String> {
        let mut found = Found::default();
        for (at, name) in header.iter().enumerate() {
            let Some((column, rank)) = Column::of(name) else { continue };
            if self.map.iter().any(|(mapped, _)| *mapped == column) {
                continue;
            }
            // Of two columns of one fact, the better name wins.
            match found.places.iter_mut().find(|(known, ..)| *known == column) {
                Some(known) if rank < known.1 => *known = (column, rank, at),
                Some(_) => {}
                None => found.places.push((column, rank, at)),
            }
        }
        for (column, from) in &self.map {
            match from {
                From::Always(value) => found.always.push((*column, value.clone())),
                From::Named(name) => {
                    let at = header.iter().position(|known| known.trim() == name).ok_or_else(|| format!("there is no column `{name}`"))?;
                    found.places.push((*column, 0, at));
                }
            }
        }
        if !found.has(Column::Text) {
            return Err(format!("no column holds the text; --columns text=NAME says which of: {}", header.join(", ")));
        }
        Ok(found)
    }
}

/// The columns of one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    places: Vec<(Column, usize, usize)>,
    always: Vec<(Column, String)>,
}

impl Found {
    /// Whether a fact is told.
    pub(super) fn has(&self, column: Column) -> bool {
        self.places.iter().any(|(known, ..)| *known == column) || self.always.iter().any(|(known, _)| *known == column)
    }

    /// What a row tells; `None` where its cell is empty.
    pub(super) fn get<'r>(&'r self, column: Column, cell: impl Fn(usize) -> Option<&'r str>) -> Option<&'r str> {
        let always = self.always.iter().find(|(known, _)| *known == column).map(|(_, value)| value.as_str());
        always.or_else(|| cell(self.places.iter().find(|(known, ..)| *known == column)?.2)).filter(|text| !text.trim().is_empty())
    }
}
