"""Real clients in Python against a running server: language_tool_python and pylanguagetool. Usage: client.py http://127.0.0.1:PORT"""

import sys

import language_tool_python
from pylanguagetool import api

base = sys.argv[1]
draft = "🙂 Hi Mona. Unfortunately, we cannot change it."
arabic = "🙂 أهلًا بك يا منى. للأسف لا يُمكننا تغيير العنوان."

for language, text, words in [("en-US", draft, "cannot"), ("ar", arabic, "يُمكننا"), ("auto", arabic, "يُمكننا")]:
    with language_tool_python.LanguageTool(language, remote_server=base) as tool:
        found = [match for match in tool.check(text) if match.rule_id == "negative/cannot"]
        assert len(found) == 1, (language, found)
        place = text[found[0].offset : found[0].offset + found[0].error_length]
        assert words in place, (language, place)
        assert found[0].replacements and found[0].message, found[0]
        assert words not in tool.correct(text), tool.correct(text)
    print("language_tool_python", language, "ok")

answer = api.check(draft, api_url=f"{base}/v2/", lang="auto")
assert any(match["rule"]["id"] == "negative/cannot" for match in answer["matches"]), answer
assert any(language["longCode"] == "ar" for language in api.get_languages(f"{base}/v2/"))
print("pylanguagetool ok")
