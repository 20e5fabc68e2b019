//! The words of exports for channels.

use crate::conversation::Channel;

/// The channel that a word stands for; `None` for an unknown one.
pub(super) fn channel(word: &str) -> Option<Channel> {
    let word = word.trim().to_ascii_lowercase();
    if let Some(channel) = Channel::parse(&word) {
        return Some(channel);
    }
    let word = word.strip_prefix("channel::").unwrap_or(&word);
    match word {
        "mail" | "e-mail" | "web" | "web_form" | "webform" | "form" | "customer_initiated_email" | "api" | "portal" => Some(Channel::Email),
        "livechat" | "live_chat" | "webwidget" | "web_widget" | "widget" | "messenger" | "native_messaging" | "conversation" | "inapp" | "beaconchat" => {
            Some(Channel::Chat)
        }
        "whatsapp" | "telegram" | "messaging" | "line" | "viber" | "wechat" | "instagram_dm" | "facebook_messenger" | "twitter_dm" | "facebookpage" => {
            Some(Channel::Message)
        }
        "twilio_sms" | "twiliosms" | "text_message" => Some(Channel::Sms),
        "twitter" | "x" | "facebook" | "instagram" | "tiktok" | "youtube" | "linkedin" | "twitterprofile" | "facebook_post" => Some(Channel::Social),
        "google_play" | "app_store" | "trustpilot" => Some(Channel::Review),
        "community" | "reddit" => Some(Channel::Forum),
        "voice" | "call" | "phone_call" | "telephone" => Some(Channel::Phone),
        _ => None,
    }
}
