#!/usr/bin/env python3
"""Recomputes the tables of `rifq score` from replies.jsonl and conversations.jsonl and says where they differ: batch_check.py DIR.

Written independently of the program: no figure is taken from it but the rows.
"""
import csv
import json
import sys
from collections import defaultdict
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
    print("\n".join(faults[:40]) if faults else f"{folder}: {len(rows)} replies, all tables come out the same")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
