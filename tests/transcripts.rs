//! Exports in the shapes of the helpdesks, with their traps: who speaks, what customers never see, what was deleted, which times are meant.

use rifq::read::transcript::{Agents, Kind, Reading, Zone, records};
use rifq::transcript::Transcript;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

/// Reads a file; each conversation as its id, channel, rating and a line a turn.
fn read(name: &str, bytes: &[u8], agents: &[&str]) -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("transcripts");
    fs::create_dir_all(&folder).expect("a folder for the test");
    let path = folder.join(name);
    fs::write(&path, bytes).expect("written");
    let agents = Agents(agents.iter().map(|&name| name.to_owned()).collect());
    let reading =
        Reading { agents, scratch: Some(folder), max_bytes: 1 << 20, zone: Zone::named("Asia/Riyadh").expect("it is built in"), ..Reading::default() };
    let told = records(&path, &reading)
        .map(|raw| raw.read(&reading).map_or_else(|error| error.to_string().rsplit('/').next().unwrap_or_default().to_owned(), |transcript| told(&transcript)));
    told.collect()
}

fn told(transcript: &Transcript) -> String {
    let conversation = &transcript.conversation;
    let mut text = format!("{} {}", conversation.id.as_deref().unwrap_or("-"), conversation.channel.map_or("-", rifq::Channel::name));
    if let Some(csat) = transcript.ratings.csat {
        let _ = write!(text, " csat={csat}");
    }
    for turn in &conversation.turns {
        let at = turn.at.map_or_else(|| "-".to_owned(), |at| (at / 1000 - 1_767_348_000).to_string());
        let _ = write!(text, "\n{:?} {} {at} {:?}: {}", turn.role, turn.author.as_deref().unwrap_or("-"), turn.markup, turn.text);
    }
    text
}

#[test]
fn zendesk_authors_are_joined_and_notes_kept_apart() {
    let ticket = r#"{"id":1,"subject":"Late","status":"solved","requester_id":7,"assignee_id":9,"satisfaction_rating":{"score":"good","comment":"ok"},
 "comments":[{"id":11,"author_id":7,"public":true,"plain_body":"Where&nbsp;is it?","html_body":"<p>Where is it?</p>","created_at":"2026-01-02T10:00:00Z","via":{"channel":"email"}},
 {"id":12,"author_id":9,"public":false,"plain_body":"check the courier","created_at":"2026-01-02T10:01:00Z"},
 {"id":13,"author_id":-1,"public":true,"plain_body":"We got your message.","created_at":"2026-01-02T10:00:30Z"},
 {"id":14,"author_id":9,"public":true,"html_body":"<p>It left today.</p>","created_at":"2026-01-02T10:02:00Z"}]}"#;
    let expected = "1 email csat=500\nCustomer 7 0 Email: Where\u{a0}is it?\nBot -1 30 Email: We got your message.\nNote 9 60 Email: check the courier\nAgent 9 120 Html: <p>It left today.</p>";
    assert_eq!(read("zendesk.json", ticket.as_bytes(), &[]), [expected]);
    let one_a_line = format!("{}\n{{\"id\":2,\"requester_id\":7,\"comm\n{0}\n", ticket.replace('\n', ""));
    assert_eq!(read("zendesk.jsonl", one_a_line.as_bytes(), &[]), [expected, "zendesk.jsonl:2:1: the object is cut off at the end of the line", expected]);
    let wrapped = format!("{{\"count\":1,\"tickets\":[{ticket}],\"next_page\":null}}");
    assert_eq!(read("zendesk-page.json", wrapped.as_bytes(), &[]), [expected]);
}

#[test]
fn zendesk_chat_has_triggers() {
    let chat = r#"{"id":"c1","type":"chat","visitor":{"id":"v1","name":"Mona","email":""},"agent_names":["Ali"],"rating":"bad","comment":"",
 "history":[{"type":"chat.memberjoin","name":"Mona","timestamp":"2026-01-02T10:00:00Z"},{"type":"chat.msg","name":"Mona","sender_type":"Visitor","msg":"Hello?","timestamp":"2026-01-02T10:00:01Z"},
 {"type":"chat.msg","name":"Welcome","sender_type":"Trigger","msg":"One moment","timestamp":"2026-01-02T10:00:02Z"},{"type":"chat.msg","name":"Ali","sender_type":"Agent","msg":"Hi","timestamp":"2026-01-02T10:00:05Z"}]}"#;
    let expected = "c1 chat csat=100\nCustomer Mona 1 Plain: Hello?\nBot Welcome 2 Plain: One moment\nAgent Ali 5 Plain: Hi";
    assert_eq!(read("zendesk-chat.json", format!("{{\"chats\":[{chat}],\"count\":1}}").as_bytes(), &[]), [expected]);
}

#[test]
fn intercom_begins_in_its_source() {
    let conversation = r#"{"type":"conversation","id":"5","created_at":1767347990,"source":{"type":"conversation","author":{"type":"user","id":"u1"},"body":"<p>Hi</p>"},
 "conversation_parts":{"conversation_parts":[{"part_type":"comment","author":{"type":"admin","name":"Ali"},"body":"<p>Hello</p>","created_at":1767348000},
 {"part_type":"note","author":{"type":"admin","name":"Ali"},"body":"<p>check</p>","created_at":1767348001},{"part_type":"assignment","author":{"type":"bot"},"body":null,"created_at":1767348002},
 {"part_type":"comment","author":{"type":"admin","name":"Fin","from_ai_agent":true},"body":"Plain now","created_at":1767348003},
 {"part_type":"comment","author":{"type":"user","id":"u1"},"body":"secret","redacted":true,"created_at":1767348004}]},
 "conversation_rating":{"rating":4,"remark":""}}"#;
    let expected =
        "5 chat csat=400\nCustomer u1 -10 Html: <p>Hi</p>\nAgent Ali 0 Html: <p>Hello</p>\nNote Ali 1 Html: <p>check</p>\nBot Fin 3 Plain: Plain now";
    assert_eq!(read("intercom.json", conversation.as_bytes(), &[]), [expected]);
}

#[test]
fn freshdesk_tickets_and_conversations() {
    let entry = r#"{"id":3,"ticket_id":1,"user_id":9,"incoming":false,"private":false,"source":0,"body":"<div>Hi</div>","body_text":"Hi","created_at":"2026-01-02T10:00:10Z"}"#;
    let note = entry.replace("\"private\":false", "\"private\":true").replace(":10Z", ":20Z");
    let asked = r#"{"id":2,"ticket_id":1,"user_id":7,"incoming":true,"private":false,"body":"<div>Where?</div>","created_at":"2026-01-02T10:00:00Z"}"#;
    let other = entry.replace("\"ticket_id\":1", "\"ticket_id\":2");
    let expected = "1 email\nCustomer 7 0 Html: <div>Where?</div>\nAgent 9 10 Email: Hi\nNote 9 20 Email: Hi";
    let again = "freshdesk.json:5:1: the messages of conversation `1` do not stand together; sort the export by conversation and time";
    let found = read("freshdesk.json", format!("[{asked},\n{entry},\n{note},\n{other},\n{entry}]").as_bytes(), &[]);
    assert_eq!(found, [expected, again, "2 email\nAgent 9 10 Email: Hi"]);
    let ticket =
        format!(r#"{{"id":1,"requester_id":7,"status":5,"source":2,"created_at":"2026-01-02T09:59:50Z","description_text":"Late","conversations":[{entry}]}}"#);
    assert_eq!(read("freshdesk-ticket.json", ticket.as_bytes(), &[]), ["1 email\nCustomer 7 -10 Email: Late\nAgent 9 10 Email: Hi"]);
}

#[test]
fn front_leaves_drafts_out() {
    let message = |inbound: bool, draft: bool, second: u32| {
        format!(
            r#"{{"id":"msg_{second}","type":"email","is_inbound":{inbound},"is_draft":{draft},"created_at":17673480{second:02}.5,"blurb":"Hi","body":"<p>Hi</p>","text":"Hi {second}","author":{{"email":"a@x"}},"recipients":[{{"role":"from","handle":"c@y"}}],"_links":{{"related":{{"conversation":"https://api.example/conversations/cnv_1"}}}}}}"#
        )
    };
    let page = format!("{{\"_results\":[{},{},{}]}}", message(false, false, 20), message(false, true, 10), message(true, false, 0));
    assert_eq!(read("front.json", page.as_bytes(), &[]), ["cnv_1 email\nCustomer a@x 0 Email: Hi 0\nAgent a@x 20 Email: Hi 20"]);
}

#[test]
fn help_scout_lists_the_newest_first() {
    let conversation = r#"{"id":4,"subject":"Late","status":"closed","type":"email","_embedded":{"threads":[
 {"id":3,"type":"message","state":"published","body":"It left.<br>Ali","createdBy":{"type":"user","first":"Ali","last":"H"},"savedReplyId":17,"createdAt":"2026-01-02T10:00:30Z"},
 {"id":5,"type":"message","state":"draft","body":"never sent","createdBy":{"type":"user","first":"Ali"},"createdAt":"2026-01-02T10:00:40Z"},
 {"id":2,"type":"note","body":"ask Sami","createdBy":{"type":"user","first":"Ali","last":"H"},"createdAt":"2026-01-02T10:00:20Z"},
 {"id":6,"type":"lineitem","body":"Ali changed the status","createdBy":{"type":"user"},"createdAt":"2026-01-02T10:00:15Z"},
 {"id":1,"type":"customer","body":"Where?","createdBy":{"type":"customer","email":"c@y"},"createdAt":"2026-01-02T10:00:00Z"}]}}"#;
    let expected = "4 email\nCustomer c@y 0 Plain: Where?\nNote Ali H 20 Plain: ask Sami\nAgent Ali H 30 Html: It left.<br>Ali";
    assert_eq!(read("help-scout.json", conversation.as_bytes(), &[]), [expected]);
}

#[test]
fn chatwoot_types_are_numbers_or_words() {
    let payload = r#"{"meta":{"channel":"Channel::Whatsapp"},"payload":[{"id":1,"content":"Hi?","message_type":0,"private":false,"sender_type":"Contact","sender":{"name":"Mona"},"created_at":1767348000,"conversation_id":8},
 {"id":2,"content":"Hi","message_type":1,"private":false,"sender_type":"User","sender":{"name":"Ali"},"created_at":1767348001},{"id":3,"content":"look","message_type":1,"private":true,"sender_type":"User","sender":{"name":"Ali"},"created_at":1767348002},
 {"id":4,"content":"assigned to Ali","message_type":2,"created_at":1767348003},{"id":5,"content":"gone","message_type":1,"content_attributes":{"deleted":true},"created_at":1767348004},
 {"id":6,"content":"Rate us","message_type":3,"content_type":"input_csat","content_attributes":{"submitted_values":{"csat_survey_response":{"rating":2,"feedback_message":""}}},"created_at":1767348005}]}"#;
    let expected = "8 message csat=200\nCustomer Mona 0 Plain: Hi?\nAgent Ali 1 Plain: Hi\nNote Ali 2 Plain: look\nNote - 3 Plain: assigned to Ali\nBot - 5 Plain: Rate us";
    assert_eq!(read("chatwoot.json", payload.as_bytes(), &[]), [expected]);
    let event = |kind: &str, text: &str| {
        format!(
            r#"{{"event":"message_created","id":1,"content":"{text}","message_type":"{kind}","private":false,"sender":{{"name":"X"}},"created_at":"2026-01-02T10:00:00Z","conversation":{{"id":9}}}}"#
        )
    };
    let events = format!("{}\n{}\n", event("incoming", "Hi?"), event("outgoing", "Hi"));
    assert_eq!(read("chatwoot.jsonl", events.as_bytes(), &[]), ["9 chat\nCustomer X 0 Plain: Hi?\nAgent X 0 Plain: Hi"]);
}

#[test]
fn zammad_signatures_are_cut() {
    let articles = r#"[{"id":8,"ticket_id":5,"type":"web","sender":"Customer","from":"Mona <m@y>","content_type":"text/plain","body":"Where?","internal":false,"created_at":"2026-01-02T10:00:00.000Z"},
 {"id":9,"ticket_id":5,"type":"email","sender":"Agent","from":"Ali via <s@x>","content_type":"text/html","body":"Hi<br><span class=\"js-signatureMarker\"></span>--<br>Ali","internal":false,"created_at":"2026-01-02T10:00:10.000Z"},
 {"id":10,"ticket_id":5,"type":"note","sender":"Agent","from":"Ali","content_type":"text/plain","body":"todo","internal":true,"created_at":"2026-01-02T10:00:20.000Z"},
 {"id":11,"ticket_id":5,"type":"email","sender":"System","from":"Shop <s@x>","content_type":"text/plain","body":"We got it","internal":false,"created_at":"2026-01-02T10:00:01.000Z"}]"#;
    let expected = "5 email\nCustomer Mona 0 Email: Where?\nBot Shop 1 Email: We got it\nAgent Ali 10 Html: Hi<br>\nNote Ali 20 Email: todo";
    assert_eq!(read("zammad.json", articles.as_bytes(), &[]), [expected]);
}

#[test]
fn live_chat_hides_what_only_agents_see() {
    let chat = r#"{"id":"CH1","users":[{"id":"a@x","type":"agent","name":"Ali"},{"id":"u1","type":"customer"}],"thread":{"id":"T1","properties":{"rating":{"score":{"value":1}}},"events":[
 {"type":"message","author_id":"u1","text":"Hi?","visibility":"all","created_at":"2026-01-02T10:00:00.000000Z"},{"type":"message","author_id":"a@x","text":"Hi","visibility":"all","created_at":"2026-01-02T10:00:05.000000Z"},
 {"type":"message","author_id":"a@x","text":"psst","recipients":"agents","created_at":"2026-01-02T10:00:06.000000Z"},{"type":"file","author_id":"u1","created_at":"2026-01-02T10:00:07.000000Z"}]}}"#;
    assert_eq!(read("livechat.json", chat.as_bytes(), &[]), ["CH1 chat csat=500\nCustomer u1 0 Plain: Hi?\nAgent Ali 5 Plain: Hi\nNote Ali 6 Plain: psst"]);
}

#[test]
fn contact_lens_roles_stand_beside() {
    let voice = r#"{"Version":"1.1.0","AccountId":"1","Channel":"VOICE","LanguageCode":"ar-AE","CustomerMetadata":{"ContactId":"k1"},"Participants":[{"ParticipantId":"p1","ParticipantRole":"AGENT"},{"ParticipantId":"p2","ParticipantRole":"CUSTOMER"}],
 "Transcript":[{"Id":"1","ParticipantId":"p1","Content":"مساء الخير","BeginOffsetMillis":0,"EndOffsetMillis":9},{"Id":"2","ParticipantId":"p2","Content":"My card is [PII]","BeginOffsetMillis":10,"EndOffsetMillis":19}]}"#;
    assert_eq!(read("voice.json", voice.as_bytes(), &[]), ["k1 phone\nAgent p1 - Plain: مساء الخير\nCustomer p2 - Plain: My card is [PII]"]);
    let chat = r#"{"Channel":"CHAT","Participants":[{"ParticipantId":"p1","ParticipantRole":"AGENT"},{"ParticipantId":"s","ParticipantRole":"SYSTEM"},{"ParticipantId":"b","ParticipantRole":"CUSTOM_BOT"}],
 "Transcript":[{"ParticipantId":"b","Content":"Hello","AbsoluteTime":"2026-01-02T10:00:00Z"},{"ParticipantId":"s","Content":"joined","AbsoluteTime":"2026-01-02T10:00:01Z"},{"ParticipantId":"p1","Content":"Hi","AbsoluteTime":"2026-01-02T10:00:02Z"}]}"#;
    assert_eq!(read("chat.json", chat.as_bytes(), &[]), ["- chat\nBot b 0 Plain: Hello\nNote s 1 Plain: joined\nAgent p1 2 Plain: Hi"]);
}

#[test]
fn twilio_authors_tell_roles() {
    let message = |author: &str, second: u32| {
        format!(
            r#"{{"sid":"IM{second}","conversationSid":"CH1","index":{second},"author":"{author}","body":"t{second}","dateCreated":"2026-01-02T10:00:{second:02}Z","attributes":"{{}}"}}"#
        )
    };
    let lines = format!("{}\n{}\n{}\n", message("whatsapp:+96650", 0), message("ali", 2), message("system", 1));
    let expected = "CH1 message\nCustomer whatsapp:+96650 0 Plain: t0\nBot system 1 Plain: t1\nAgent ali 2 Plain: t2";
    assert_eq!(read("twilio.jsonl", lines.as_bytes(), &[]), [expected]);
}

#[test]
fn tweets_are_joined_through_what_they_answer() {
    let table = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n\
        3,Shop,False,Fri Jan 02 10:00:20 +0000 2026,\"@7 It left, today ^AB\",,2\n9,8,True,Fri Jan 02 10:00:00 +0000 2026,other,,\n\
        2,7,True,Fri Jan 02 10:00:10 +0000 2026,and now?,3,1\nx,7,True,,bad,,\n1,7,True,Fri Jan 02 10:00:00 +0000 2026,@Shop where?,2,\n";
    let expected = "- social\nCustomer 7 0 Plain: @Shop where?\nCustomer 7 10 Plain: and now?\nAgent Shop 20 Plain: @7 It left, today ^AB";
    assert_eq!(read("twcs.csv", table.as_bytes(), &[]), ["twcs.csv:5:1: the tweet has no number", expected, "- social\nCustomer 8 0 Plain: other"]);
}

#[test]
fn mails_are_joined_to_threads() {
    let mut mails = b"From c@y Fri Jan  2 10:00:00 2026\nFrom: =?UTF-8?B?2YXZhtmJ?= <c@y>\nSubject: Late\nMessage-ID: <1@y>\nDate: Fri, 2 Jan 2026 13:00:00 +0300\nMIME-Version: 1.0\nContent-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: 8bit\n\n".to_vec();
    mails.extend_from_slice(b"\xc3\xed\xe4 \xd8\xe1\xc8\xed\xbf\n>From here I see nothing.\n\n");
    mails.extend_from_slice(b"From a@shop.example Fri Jan  2 10:01:00 2026\nFrom: Ali <a@shop.example>\nSubject: Re: Late\nMessage-ID: <2@x>\nIn-Reply-To: <1@y>\nReferences: <1@y>\nDate: Fri, 2 Jan 2026 10:01:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>no</p>\n--b\nContent-Type: text/plain\n\nIt left.\n--b--\n");
    let found = read("box.mbox", &mails, &["*@shop.example"]);
    assert_eq!(found, ["- email\nCustomer منى 0 Email: أين طلبي؟\nFrom here I see nothing.\n\n\nAgent Ali 60 Email: It left."]);
    assert!(read("box2.mbox", &mails, &[])[0].contains("mail does not say who answers for the company"));
}

#[test]
fn whatsapp_in_both_languages() {
    let english = "\u{200e}[02/01/2026, 13:00:00] Shop: \u{200e}Messages and calls are end-to-end encrypted.\n[02/01/2026, 13:00:01] Mona: where is it?\nI wait\n\u{200e}[02/01/2026, 13:00:02] Mona: \u{200e}image omitted\n[02/01/2026, 13:00:05] ~ Dana: it left\n[13/01/2026, 13:00:05] Mona: This message was deleted.\n";
    let expected = "- message\nNote - 0 Plain: Shop: Messages and calls are end-to-end encrypted.\nCustomer Mona 1 Plain: where is it?\nI wait\nAgent Dana 5 Plain: it left";
    assert_eq!(read("chat-en.txt", english.as_bytes(), &["dana"]), [expected]);
    let arabic = "\u{200f}[٠٢/٠١/٢٠٢٦، ١:٠٠:٠٠ م] الرسائل والمكالمات مشفّرة بالكامل: لا أحد خارج هذه المحادثة يمكنه قراءتها.\n\u{200f}[٠٢/٠١/٢٠٢٦، ١:٠٠:٠١ م] منى: وين طلبي؟\n\u{200f}[٠٢/٠١/٢٠٢٦، ١:٠٠:٠٢ م] \u{202a}+966 50 123 4567\u{202c}: الطلب خرج اليوم\n\u{200f}[٠٢/٠١/٢٠٢٦، ١:٠٠:٠٣ م] منى: <تم استبعاد الوسائط>\n";
    let expected = "- message\nNote - 0 Plain: الرسائل والمكالمات مشفّرة بالكامل: لا أحد خارج هذه المحادثة يمكنه قراءتها.\nCustomer منى 1 Plain: وين طلبي؟\nAgent +966 50 123 4567 2 Plain: الطلب خرج اليوم";
    assert_eq!(read("chat-ar.txt", arabic.as_bytes(), &["+966*"]), [expected]);
    assert_eq!(
        read("us.txt", "1/2/26, 1:00 PM - Mona: hi\n1/2/26, 1:01 PM - Dana: hello\n".as_bytes(), &["Dana"]),
        ["- message\nCustomer Mona 0 Plain: hi\nAgent Dana 60 Plain: hello"]
    );
    let asked = read("chat-ar.txt", arabic.as_bytes(), &[]);
    assert!(asked[0].contains("--agent NAME says who answers for the company; who writes: +966 50 123 4567, منى"), "{asked:?}");
}

#[test]
fn compressed_exports_are_read_as_they_are() {
    let line = r#"{"id":1,"turns":[{"role":"agent","text":"Hi"}]}"#;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(line.as_bytes()).expect("memory");
    let mut bytes = gzip.finish().expect("memory");
    assert_eq!(read("a.jsonl.gz", &bytes, &[]), ["1 -\nAgent - - Plain: Hi"]);
    bytes.truncate(bytes.len() - 12);
    assert!(read("cut.jsonl.gz", &bytes, &[]).iter().any(|told| told.contains("cannot be read")));
    let zstd = ruzstd::encoding::compress_to_vec(line.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    assert_eq!(read("a.jsonl.zst", &zstd, &[]), ["1 -\nAgent - - Plain: Hi"]);
}

#[test]
fn every_format_has_its_own_word() {
    let mut words: Vec<&str> = Kind::ALL.map(Kind::name).to_vec();
    assert!(words.iter().zip(Kind::ALL).all(|(word, kind)| Kind::parse(word) == Some(kind)));
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Kind::ALL.len());
}
