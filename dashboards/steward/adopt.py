"""How does a file of the office become a source?"""

from decimal import Decimal
from functools import partial

from dashboards.sheet import sheet
from dashboards.sheet.parts import Column, Filter, Number, Table
from dashboards.sheet.wording import noun, severity
from dashboards.source.adopting import proposed, taken_back
from dashboards.source.request import request
from dashboards.source.scratch import kept
from pipelines.contracts import NOUNS
from pipelines.refusal import Refusal

BACK = 10  # rows with a button
page, say, town = sheet(), request().say, request().snapshot.town


def answer() -> None:
    """The whole page for the files that were put in."""
    files = page.upload(say("Files of one register, as the office's program gives them"))
    if not files:
        kept(page.visit, (), page.visited)
        page.answer(
            say("Put in a file: the page says what it is and what its columns mean; nothing is saved until you say so.")
        )
        return
    paths = kept(page.visit, files, page.visited)
    mark = "-".join(path.parent.name[:16] for path in paths)
    if page.done(f"{mark}.save"):
        saved(mark)
        return
    ask = partial(proposed, town.root, paths, say)
    with page.waiting(say("The files are read…")):
        told = ask()
        register = Filter("noun", say("What the rows are"), nouns_of(told), noun(say, told["noun"]))
        chosen = page.fill(say("What the file does not say"), [register, *map(question, told["questions"])])
        guessed = {f"set.{ours}": each["from"] for ours, each in told["columns"].items()}
        mapped = [column(ours, each, told) for ours, each in told["columns"].items()]
        columns = page.fill(say("Which column is it?"), mapped, folded=True)
        columns = {key: theirs for key, theirs in columns.items() if theirs != guessed[key]}  # the guess is no choice
        restored = [row for row in told["struck"] if page.done(f"{mark}.row.{row['line']}")]
        choices = (*flags(chosen, columns), *(f"--keep-row={row['line']}" for row in restored))
        told = ask(choices) if choices else told
    trying = f"{mark}.try.{'.'.join(choices)}"
    if page.done(trying):  # asked for with a button: else every answer to a question would wait for it
        with page.waiting(say("A copy of the town takes the files in and is judged…")):
            told = ask(choices, trial=True)
    show(told, mark, restored)
    if not open_questions(told):
        if "trial" not in told and told["rows"]["loaded"]:
            page.press(trying, say("Try it in a copy of the town"), lambda: True)
        page.press(f"{mark}.save", say("Save as a source"), lambda: saved_as(ask(choices, save=True)))


def saved_as(told: dict) -> dict[str, str]:
    """What is remembered of it: no rows of the file."""
    return {"feed": told["feed"], "change": told["change"]}


def saved(mark: str) -> None:
    """What was saved, and the way back."""
    done, undone = page.done(f"{mark}.save"), page.done(f"{mark}.undo")
    if undone:
        page.answer(say("town.toml is again as it was; the file stays in the inbox."))
    else:
        page.answer(say("Saved as {feed}: the next run takes the file in.", feed=done["feed"]))
    page.verbatim(say("What changed in town.toml"), undone or done["change"])
    if not undone:
        page.press(f"{mark}.undo", say("Take it back"), lambda: taken_back(town.root, say) or " ")


def open_questions(told: dict) -> list[dict]:
    """Those without which nothing can be saved."""
    return [each for each in told["questions"] if "default" not in each]


def question(asked: dict) -> Filter:
    """One of the questions, with what holds until it is answered."""
    until = asked.get("default")
    labels = {choice: choice for choice in asked["choices"]} | asked.get("labels", {})
    return Filter(
        f"answer.{asked['key']}", asked["text"], labels,
        say("until then: {word}", word=labels.get(until, until)) if until else say("please answer"),
    )  # fmt: skip


def column(ours: str, guess: dict, told: dict) -> Filter:
    """One of our columns, with theirs to choose from."""
    taken = guess["from"] if isinstance(guess["from"], str) else ", ".join(map(str, guess["from"]))
    return Filter(f"set.{ours}", guess["means"], {each: each for each in told["headers"]}, taken)


def nouns_of(told: dict) -> dict[str, str]:
    """The other registers that the rows may be."""
    return {name: noun(say, name) for name in NOUNS if name != told["noun"]}


def flags(chosen: dict[str, str], columns: dict[str, str]) -> tuple[str, ...]:
    """What was chosen, as options of the command."""
    said = [f"--noun={chosen['noun']}"] if "noun" in chosen else []
    said += [f"--answer={key.removeprefix('answer.')}={text}" for key, text in chosen.items() if key != "noun"]
    return (*said, *(f"--set={key.removeprefix('set.')}={theirs}" for key, theirs in columns.items()))


def show(told: dict, mark: str, restored: list[dict]) -> None:
    """What would come of the files."""
    rows, rejected = told["rows"], sum(told["rows"]["rejected"].values())
    waiting = open_questions(told)
    page.answer(
        say.count(len(waiting), "{n} question must be answered first.", "{n} questions must be answered first.")
        if waiting
        else say("{noun}: {loaded:number} of {rows:number} rows can be used.",
                 noun=noun(say, told["noun"]).capitalize(), loaded=rows["loaded"], rows=rows["in"])
    )  # fmt: skip
    if waiting:
        return
    trial = told.get("trial", {})
    page.numbers(
        Number(say("rows"), say.number(rows["in"]), "", say("Rows of the files below their header.")),
        Number(say("good"), say.number(rows["loaded"]), "", say("Rows that become part of the register.")),
        Number(say("rejected"), say.number(rejected), "", say("Rows that stay outside, each with its reason.")),
        Number(say("signals"), say.number(sum(n for *_, n in trial["by_rule"])) if trial else say("not tried"), "",
               say("What the rules that look at this register would say today, in a copy with these rows.")),
    )  # fmt: skip
    if trial.get("warning"):
        page.told(say("Look at this first"), [trial["warning"]])
    if rejected:
        fixes = told["fixes"]
        page.told(say("Rejected rows"), [f"{n} × {why} {fixes.get(why, '')}" for why, n in rows["rejected"].items()])
    page.told(say("How we know"), [*told["reasons"], *told["notes"]])
    sums = [
        say(
            "{column}: our sum is {ours:money}, the file's own {told:money}",
            column=name,
            ours=Decimal(ours),
            told=Decimal(theirs),
        )
        for name, (ours, theirs) in told["sums"].items()
    ]
    if sums:
        page.told(say("Sums"), sums)
    clash = [say.count(told["ends"], "{n} row would end.", "{n} rows would end.")] if told["ends"] else []
    clash += [
        say("{feed} gives {n:number} of the same keys too.", feed=feed, n=n) for feed, n in told["shared"].items()
    ]
    if clash:
        page.told(say("What is there already"), clash)
    if told["struck"] or restored:
        struck(told["struck"], restored, mark)
    if told["sample"]:
        heads = list(told["sample"][0])
        cells = [Column(head, lambda row, head=head: row[head]) for head in heads]
        page.table(say("The first rows, theirs beside ours"), Table("", cells, told["sample"]), folded=True)
    names = told["names"]
    said = [say("{name} means {who}", name=name, who=employee or unit) for name, employee, unit in names["aliases"]]
    said += [say("{name} may mean {who}", name=name, who=", ".join(whom)) for name, whom in names["several"].items()]
    said += [say("{name} is in no register", name=name) for name in names["unknown"][:20]]
    if said:
        page.told(say("People and units"), said)
    if trial.get("gravest"):
        page.told(say("The gravest of what would be said"), [message for _, message in trial["gravest"]])
    if trial.get("by_rule"):
        lines = [Column(say("rule"), lambda row: row[0]), Column(say("gravity"), lambda row: severity(say, row[1])),
                 Column(say("signals"), lambda row: say.number(row[2]), numeric=True)]  # fmt: skip
        page.table(say("Signals by rule"), Table("", lines, trial["by_rule"]), folded=True)
    page.verbatim(say("What would be added to town.toml"), told["change"])


def struck(rows: list[dict], restored: list[dict], mark: str) -> None:
    """The rows left out; one that only looks like a note or a total comes back with a click, and goes with another."""
    sums = say("a sum of the rows below it")
    lines = [f"{row['line']}: {' | '.join(row['cells'])}{f' ({sums})' if row['sums'] else ''}" for row in rows]
    page.told(say("Left out: no rows of the register"), lines[:20])
    for line in list(dict.fromkeys(row["line"] for row in rows if not row["sums"]))[:BACK]:  # the same in all files
        page.press(f"{mark}.row.{line}", say("Row {line} is one of the register", line=line), lambda: True)
    for line in dict.fromkeys(row["line"] for row in restored):
        page.press(f"{mark}.row.{line}", say("Leave out row {line} after all", line=line), lambda: False)


try:
    answer()
except Refusal as refusal:
    page.answer(refusal.message)
    page.told(say("What to do"), [refusal.fix])
page.foot(NOUNS, folded=True)
