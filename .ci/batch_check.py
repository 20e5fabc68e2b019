#!/usr/bin/env python3
"""Recomputes the tables of `rifq score` from replies.jsonl and conversations.jsonl and says where they differ: batch_check.py DIR.

Written independently of the program: no figure is taken from it but the rows.
"""
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import datetime
from fractions import Fraction
from pathlib import Path


def half_up(value, places=2):
    """A fraction as rifq writes it: rounded half up."""
    unit = 10**places
    whole = (2 * value.numerator * unit + value.denominator) // (2 * value.denominator)
    return f"{whole // unit}.{whole % unit:0{places}d}"


def mean(values):
    return half_up(Fraction(sum(values), len(values))) if values else ""


def median(values):
    return str(sorted(values)[(len(values) + 1) // 2 - 1]) if values else ""


def seconds(value):
    return value if value < 3600 else value // 60 * 60


def percentile(values, percent):
    values = sorted(map(seconds, values))
    return str(values[max(-(-len(values) * percent // 100), 1) - 1]) if values else ""


def expected(rows, columns):
    scored = [row for row in rows if row["score"] is not None]
    found = [finding for row in rows for finding in row["findings"]]
    waits = [row["response_seconds"] for row in rows if row["response_seconds"] is not None]
    first = [row["response_seconds"] for row in rows if row["first"] and row["response_seconds"] is not None]
    counts = {
        "conversations": len({row["conversation"] for row in rows}),
        "replies": len(rows),
        "turns": sum(len(row["turns"]) for row in rows),
        "words": sum(row["words"] for row in rows),
        "scored": len(scored),
        "score_mean": mean([row["score"] for row in scored]),
        "score_median": median([row["score"] for row in scored]),
        "errors": sum(finding["severity"] == "error" for finding in found),
        "warnings": sum(finding["severity"] == "warning" for finding in found),
        "hints": sum(finding["severity"] == "hint" for finding in found),
        "infos": sum(finding["severity"] == "info" for finding in found),
        "findings_per_100": half_up(Fraction(100 * sum(finding["severity"] != "info" for finding in found), len(rows))),
        "first_replies_timed": len(first),
        "first_response_median": percentile(first, 50),
        "first_response_p90": percentile(first, 90),
        "replies_timed": len(waits),
        "response_median": percentile(waits, 50),
        "response_p90": percentile(waits, 90),
    }
    for column in columns:
        kind, _, name = column.partition(":")
        if kind == "band":
            counts[column] = sum(row["band"] == name for row in rows)
        elif kind == "category":
            values = [Fraction(str(row["categories"][name])) for row in scored if row["categories"].get(name) is not None]
            counts[column] = half_up(sum(values) / len(values)) if values else ""
        elif kind == "strength":
            counts[column] = sum(name in row["strengths"] for row in rows)
    return {name: str(value) for name, value in counts.items()}


def told_words(text):
    """The words of a text; what holds a digit is the same for all."""
    return ["0" if any(map(str.isnumeric, word)) else word.lower() for word in re.findall(r"[^\W_]+", re.sub("['\u2019\u0640\u064b-\u0652]", "", text))]


def at(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def flows(folder, rows, conversations, summary, same):
    """kpis.csv, transcript_rates.csv and what in the rows of conversations follows from other rows."""
    by_conversation = defaultdict(list)
    for row in rows:
        by_conversation[row["conversation"]].append(row)
    ids = Counter(conversation["id"] for conversation in conversations)
    groups, rates = defaultdict(list), Counter()
    contacts = defaultdict(list)
    for conversation in conversations:
        if conversation["customer"] and conversation["started"]:
            contacts[conversation["customer"]].append((at(conversation["started"]), at(conversation["ended"]), conversation["asks"]))
    for conversation in conversations:
        name, replies, turns = conversation["id"], by_conversation[conversation["id"]], conversation["turns"]
        if ids[name] == 1 and replies:
            first = [turns[turn]["at"] for turn in replies[0]["turns"] if turns[turn]["at"]]
            last = [turns[turn]["at"] for turn in replies[-1]["turns"] if turns[turn]["at"]]
            want = int(max(at(last[-1]) - at(first[0]), 0)) if first and last else None
            same(f"{name}: handle_seconds", conversation["handle_seconds"], want)
        if conversation["customer"] and conversation["started"]:
            ended, week = at(conversation["ended"]), 7 * 86400
            later = sorted(started for started, _, asks in contacts[conversation["customer"]] if asks and started > ended)
            back = bool(later) and later[0] - ended <= week
            decided = back or at(summary["as_of"]) - ended > week
            same(f"{name}: came_back", conversation["came_back"], back if decided else None)
        week = ""
        if conversation["started"]:
            year, number, _ = datetime.fromisoformat(conversation["started"].replace("Z", "+00:00")).isocalendar()
            week = f"{year:04d}-W{number:02d}"
        keys = [("all", ""), ("team", conversation["team"] or ""), ("channel", conversation["channel"] or ""), ("week", week)]
        keys += [("agent", agent) for agent in {row["agent"] or "" for row in replies}]
        for key in keys:
            groups[key].append((conversation, replies))
            for finding in conversation["findings"]:
                if key[0] != "agent" or (finding["agent"] or "") == key[1]:
                    rates[(*key, finding["rule"])] += 1
        for finding in conversation["findings"]:
            if finding["since"] and finding["seconds"] is not None and finding["due"]:
                late = finding["seconds"] >= at(finding["due"]) - at(finding["since"])
                same(f"{name}: {finding['rule']} is late", late, True)
    table = list(csv.DictReader(open(folder / "kpis.csv", encoding="utf-8", newline="")))
    same("kpis.csv: rows", len(table), len(groups))
    for line in table:
        key = (line["by"], line["key"][1:] if line["key"][:1] == "'" else line["key"])
        group = groups[key]
        if any(ids[conversation["id"]] > 1 for conversation, _ in group):
            continue
        first = [row["response_seconds"] for _, replies in group for row in replies if row["first"] and row["response_seconds"] is not None and (key[0] != "agent" or (row["agent"] or "") == key[1])]
        handled = [conversation["handle_seconds"] for conversation, _ in group if conversation["handle_seconds"] is not None]
        resolved = [conversation["resolution_seconds"] for conversation, _ in group if conversation["resolution_seconds"] is not None]
        back = [conversation["came_back"] for conversation, _ in group if conversation["came_back"] is not None]
        rated = {name: [Fraction(str(conversation[name])) for conversation, _ in group if conversation[name] is not None] for name in ("csat", "nps", "ces")}
        share = lambda part, whole: half_up(Fraction(100 * part, whole)) if whole else ""
        want = {"conversations": len(group), "answered": sum(bool(replies) for _, replies in group), "waiting": sum(conversation["waits"] is not None for conversation, _ in group)}
        for name, values in (("first_response", first), ("handle", handled), ("resolution", resolved)):
            want |= {f"{name}_timed": len(values), f"{name}_median": percentile(values, 50), f"{name}_p90": percentile(values, 90)}
        want |= {"contacts_decided": len(back), "contacts_repeated": sum(back), "first_contact_percent": share(len(back) - sum(back), len(back))}
        want |= {"csat_count": len(rated["csat"]), "csat_mean": mean(rated["csat"]), "csat_good_percent": share(sum(value >= 4 for value in rated["csat"]), len(rated["csat"]))}
        want |= {"nps_count": len(rated["nps"]), "ces_count": len(rated["ces"]), "ces_mean": mean(rated["ces"])}
        for column, value in want.items():
            same(f"kpis.csv: {key}: {column}", line[column], value)
    written = {(line["by"], line["key"][1:] if line["key"][:1] == "'" else line["key"], line["rule"]): int(line["findings"]) for line in csv.DictReader(open(folder / "transcript_rates.csv", encoding="utf-8", newline=""))}
    same("transcript_rates.csv", sorted(written.items()), sorted(rates.items()))
    reused(rows, conversations, ids, same)


def reused(rows, conversations, ids, same):
    """Of the replies told to be sent to several, the first 100: two more of their agent, to other customers, must be much the same."""
    turns = {conversation["id"]: conversation for conversation in conversations if ids[conversation["id"]] == 1}
    runs = lambda row: {tuple(words[i : i + 3]) for words in [[word for turn in row["turns"] for word in told_words(turns[row["conversation"]]["turns"][turn]["text"])]] for i in range(len(words) - 2)}
    by_agent = defaultdict(list)
    for row in rows:
        if row["conversation"] in turns:
            by_agent[row["agent"] or ""].append(row)
    looked = 0
    for row in rows:
        conversation = turns.get(row["conversation"])
        if looked >= 100 or conversation is None or not any(finding["rule"] == "canned/reused" and finding["turn"] == row["turns"][0] for finding in conversation["findings"]):
            continue
        looked += 1
        own = runs(row)
        alike = {turns[other["conversation"]]["customer"] or other["conversation"] for other in by_agent[row["agent"] or ""] if abs(other["words"] - row["words"]) <= row["words"] // 2 and len(own & (theirs := runs(other))) >= 0.55 * len(own | theirs)}
        same(f"{row['conversation']}: canned/reused, customers at least", len(alike) >= 3, True)


def main():
    folder = Path(sys.argv[1])
    rows = [json.loads(line) for line in open(folder / "replies.jsonl", encoding="utf-8")]
    conversations = [json.loads(line) for line in open(folder / "conversations.jsonl", encoding="utf-8")]
    faults = []

    def same(where, got, want):
        if str(got) != str(want):
            faults.append(f"{where}: {got} is written, {want} comes out")

    by_conversation = defaultdict(list)
    for row in rows:
        by_conversation[row["conversation"]].append(row)
    for conversation in conversations:
        scored = [row for row in by_conversation[conversation["id"]] if row["score"] is not None]
        weight = sum(max(row["words"], 1) for row in scored)
        total = sum(row["score"] * max(row["words"], 1) for row in scored)
        same(f"conversation {conversation['id']}", conversation["score"], (2 * total + weight) // (2 * weight) if weight else None)

    tables = {
        "agents.csv": lambda row: (row["agent"] or "",),
        "teams.csv": lambda row: (row["team"] or "",),
        "channels.csv": lambda row: (row["channel"] or "",),
        "languages.csv": lambda row: (row["language"],),
        "weeks.csv": lambda row: (row["week"] or "",),
        "agent_weeks.csv": lambda row: (row["agent"] or "", row["week"] or ""),
    }
    for name, key in tables.items():
        groups = defaultdict(list)
        for row in rows:
            groups[key(row)].append(row)
        table = list(csv.DictReader(open(folder / name, encoding="utf-8", newline="")))
        same(f"{name}: rows", len(table), len(groups))
        for line in table:
            keys = tuple(list(line.values())[: 2 if name == "agent_weeks.csv" else 1])
            keys = tuple(part[1:] if part[:1] == "'" else part for part in keys)
            for column, want in expected(groups[keys], line.keys()).items():
                same(f"{name}: {' '.join(keys)}: {column}", line[column], want)

    found = defaultdict(int)
    for row in rows:
        for finding in row["findings"]:
            found[finding["rule"]] += finding["severity"] != "info"
    for line in csv.DictReader(open(folder / "rules.csv", encoding="utf-8", newline="")):
        same(f"rules.csv: {line['rule']}", line["findings"], found[line["rule"]])
        same(f"rules.csv: {line['rule']}: per_100", line["per_100"], half_up(Fraction(100 * found[line["rule"]], len(rows))))

    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    everything = expected(rows, [])
    for name, column in [("replies", "replies"), ("agent_turns", "turns"), ("scored", "scored"), ("errors", "errors"), ("warnings", "warnings"), ("hints", "hints"), ("infos", "infos")]:
        same(f"summary.json: {name}", summary[name], everything[column])
    same("summary.json: conversations", summary["conversations"], len(conversations))
    same("summary.json: score_mean", f"{summary['score_mean']:.2f}", everything["score_mean"])
    flows(folder, rows, conversations, summary, same)
    print("\n".join(faults[:40]) if faults else f"{folder}: {len(rows)} replies, all tables come out the same")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
