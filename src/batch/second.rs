//! What only all conversations together show: the same words to many customers, and customers who come back. Pure: what spills records to
//! disk, a part at a time, stands in `cli/score`.

use super::print::Print;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Different texts that are kept apart under one number; more are other texts by chance.
const MOST_TEXTS: usize = 16;

/// A set of numbers from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(Vec<u64>);

impl Marks {
    /// Adds a number.
    pub fn set(&mut self, number: u64) {
        let place = (number / 64) as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        self.0[place] |= 1 << (number % 64);
    }

    /// Whether a number is in it.
    pub fn has(&self, number: u64) -> bool {
        self.0.get((number / 64) as usize).is_some_and(|bits| bits & (1 << (number % 64)) != 0)
    }
}

/// A reply under one of the numbers of its print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Made of who wrote it, the group and its number: only replies with the same key are compared.
    pub key: u64,
    /// Its place among all replies.
    pub reply: u64,
    /// Whom it answers.
    pub customer: u64,
    /// Its print.
    pub print: Print,
}

/// Replies of much the same words.
struct Text {
    print: Print,
    customers: Vec<u64>,
    replies: Vec<u64>,
}

/// Marks the replies whose words went to so many customers; all records of a key must be among these, in the order of the replies.
pub fn reused(records: impl IntoIterator<Item = Printed>, least: u32, marks: &mut Marks) {
    let mut texts: HashMap<u64, Vec<Text>> = HashMap::new();
    for Printed { key, reply, customer, print } in records {
        let known = texts.entry(key).or_default();
        let at = known.iter().position(|text| text.print.is_like(&print)).unwrap_or(known.len());
        if at == known.len() && at < MOST_TEXTS {
            known.push(Text { print, customers: Vec::new(), replies: Vec::new() });
        }
        let Some(text) = known.get_mut(at) else { continue };
        if text.customers.len() < least as usize && !text.customers.contains(&customer) {
            text.customers.push(customer);
        }
        if text.customers.len() >= least as usize {
            text.replies.drain(..).for_each(|reply| marks.set(reply));
            marks.set(reply);
        } else {
            text.replies.push(reply);
        }
    }
}

/// A conversation of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contact {
    /// Who wrote.
    pub customer: u64,
    /// When it began, in milliseconds.
    pub started: i64,
    /// Its place among all conversations.
    pub conversation: u64,
    /// When it ended.
    pub ended: i64,
    /// It begins with more than thanks.
    pub asks: bool,
}

/// Which conversations were followed by another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// The customer wrote again within the time.
    pub repeated: Marks,
    /// That can be told: they did, or the time is over.
    pub decided: Marks,
}

impl Contacts {
    /// Looks at conversations, all of a customer among these; `within` and `as_of` in milliseconds.
    pub fn add(&mut self, mut records: Vec<Contact>, within: i64, as_of: i64) {
        records.sort_unstable();
        for (index, contact) in records.iter().enumerate() {
            let later = records[index + 1..].iter().take_while(|next| next.customer == contact.customer);
            let mut later = later.filter(|next| next.asks && next.started > contact.ended);
            let repeated = later.next().is_some_and(|next| next.started - contact.ended <= within);
            if repeated {
                self.repeated.set(contact.conversation);
            }
            if repeated || as_of - contact.ended > within {
                self.decided.set(contact.conversation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_followed_within_their_time() {
        let contact = |customer, started, conversation, asks| Contact { customer, started, conversation, ended: started + 1, asks };
        let mut contacts = Contacts::default();
        let records = vec![
            contact(1, 0, 0, true),
            contact(2, 3, 1, true),
            contact(1, 5, 2, false),
            contact(1, 9, 3, true),
            contact(2, 100, 4, true),
            contact(3, 195, 5, true),
        ];
        contacts.add(records, 10, 200);
        assert_eq!((0..6).filter(|&number| contacts.repeated.has(number)).collect::<Vec<_>>(), [0, 2]);
        assert_eq!((0..6).filter(|&number| contacts.decided.has(number)).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn only_what_went_to_enough_customers_is_marked() {
        let printed = |key, reply, customer| Printed { key, reply, customer, print: Print::default() };
        let mut marks = Marks::default();
        let records = [printed(1, 0, 7), printed(1, 1, 7), printed(2, 2, 7), printed(1, 3, 8), printed(2, 4, 8), printed(1, 70, 9), printed(1, 71, 7)];
        reused(records, 3, &mut marks);
        assert_eq!((0..80).filter(|&number| marks.has(number)).collect::<Vec<_>>(), [0, 1, 3, 70, 71]);
    }
}
