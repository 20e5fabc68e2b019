//! Times, contacts and ratings in the report, what whole conversations show, and what waits for an answer: from the tables of the folder.

use super::page::{Page, escaped, section};
use super::words::channel;
use crate::text::Language;
use std::io::{self, Write};

/// Groups of a kind shown.
const GROUPS: usize = 25;
/// Conversations that wait shown.
const WAITING: usize = 15;

/// The tables of the folder; empty where it is of an older version.
#[derive(Clone, Debug, Default)]
pub struct FlowTables {
    /// `kpis.csv`.
    pub kpis: String,
    /// `correlations.csv`.
    pub correlations: String,
    /// `transcript_rules.csv`.
    pub rules: String,
    /// `triage.csv`.
    pub triage: String,
}

struct Words {
    title: &'static str,
    note: &'static str,
    heads: [&'static str; 11],
    all: &'static str,
    together: &'static str,
    few: &'static str,
    shown: &'static str,
    shown_note: &'static str,
    shown_heads: [&'static str; 3],
    waits: &'static str,
    waits_note: &'static str,
    waits_heads: [&'static str; 5],
    many: &'static str,
    units: [&'static str; 4],
}

const ENGLISH: Words = Words {
    title: "Times, contacts and ratings",
    note: "Medians. “No return” is the share of conversations after which the customer did not write again within a week, about whatever it was.",
    heads: ["", "Conversations", "First reply", "9 of 10 within", "First to last reply", "Until settled", "No return", "Waiting", "CSAT", "NPS", "CES"],
    all: "all",
    together: "Rank correlation of score and",
    few: "too few conversations to say anything",
    shown: "What whole conversations show",
    shown_note: "Found in how a conversation went, or in several of one customer; no points are lost for it.",
    shown_heads: ["", "Conversations", "Per 100"],
    waits: "Waiting for an answer",
    waits_note: "The most pressing first: what the customer needs (0 to 3), whether many are affected, how long it waits.",
    waits_heads: ["Conversation", "Channel", "Need", "Many", "Waits"],
    many: "yes",
    units: ["s", "min", "h", "d"],
};

const ARABIC: Words = Words {
    title: "الأوقات والعودة والتقييمات",
    note: "القيم وسيطة. «بلا عودة» نسبة المحادثات التي لم يكتب العميل بعدها خلال أسبوع، أيا كان الموضوع.",
    heads: ["", "المحادثات", "أول رد", "9 من 10 خلال", "من أول رد إلى آخره", "حتى انتهى الأمر", "بلا عودة", "تنتظر", "CSAT", "NPS", "CES"],
    all: "الكل",
    together: "ارتباط رتب الدرجة مع",
    few: "المحادثات أقل من أن تدل على شيء",
    shown: "ما يظهر في المحادثة كاملة",
    shown_note: "ملاحظات على سير المحادثة أو على عدة محادثات لعميل واحد، ولا تخصم نقاطا.",
    shown_heads: ["", "المحادثات", "لكل 100"],
    waits: "تنتظر جوابا",
    waits_note: "الأشد إلحاحا أولا: حاجة العميل (0 إلى 3)، وهل تأثر كثيرون، ومدة الانتظار.",
    waits_heads: ["المحادثة", "القناة", "الحاجة", "كثيرون", "الانتظار"],
    many: "نعم",
    units: ["ث", "د", "س", "يوم"],
};

impl Page<'_> {
    pub(super) fn flow(&self, out: &mut dyn Write, tables: &FlowTables) -> io::Result<()> {
        let w = if self.language == Language::Arabic { &ARABIC } else { &ENGLISH };
        self.kpis(out, tables, w)?;
        let shown = rows(&tables.rules);
        if !shown.is_empty() {
            section(out, "course", w.shown, w.shown_note)?;
            let [_, conversations, rate] = w.shown_heads;
            writeln!(out, "<table><thead><tr><th></th><th class=\"n\">{conversations}</th><th class=\"n\">{rate}</th></tr></thead><tbody>")?;
            for row in &shown {
                let cell = |at: usize| escaped(row.get(at).map_or("", String::as_str));
                let name = row.first().map_or("", String::as_str);
                let (told, with, rate) = (escaped(&self.message(name)), cell(3), cell(4));
                writeln!(out, "<tr><td>{told} <code dir=\"ltr\">{}</code></td><td class=\"n\">{with}</td><td class=\"n\">{rate}</td></tr>", escaped(name))?;
            }
            writeln!(out, "</tbody></table></section>")?;
        }
        self.waiting(out, tables, w)
    }

    fn kpis(&self, out: &mut dyn Write, tables: &FlowTables, w: &Words) -> io::Result<()> {
        let kpis = rows(&tables.kpis);
        if kpis.is_empty() {
            return Ok(());
        }
        section(out, "flow", w.title, w.note)?;
        writeln!(out, "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>")?;
        w.heads.iter().try_for_each(|head| write!(out, "<th class=\"n\">{head}</th>"))?;
        writeln!(out, "</tr></thead><tbody>")?;
        for kind in ["all", "channel", "team"] {
            let these =
                kpis.iter().filter(|row| row.first().is_some_and(|by| by == kind)).filter(|row| kind == "all" || row.get(1).is_some_and(|key| !key.is_empty()));
            for row in these.take(GROUPS) {
                let cell = |at: usize| row.get(at).map_or("", String::as_str);
                let name = match kind {
                    "all" => w.all,
                    "channel" => channel(cell(1), self.language),
                    _ => cell(1),
                };
                write!(out, "<tr><td><bdi>{}</bdi></td><td class=\"n\">{}</td>", escaped(name), escaped(cell(2)))?;
                for at in [6, 7, 9, 12] {
                    write!(out, "<td class=\"n\">{}</td>", duration(cell(at), w))?;
                }
                let percent = if cell(16).is_empty() { String::new() } else { format!("{}%", escaped(cell(16))) };
                let [waiting, csat, nps, ces] = [4, 18, 21, 23].map(|at| escaped(cell(at)));
                writeln!(
                    out,
                    "<td class=\"n\">{percent}</td><td class=\"n\">{waiting}</td><td class=\"n\">{csat}</td><td class=\"n\">{nps}</td><td class=\"n\">{ces}</td></tr>"
                )?;
            }
        }
        writeln!(out, "</tbody></table></div>")?;
        for row in rows(&tables.correlations) {
            let cell = |at: usize| escaped(row.get(at).map_or("", String::as_str));
            if cell(2).is_empty() {
                continue;
            }
            let few = if row.get(5).is_some_and(|few| few == "true") { format!("; {}", w.few) } else { String::new() };
            let name = cell(0).to_uppercase();
            writeln!(out, "<p>{} {name}: <bdi>{} [{}, {}]</bdi>, {} {}{few}</p>", w.together, cell(2), cell(3), cell(4), cell(1), w.heads[1])?;
        }
        writeln!(out, "</section>")
    }

    fn waiting(&self, out: &mut dyn Write, tables: &FlowTables, w: &Words) -> io::Result<()> {
        let waiting = rows(&tables.triage);
        if waiting.is_empty() {
            return Ok(());
        }
        section(out, "triage", w.waits, w.waits_note)?;
        writeln!(out, "<table><thead><tr>")?;
        w.waits_heads.iter().try_for_each(|head| write!(out, "<th>{head}</th>"))?;
        writeln!(out, "</tr></thead><tbody>")?;
        for row in waiting.iter().take(WAITING) {
            let cell = |at: usize| row.get(at).map_or("", String::as_str);
            let (place, many) = (channel(cell(2), self.language), if cell(8) == "true" { w.many } else { "" });
            write!(out, "<tr><td><bdi>{}</bdi></td><td>{}</td>", escaped(cell(1)), escaped(place))?;
            writeln!(out, "<td class=\"n\">{}</td><td>{many}</td><td class=\"n\">{}</td></tr>", escaped(cell(7)), duration(cell(10), w))?;
        }
        writeln!(out, "</tbody></table></section>")
    }
}

/// Seconds, in the largest unit that tells them well.
fn duration(seconds: &str, w: &Words) -> String {
    let Ok(seconds) = seconds.parse::<u64>() else { return String::new() };
    let (unit, name) = match seconds {
        0..120 => (1, w.units[0]),
        120..7200 => (60, w.units[1]),
        7200..172_800 => (3600, w.units[2]),
        _ => (86_400, w.units[3]),
    };
    format!("{} {name}", seconds / unit)
}

/// The rows of a table that rifq wrote, without its header; a cell that was kept from being a formula is as it was.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(c),
        }
    }
    rows.into_iter().skip(1).map(|row: Vec<String>| row.into_iter().map(|cell| cell.strip_prefix('\'').map(str::to_owned).unwrap_or(cell)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_back() {
        let found = rows("a,b\n1,\"x, \"\"y\"\"\nz\"\n\"'=2\",\n");
        assert_eq!(found, [["1", "x, \"y\"\nz"], ["=2", ""]].map(|row| row.map(str::to_owned).to_vec()));
        assert!(rows("").is_empty() && rows("a,b\n").is_empty());
    }
}
