"""What `ratusz adopt` says and asks: a proposal in sentences, and the questions one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import typer

from pipelines import contracts
from pipelines.adopt import Answers, Preview, Proposal, Question
from pipelines.adopt.judgement import Judgement
from pipelines.adopt.people import Names
from pipelines.adopt.preview import struck_in
from rules.wording import Words

ROWS = 5  # left out
SHOWN = 10  # names of people nobody knows


def described(proposal: Proposal, preview: Preview | None, say: Words) -> str:
    """The proposal for a person: what it is, where each column comes from, what is open, what would come of it."""
    noun = contracts.noun(proposal.noun)
    files = ", ".join(sheet.path.name for sheet in proposal.sheets)
    lines = [
        say("{files}: {noun}, feed {feed}", files=files, noun=proposal.noun, feed=proposal.feed),
        *proposal.reasons,
    ]
    needed = sorted(proposal.columns.items(), key=lambda each: not noun.columns[each[0]].required)
    for ours, guess in [*needed, *proposal.measures.items()]:
        theirs = (
            guess.theirs
            if isinstance(guess.theirs, str)
            else guess.entry
            if guess.theirs is None
            else ", ".join(guess.theirs)
        )
        meant = say(noun.columns[ours].description) if ours in noun.columns else ours
        sure = say("{n} %, {how}", n=round(guess.confidence * 100), how=guess.how)
        lines.append(f"  {ours} ← {theirs}   ({meant}; {sure})")
    for ours, told in proposal.values.items():
        lines += [f"  {ours}: {theirs} → {word or say('unknown')}" for theirs, word in told.items()]
    lines += [f"  [kinds] {number} → {term}" for number, term in proposal.kinds.items()]
    lines += [f"  {note}" for note in proposal.notes]
    struck = struck_in(proposal) if preview is None else preview.struck
    if struck:
        lines.append(say("Rows that are none of the register, left out: {n:number}", n=len(struck)))
        lines += [f"  ✗ {row.line}: {' | '.join(row.cells)}" for row in struck[:ROWS]]
        lines += (
            [say("  one that is a row of the register: --keep-row LINE")] if not all(r.sums for r in struck) else []
        )
    lines += _preview(preview, say) if preview is not None else []
    for question in proposal.questions:
        lines.append(f"? {question.text}")
        lines.append(f"  → --answer {question.key}={'|'.join(question.choices) or '…'}" + _until(question, say))
    return "\n".join(lines)


def _until(question: Question, say: Words) -> str:
    return say("   (until then: {word})", word=question.default) if question.default is not None else ""


def _preview(preview: Preview, say: Words) -> list[str]:
    lines = [
        say("rows: {rows:number}, good: {good:number}, rejected: {rejected:number}",
            rows=preview.rows_in, good=preview.loaded, rejected=sum(preview.rejected.values()))
    ]  # fmt: skip
    for reason, n in preview.rejected.items():
        lines.append(f"  {n} × {reason}")
        lines.append(f"    → {preview.fixes[reason]}" if preview.fixes.get(reason) else "")
    lines += [
        say("{column}: from {first} to {last}", column=ours, first=first, last=last)
        for ours, (first, last) in preview.days.items()
    ]
    for theirs, (ours, told) in preview.sums.items():
        if ours == told:
            lines.append(say("{column}: our sum is the file's own, {sum:money}", column=theirs, sum=ours))
        else:
            lines.append(
                say(
                    "{column}: our sum is {ours:money}, the file's own {told:money}",
                    column=theirs,
                    ours=ours,
                    told=told,
                )
            )
    if preview.ends:
        lines.append(say("Rows of the feed that would end: {n:number}", n=preview.ends))
    for feed, n in preview.shared.items():
        lines.append(say("{feed} gives the same keys: {n:number}", feed=feed, n=n))
    if preview.unused:
        lines.append(say("Columns that are not used: {columns}", columns=", ".join(preview.unused)))
    return [line for line in lines if line]


def judgement_said(judgement: Judgement, say: Words) -> str:
    """What a copy of the town would have to say with these rows."""
    tried = say("Tried in a copy of the town, {day:day}, by the rules that look at this register:", day=judgement.as_of)
    lines = [tried]
    lines += [f"  {rule} {severity}: {n}" for rule, severity, n in judgement.by_rule]
    for reader, n in judgement.letters:
        lines.append(say("  a letter to {reader}: {n:number}", reader=reader, n=n))
    if judgement.warning:
        lines.append(f"! {judgement.warning}")
    if judgement.gravest:
        lines.append(say("The gravest:"))
        lines += [f"  • {message}   (ratusz why {subject})" for subject, message in judgement.gravest]
    return "\n".join(lines)


def names_said(names: Names, say: Words) -> str:
    """Whom the file's names mean: those that become aliases, those that may mean several, those nobody knows."""
    lines = [say("{name} means {who}", name=name, who=employee or unit) for name, employee, unit in names.aliases]
    for name, whom in names.several.items():
        lines.append(say("{name} may mean {who}: it stays as it is", name=name, who=", ".join(whom)))
    if names.unknown:
        lines.append(say("Names that are in no register: {names}", names=", ".join(names.unknown[:SHOWN])))
    return "".join(f"{line}\n" for line in lines)


def asked_for(found: Sequence[Proposal], answers: Answers, say: Words) -> Answers:
    """Ask on the terminal what the files do not say; an empty answer takes what is proposed."""
    said = dict(answers.said)
    for question in {each.key: each for proposal in found for each in proposal.questions}.values():
        answer = None
        while answer is None or (question.choices and answer not in question.choices):
            answer = typer.prompt(question.text, default=question.default)
        said[question.key] = answer
    return replace(answers, said=said)
