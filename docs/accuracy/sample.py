#!/usr/bin/env python3
"""Samples of real replies for measuring, kept without their text.

    sample.py draw  DATA KIND COUNT SEED [--without FILE...] > TEXTS.jsonl   replies or messages drawn at random
    sample.py store TEXTS.jsonl LABELS.jsonl > docs/accuracy/NAME.jsonl      ids, labels and byte offsets, no text
    sample.py join  DATA docs/accuracy/NAME.jsonl > LABELLED.jsonl           the same with the texts put back, for `rifq eval`

DATA is a folder with conversations-en.jsonl.gz, replies-ar.jsonl.gz and customers-ar.jsonl.gz; KIND is `en` (English agent turns with the
customer's messages before them, the sources weighted as in a random draw of replies for labelling), `ar` (Arabic agent-side texts) or
`customers-ar`. `--without` names files whose ids are left out: what was read before is not fresh.
"""
import argparse, gzip, json, random, sys

WEIGHTS = {"twcs": 77, "google_play": 71, "ibm_twitter": 38, "sumo_firefox": 29, "sumo_thunderbird": 25}
SPANS = ("negative", "blame_rude", "jargon", "canned")
ALTERNATIVE = " [+alt]"


def lines(path):
    with (gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")) as file:
        return [json.loads(line) for line in file if line.strip()]


def english(folder):
    for conversation in lines(f"{folder}/conversations-en.jsonl.gz"):
        context = []
        for index, turn in enumerate(conversation["turns"]):
            if turn["role"] == "customer":
                before = conversation["turns"][index - 1]["role"] if index else None
                context = context + [turn["text"]] if before == "customer" else [turn["text"]]
            elif turn["role"] == "agent" and context:
                yield {"id": f"{conversation['id']}#{index}", "source": conversation["source"], "channel": conversation["channel"], "context": context, "reply": turn["text"]}


def arabic(folder):
    for row in lines(f"{folder}/replies-ar.jsonl.gz"):
        context = [row["context"]] if row["context"] else []
        yield {**{key: row[key] for key in ("id", "source", "dialect", "channel")}, "context": context, "reply": row["text"]}


def customers(folder):
    for row in lines(f"{folder}/customers-ar.jsonl.gz"):
        yield {"id": row["id"], "source": row["source"], "dialect": row["dialect"], "channel": row["channel"], "context": [row["text"]], "reply": ""}


KINDS = {"en": english, "ar": arabic, "customers-ar": customers}


def draw(arguments):
    seen = {row["id"] for path in arguments.without for row in lines(path)}
    rows = [row for row in KINDS[arguments.kind](arguments.data) if row["id"] not in seen]
    rnd = random.Random(arguments.seed)
    if arguments.kind == "en":
        picked = []
        for source, weight in WEIGHTS.items():
            pool = sorted((row for row in rows if row["source"] == source), key=lambda row: row["id"])
            picked += rnd.sample(pool, min(len(pool), round(arguments.count * weight / sum(WEIGHTS.values()))))
    else:
        picked = rnd.sample(sorted(rows, key=lambda row: row["id"]), min(len(rows), arguments.count))
    rnd.shuffle(picked)
    return picked[: arguments.count]


def store(arguments):
    texts = {row["id"]: row for row in lines(arguments.texts)}
    for labelled in lines(arguments.labels):
        reply = texts[labelled["id"]]["reply"]
        labels = dict(labelled.get("labels") or {key: value for key, value in labelled.items() if key != "id"})
        labels.pop("note", None)
        for key in SPANS:
            if key in labels:
                labels[key] = [place(labelled["id"], reply, text) for text in labels[key]]
        yield {"id": labelled["id"], "labels": labels}


def place(name, reply, text):
    words = text.removesuffix(ALTERNATIVE)
    at = reply.find(words)
    if at < 0 or not words:
        sys.exit(f"{name}: the labelled words are not in the reply")
    start = len(reply[:at].encode())
    return [start, start + len(words.encode()), text.endswith(ALTERNATIVE)]


def join(arguments):
    rows = {row["id"]: row for kind in KINDS.values() for row in kind(arguments.data)}
    for stored in lines(arguments.labels):
        row = rows[stored["id"]]
        reply, labels = row["reply"].encode(), dict(stored["labels"])
        for key in SPANS:
            if key in labels:
                labels[key] = [reply[start:end].decode() + (ALTERNATIVE if bridged else "") for start, end, bridged in labels[key]]
        yield {**row, "labels": labels}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("draw")
    command.add_argument("data")
    command.add_argument("kind", choices=KINDS)
    command.add_argument("count", type=int)
    command.add_argument("seed", type=int)
    command.add_argument("--without", nargs="*", default=[])
    command.set_defaults(run=draw)
    command = commands.add_parser("store")
    command.add_argument("texts")
    command.add_argument("labels")
    command.set_defaults(run=store)
    command = commands.add_parser("join")
    command.add_argument("data")
    command.add_argument("labels")
    command.set_defaults(run=join)
    arguments = parser.parse_args()
    for row in arguments.run(arguments):
        print(json.dumps(row, ensure_ascii=False))


main()
