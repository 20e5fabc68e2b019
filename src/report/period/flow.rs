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
    pub kpis: FlowTable,
    /// `correlations.csv`.
    pub correlations: FlowTable,
    /// `transcript_rules.csv`.
    pub rules: FlowTable,
    /// `triage.csv`.
    pub triage: FlowTable,
}

/// A table that rifq wrote, read back by the names of its columns.
#[derive(Clone, Debug, Default)]
pub struct FlowTable {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl FlowTable {
    /// The table of these rows, of which the first one names the columns; a cell that was kept from being a formula is as it was.
    pub fn new(rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut rows = rows.into_iter();
        let columns = rows.next().unwrap_or_default();
        let plain = |cell: String| cell.strip_prefix('\'').map(str::to_owned).unwrap_or(cell);
        Self { columns, rows: rows.map(|row| row.into_iter().map(plain).collect()).collect() }
    }

    fn rows(&self) -> impl Iterator<Item = FlowRow<'_>> {
        self.rows.iter().map(|cells| FlowRow { table: self, cells })
    }
}

/// One row of a table.
#[derive(Clone, Copy)]
struct FlowRow<'t> {
    table: &'t FlowTable,
    cells: &'t [String],
}

impl<'t> FlowRow<'t> {
    /// The cell of a column; empty where there is none.
    fn cell(self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }
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
        if !tables.rules.rows.is_empty() {
            section(out, "course", w.shown, w.shown_note)?;
            let [_, conversations, rate] = w.shown_heads;
            writeln!(out, "<table><thead><tr><th></th><th class=\"n\">{conversations}</th><th class=\"n\">{rate}</th></tr></thead><tbody>")?;
            for row in tables.rules.rows() {
                let name = row.cell("rule");
                let (told, with, rate) = (escaped(&self.message(name)), escaped(row.cell("conversations_with")), escaped(row.cell("per_100")));
                writeln!(out, "<tr><td>{told} <code dir=\"ltr\">{}</code></td><td class=\"n\">{with}</td><td class=\"n\">{rate}</td></tr>", escaped(name))?;
            }
            writeln!(out, "</tbody></table></section>")?;
        }
        self.waiting(out, &tables.triage, w)
    }

    fn kpis(&self, out: &mut dyn Write, tables: &FlowTables, w: &Words) -> io::Result<()> {
        if tables.kpis.rows.is_empty() {
            return Ok(());
        }
        section(out, "flow", w.title, w.note)?;
        writeln!(out, "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>")?;
        w.heads.iter().try_for_each(|head| write!(out, "<th class=\"n\">{head}</th>"))?;
        writeln!(out, "</tr></thead><tbody>")?;
        for kind in ["all", "channel", "team"] {
            let these = tables.kpis.rows().filter(|row| row.cell("by") == kind && (kind == "all" || !row.cell("key").is_empty()));
            for row in these.take(GROUPS) {
                let name = match kind {
                    "all" => w.all,
                    "channel" => channel(row.cell("key"), self.language),
                    _ => row.cell("key"),
                };
                write!(out, "<tr><td><bdi>{}</bdi></td><td class=\"n\">{}</td>", escaped(name), escaped(row.cell("conversations")))?;
                for time in ["first_response_median", "first_response_p90", "handle_median", "resolution_median"] {
                    write!(out, "<td class=\"n\">{}</td>", duration(row.cell(time), w))?;
                }
                let contact = row.cell("first_contact_percent");
                let percent = if contact.is_empty() { String::new() } else { format!("{}%", escaped(contact)) };
                let [waiting, csat, nps, ces] = ["waiting", "csat_mean", "nps", "ces_mean"].map(|column| escaped(row.cell(column)));
                writeln!(
                    out,
                    "<td class=\"n\">{percent}</td><td class=\"n\">{waiting}</td><td class=\"n\">{csat}</td><td class=\"n\">{nps}</td><td class=\"n\">{ces}</td></tr>"
                )?;
            }
        }
        writeln!(out, "</tbody></table></div>")?;
        for row in tables.correlations.rows() {
            let [found, low, high, conversations] = ["spearman", "low", "high", "conversations"].map(|column| escaped(row.cell(column)));
            if found.is_empty() {
                continue;
            }
            let few = if row.cell("few") == "true" { format!("; {}", w.few) } else { String::new() };
            let name = escaped(row.cell("rating")).to_uppercase();
            writeln!(out, "<p>{} {name}: <bdi>{found} [{low}, {high}]</bdi>, {conversations} {}{few}</p>", w.together, w.heads[1])?;
        }
        writeln!(out, "</section>")
    }

    fn waiting(&self, out: &mut dyn Write, triage: &FlowTable, w: &Words) -> io::Result<()> {
        if triage.rows.is_empty() {
            return Ok(());
        }
        section(out, "triage", w.waits, w.waits_note)?;
        writeln!(out, "<table><thead><tr>")?;
        w.waits_heads.iter().try_for_each(|head| write!(out, "<th>{head}</th>"))?;
        writeln!(out, "</tr></thead><tbody>")?;
        for row in triage.rows().take(WAITING) {
            let (place, many) = (channel(row.cell("channel"), self.language), if row.cell("widespread") == "true" { w.many } else { "" });
            write!(out, "<tr><td><bdi>{}</bdi></td><td>{}</td>", escaped(row.cell("conversation")), escaped(place))?;
            let (need, waits) = (escaped(row.cell("urgency")), duration(row.cell("waited_seconds"), w));
            writeln!(out, "<td class=\"n\">{need}</td><td>{many}</td><td class=\"n\">{waits}</td></tr>")?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_back() {
        let table = |rows: &[[&str; 2]]| FlowTable::new(rows.iter().map(|row| row.map(str::to_owned).to_vec()));
        let found = table(&[["a", "b"], ["1", "x, \"y\"\nz"], ["'=2", ""]]);
        assert_eq!(found.rows, [["1", "x, \"y\"\nz"], ["=2", ""]].map(|row| row.map(str::to_owned).to_vec()));
        assert_eq!(found.rows().map(|row| (row.cell("b"), row.cell("c"))).collect::<Vec<_>>(), [("x, \"y\"\nz", ""), ("", "")]);
        assert!(table(&[]).rows.is_empty() && table(&[["a", "b"]]).rows.is_empty());
    }
}
