"""Calls on standard input: each is answered in its order, with its own code and streams, until nobody calls."""

from __future__ import annotations

import json
import subprocess
import sys

SERVE = "from pipelines.cli.calls import serve; serve({idle})"


def test_each_call_has_its_own_end_and_its_own_words(tmp_path):
    (tmp_path / "town.toml").write_text('[town]\nname = "Nowe"\n', "utf-8")
    wanted = [["--version"], ["check", "--town", str(tmp_path / "nowhere")], ["check", "--town", str(tmp_path)]]
    lines = "".join(f"{json.dumps(words)}\n" for words in wanted)
    done = subprocess.run(
        [sys.executable, "-c", SERVE.format(idle=600)], input=lines, capture_output=True, text=True, check=True
    )
    version, nowhere, checked = map(json.loads, done.stdout.splitlines())
    assert (version["code"], version["err"]) == (0, "")
    assert version["out"].startswith("ratusz ")
    assert (nowhere["code"], nowhere["out"]) == (1, "")
    assert "nowhere" in nowhere["err"]
    assert checked["code"] == 0
    assert done.stderr == "", "what a call complains of belongs to its answer"


def test_a_process_that_nobody_calls_ends_by_itself():
    process = subprocess.Popen([sys.executable, "-c", SERVE.format(idle=0.1)], stdin=subprocess.PIPE)
    assert process.wait(60) == 0
    assert process.stdin is not None
    process.stdin.close()
