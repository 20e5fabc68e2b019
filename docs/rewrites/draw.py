#!/usr/bin/env python3
"""Draws drafts of corpus/ by seed and shows what rifq suggests for them: draw.py RIFQ LANGUAGE COUNT SEED [SKIP]

Only drafts that get another text are counted. Drafts of the first SKIP ones of the same seed are passed over, so that a second reading meets others."""
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

rifq, language, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
skip = int(sys.argv[5]) if len(sys.argv) > 5 else 0
corpus = Path(__file__).resolve().parents[2] / "corpus" / f"{language}.jsonl"
rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
random.Random(seed).shuffle(rows)

with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as requests:
    for row in rows:
        thread = [{"role": "customer", "text": text} for text in row["context"]]
        request = {"id": row["id"], "text": row["reply"], "channel": row["channel"], "thread": thread}
        request.update({"customer": row["customer"]} if row.get("customer") else {})
        print(json.dumps(request, ensure_ascii=False), file=requests)
    requests.flush()
    said = subprocess.run([rifq, "rewrite", "--format", "jsonl", requests.name], capture_output=True, text=True, check=True)

changed = [(row, new) for row, new in zip(rows, map(json.loads, said.stdout.splitlines())) if new["text"].strip() != row["reply"].strip()]
for row, new in changed[skip:skip + count]:
    print("=" * 8, row["id"], row["channel"], row.get("dialect", ""), ", ".join(new["rules"]))
    print("customer:", " / ".join(row["context"]))
    print("draft:", row["reply"])
    print("suggested:", new["text"], end="\n\n")
print(f"{len(changed)} of {len(rows)} drafts get another text", file=sys.stderr)
