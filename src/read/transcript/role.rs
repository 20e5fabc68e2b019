//! The words of exports for who speaks.

use crate::conversation::Role;

/// The role that a word stands for; `None` for an unknown one.
pub(super) fn role(word: &str) -> Option<Role> {
    let word = word.trim().to_ascii_lowercase().replace([' ', '-'], "_");
    match word.as_str() {
        "customer" | "user" | "client" | "visitor" | "contact" | "lead" | "end_user" | "enduser" | "requester" | "consumer" | "external" | "guest"
        | "member" | "عميل" | "العميل" | "زبون" => Some(Role::Customer),
        "agent" | "operator" | "admin" | "staff" | "representative" | "rep" | "support" | "internal" | "human_agent" | "teammate" | "employee"
        | "moderator" | "موظف" | "الموظف" | "وكيل" => Some(Role::Agent),
        "bot" | "chatbot" | "custom_bot" | "virtual_agent" | "agent_bot" | "assistant" | "machine" | "workflow" => Some(Role::Bot),
        "note" | "system" | "system_user" | "activity" | "event" | "private" | "internal_note" | "private_note" | "supervisor" => Some(Role::Note),
        _ => None,
    }
}
