"""Reads town.toml: a town without mistakes, or every mistake with its line and the fix."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from pipelines.contracts import JUDGED_BY_TERMS
from pipelines.refusal import Refusal
from pipelines.settings.feeds import build_feed, inspect_feed, nouns_of
from pipelines.settings.inspector import Inspector, Mistake, near
from pipelines.settings.keys import ACCESS, ESCALATION, HEARTBEAT, LIMITS, MAIL, PRIVACY, RULE, TABLES, TERM, TOWN, WHO
from pipelines.settings.kinds import SCALAR, TEXT, TEXTS, day
from pipelines.settings.law import brings_law
from pipelines.settings.lines import problem
from pipelines.settings.numbers import inspect_numbers
from pipelines.settings.schedule import inspect_schedule
from pipelines.town import Limits, Town, language_in, language_of
from rules.law import Law
from rules.severity import SEVERITIES
from rules.wording import words

__all__ = ["Mistake", "check", "open_town", "read_town"]

FILE = "town.toml"
MISSPELT = 0.75  # so much alike, a kind is a term's name with a slip in it; kinds of the town's own are less so


def open_town(root: Path) -> Town:
    """The town in this folder. Its mapping to the contract is not looked at: that is for `check` and for each load.

    Raises:
        Refusal: there is no town.toml, or it has mistakes; the message names each with its line and the fix.
    """
    return read_town(root, settings_text(root))


def settings_text(root: Path) -> str:
    """The text of the town.toml in a folder; Refusal where there is none or it is not UTF-8."""
    settings = root / FILE
    say = words(language_of(root))
    if not settings.is_file():
        raise Refusal(
            say("There is no {file} in {folder}.", file=FILE, folder=root),
            say("Name the town's folder with --town or RATUSZ_TOWN, or begin one with `ratusz init`."),
        )
    try:
        return settings.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(say("{file} is not UTF-8.", file=FILE), say("Save it as UTF-8.")) from None


def read_town(root: Path, text: str) -> Town:
    """The town that this text of town.toml describes: the folder's own text, or the one a past run kept.

    Raises:
        Refusal: it has mistakes.
    """
    mistakes = check(text, thorough=False, own_law=brings_law(root))
    if mistakes:
        _refuse(text, mistakes)
    data = tomllib.loads(text)
    town, privacy = data["town"], dict(data.get("privacy", {}))
    if "monitoring_announced_on" in privacy:
        privacy["monitoring_announced_on"] = day(privacy["monitoring_announced_on"])
    return Town(
        root=root,
        text=text,
        **{key: town[key] for key in TOWN if key in town and key not in ("as_of", "days_off", "nip", "letter_cost")},
        nip=re.sub(r"\D", "", town["nip"]) if "nip" in town else None,
        letter_cost=Decimal(str(town["letter_cost"])) if "letter_cost" in town else None,
        as_of=day(town.get("as_of")),
        days_off=tuple(off for off in map(day, town.get("days_off", ())) if off),
        feeds={name: build_feed(name, table) for name, table in feed_tables(data).items()},
        order=tuple(_order(data) or ()),
        rules=data.get("rules", {}),
        terms=data.get("terms", {}),
        kinds=data.get("kinds", {}),
        mail=data.get("mail", {}),
        privacy=privacy,
        access=data.get("access", {}),
        escalation=data.get("escalation", {}),
        schedule=tuple(data.get("schedule", ())),
        heartbeat=data.get("heartbeat", {}),
        limits=Limits(**data.get("limits", {})),
    )


def feed_tables(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The tables [feeds.x] by name; `order` is a setting beside them, unless a feed is called so."""
    feeds = data.get("feeds", {})
    named = feeds.items() if isinstance(feeds, Mapping) else ()
    return {name: table for name, table in named if name != "order" or isinstance(table, Mapping)}


def _order(data: Mapping[str, Any]) -> Any:
    """What [feeds] order says; None where it says nothing."""
    feeds = data.get("feeds", {})
    order = feeds.get("order") if isinstance(feeds, Mapping) else None
    return None if isinstance(order, Mapping) else order


def refuse_other_law(town: Town, law: Law) -> None:
    """Refusal where the settings `[rules.<id>]` or `[terms.<id>]` would change the law, or are none that it has a place
    for, each with its line.
    """
    if not town.rules and not town.terms:
        return
    look = Inspector(town.text, words(language_in(town.text)))
    inspect_numbers(look, town.rules, law)
    _inspect_procedures(look, town.terms, law)
    if look.mistakes:
        _refuse(town.text, sorted(look.mistakes))


def _refuse(text: str, mistakes: list[Mistake]) -> NoReturn:
    listed = [f"{FILE}:{mistake.line}: {mistake.message}. {mistake.fix}" for mistake in mistakes]
    say = words(language_in(text))
    raise Refusal("\n".join(listed), say("Correct {file}; `ratusz check` looks again.", file=FILE))


def check(
    text: str,
    *,
    rules: Collection[str] | None = None,
    terms: Collection[str] | None = None,
    jobs: Collection[str] | None = None,
    law: Law | None = None,
    thorough: bool = True,
    own_law: bool = False,
) -> list[Mistake]:
    """Every mistake of a town.toml, by line.

    Args:
        text: the file
        rules: ids of the rules there are; none given: any id is taken for one
        terms: ids of the law's terms; none given: the right side of [kinds] is not looked up
        law: what no town may change; none given: any number is taken for a convention
        jobs: what a schedule can name; none given: any word is taken for a job
        thorough: hold the feeds' columns against the contract too, which takes seconds to import
        own_law: the town's folder brings the law of its jurisdiction, so that any may be named
    """
    text = text.removeprefix("\ufeff")  # the mark that some editors put before UTF-8
    say = words(language_in(text))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, complaint = problem(error, text)
        message = say("this is not TOML: {problem}", problem=say(complaint))
        return [Mistake(line, "", message, say("Correct this line; texts stand in quotes."))]
    look = Inspector(text, say)
    _inspect_town(look, data, own_law=own_law)
    look.table(("feeds",), data.get("feeds", {}))
    _inspect_order(look, data)
    for name, table in feed_tables(data).items():
        inspect_feed(look, name, table, thorough=thorough)
    _inspect_rules(look, data, rules)
    if law is not None and isinstance(data.get("rules"), Mapping):
        inspect_numbers(look, data["rules"], law, rules)
    _inspect_terms(look, data, terms, law)
    if terms is not None:
        _inspect_kinds(look, data, sorted({*terms, *look.table(("terms",), data.get("terms", {}))}))
    tables = (
        ("mail", MAIL),
        ("privacy", PRIVACY),
        ("access", ACCESS),
        ("escalation", ESCALATION),
        ("heartbeat", HEARTBEAT),
        ("limits", LIMITS),
    )
    for key, known in tables:
        look.keys((key,), look.table((key,), data.get(key, {})), known)
    inspect_schedule(look, data.get("schedule", []), jobs)
    return sorted(look.mistakes)


def _inspect_town(look: Inspector, data: Mapping[str, Any], *, own_law: bool) -> None:
    for key in data:
        if key not in TABLES:
            look.add(
                (key,), look.say("{file} has no table {table}", file=FILE, table=f"[{key}]"), look.nearest(key, TABLES)
            )
    known = {**TOWN, "jurisdiction": TEXT} if own_law else TOWN
    look.keys(("town",), look.table(("town",), data.get("town", {})), known, required=["name"])


def _inspect_order(look: Inspector, data: Mapping[str, Any]) -> None:
    """The order of precedence names feeds of this town."""
    order, feeds = _order(data), sorted(feed_tables(data))
    if order is None:
        return
    look.value(("feeds", "order"), order, TEXTS)
    for name in order if isinstance(order, list) else ():
        if isinstance(name, str) and name not in feeds:
            look.word(("feeds", "order"), name, feeds, "a feed")


def _inspect_rules(look: Inspector, data: Mapping[str, Any], rules: Collection[str] | None) -> None:
    for rule, table in look.table(("rules",), data.get("rules", {})).items():
        if rules is not None and rule not in rules:
            look.word(("rules", rule), rule, sorted(rules), "a rule")
        settings = look.table(("rules", rule), table)
        look.keys(("rules", rule), settings, RULE, others=SCALAR)
        _inspect_audience(look, ("rules", rule, "to"), settings.get("to", []))


def _inspect_audience(look: Inspector, path: tuple[str, ...], to: Any) -> None:
    """Every word of a rule's audience means somebody, or else nobody would ever be told."""
    if isinstance(to, Mapping):
        for severity, people in to.items():
            if severity not in SEVERITIES:
                look.word((*path, severity), severity, SEVERITIES, "a severity")
            _inspect_audience(look, (*path, severity), people)
        return
    for word in to if isinstance(to, list) else []:
        if isinstance(word, str) and word.strip().lower().replace("_", " ") not in WHO:
            look.word(path, word, WHO, "a word for people")


def _inspect_terms(look: Inspector, data: Mapping[str, Any], terms: Collection[str] | None, law: Law | None) -> None:
    own = look.table(("terms",), data.get("terms", {}))
    for term, table in own.items():
        settings = look.table(("terms", term), table)
        look.keys(("terms", term), settings, TERM, required=["n", "unit"])
    if law is not None:
        _inspect_procedures(look, own, law)
    kinds = look.table(("kinds",), data.get("kinds", {}))
    look.keys(("kinds",), kinds, {}, others=TEXT)
    for jrwa, term in kinds.items():
        if terms is not None and isinstance(term, str) and term not in terms and term not in own:
            look.word(("kinds", jrwa), term, sorted({*terms, *own}), "a term")


def _inspect_kinds(look: Inspector, data: Mapping[str, Any], terms: Sequence[str]) -> None:
    """A kind that a feed gives and that is nearly a term's name is that name misspelt; others are the town's own."""
    for name, table in feed_tables(data).items():
        if not isinstance(table, Mapping) or not JUDGED_BY_TERMS & {*nouns_of(name, table)}:
            continue
        values, constants = table.get("values"), table.get("constants")
        own = values.get("kind") if isinstance(values, Mapping) else None
        given = dict[tuple[str, ...], Any]()
        if isinstance(own, Mapping):
            given |= {("values", "kind", word): kind for word, kind in own.items()}
        if isinstance(constants, Mapping):
            given["constants", "kind"] = constants.get("kind")
        for path, kind in given.items():
            if isinstance(kind, str) and kind not in terms and near(kind, terms, MISSPELT):
                look.word(("feeds", name, *path), kind, terms, "a term")


def _inspect_procedures(look: Inspector, terms: Mapping[str, Any], law: Law) -> None:
    """A term of the town's own runs by a procedure that the law's record has."""
    for term, table in terms.items():
        procedure = table.get("procedure") if isinstance(table, Mapping) else None
        if isinstance(procedure, str) and procedure not in law.procedures:
            look.word(("terms", term, "procedure"), procedure, sorted(law.procedures), "a procedure")
