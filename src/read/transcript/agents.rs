//! Who answers for the company, where the export does not say it.

use crate::conversation::Role;

/// Names, telephone numbers and addresses of agents; `*` stands for anything: `*@shop.example`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agents(pub Vec<String>);

impl Agents {
    /// The role of an author; `None` where no agents are named.
    pub(super) fn role(&self, author: Option<&str>) -> Option<Role> {
        if self.0.is_empty() {
            return None;
        }
        let author = plain(author.unwrap_or_default());
        Some(if self.0.iter().any(|agent| matches(&plain(agent), &author)) { Role::Agent } else { Role::Customer })
    }
}

fn plain(name: &str) -> String {
    name.trim().trim_start_matches('~').trim().to_lowercase()
}

/// Whether a name is what a pattern with stars stands for.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(name) = name.strip_prefix(start) else { return false };
    rest.is_empty() || name.char_indices().map(|(at, _)| at).chain([name.len()]).any(|at| matches(rest, &name[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        let agents = Agents(vec!["Dana".to_owned(), "*@shop.example".to_owned(), "+966 5*".to_owned()]);
        for (name, expected) in
            [("~ dana", Role::Agent), ("a.b@Shop.example", Role::Agent), ("+966 50 123", Role::Agent), ("Danah", Role::Customer), ("", Role::Customer)]
        {
            assert_eq!(agents.role(Some(name)), Some(expected), "{name}");
        }
        assert_eq!(Agents::default().role(Some("x")), None);
    }
}
