"""The feeds of a town.toml: checked against what formats can and nouns have, and made into `Feed`s."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipelines import contracts
from pipelines.contracts import NOUNS, noun
from pipelines.formats import FORMATS
from pipelines.settings.inspector import Inspector
from pipelines.settings.keys import FEED, FEED_TABLES, READ
from pipelines.settings.kinds import CONSTANT, FOLDER, TEXT, TEXTS, WORD, age
from pipelines.settings.lines import Path
from pipelines.settings.origins import beside, inspect_origins, inspect_turned, made
from pipelines.settings.profiled import filled, inspect_profile, profile_in, usual_of
from pipelines.town import EMPTY_WORDS, Feed, Read

AS_THEY_ARE = ("profile", "expected", "url", "query", "values", "measures", "part")
SUFFIXES = {suffix: each.name for each in FORMATS.values() for suffix in each.suffixes}


def build_feed(name: str, table: Mapping[str, Any]) -> Feed:
    """A feed from a table of town.toml without mistakes."""
    profile, table = profile_in(table), filled(table)
    form, read, columns = FORMATS[_format(table)], table.get("read", {}), table.get("columns", {})
    several = {key: _several(read[key]) for key in ("dates", "timestamps", "drop_rows") if key in read}
    if "empty" in read:  # the office's own words stand beside those of databases; an empty list turns all off
        several["empty"] = (*EMPTY_WORDS, *read["empty"]) if read["empty"] else ()
    return Feed(
        name=name,
        nouns=nouns_of(name, table),
        format=form.name,
        files=table.get("files", form.files),
        inbox=table.get("inbox", name),
        covers=table.get("covers", "all" if form.whole else "changes"),
        distinct=table.get("distinct", False),
        max_age=age(table["max_age"]) if "max_age" in table else None,
        knows=tuple(table["knows"]) if "knows" in table else None,
        read=Read(**{**read, **several}),
        constants={ours: _constant(value) for ours, value in table.get("constants", {}).items()},
        columns={ours: theirs for ours, theirs in columns.items() if isinstance(theirs, str)},
        beside=beside(columns),
        made=made(columns),
        monthly=tuple(table.get("monthly", ())),
        usual=None if profile is None else usual_of(profile),
        **{key: table[key] for key in AS_THEY_ARE if key in table},
    )


def inspect_feed(look: Inspector, name: str, value: Any, *, thorough: bool) -> None:
    """Every mistake of one feed. `thorough`: held against the contract too, which takes seconds to import."""
    path: Path = ("feeds", name)
    table = look.table(path, value)
    if not FOLDER.holds(name):
        look.value(path, name, FOLDER)
    look.keys(path, table, FEED, also=FEED_TABLES, required=["url", "query"] if table.get("format") == "sql" else [])
    look.keys((*path, "read"), look.table((*path, "read"), table.get("read", {})), READ)
    inspect_origins(look, (*path, "columns"), look.table((*path, "columns"), table.get("columns", {})))
    for key, kind in (("constants", CONSTANT), ("measures", TEXT)):
        look.keys((*path, key), look.table((*path, key), table.get(key, {})), {}, others=kind)
    for ours, words in look.table((*path, "values"), table.get("values", {})).items():
        look.keys((*path, "values", ours), look.table((*path, "values", ours), words), {}, others=WORD)
    _inspect_part(look, path, table)
    inspect_profile(look, path, table)
    if "url" in table and table.get("format") != "sql":
        fix = look.say("Leave it out, or add: {line}", line='format = "sql"')
        look.add((*path, "url"), look.say("url is for format sql only"), fix)
    if thorough and TEXT.holds(table.get("query")) and table.get("format") != "sql":
        _inspect_query(look, (*path, "query"), table["query"])
    nouns = nouns_of(name, table)
    if set(nouns) <= set(NOUNS):
        if thorough:
            _inspect_columns(look, path, table, nouns)
    elif "noun" not in table:
        add = look.say('Add: noun = "…"')
        look.add(
            path, look.say("the feed {name} does not say its noun", name=name), f"{add} {look.nearest(name, NOUNS)}"
        )


def _inspect_query(look: Inspector, path: Path, query: str) -> None:
    """The query is one SELECT as far as that can be told without the file."""
    import duckdb  # settings without a query need no database

    try:
        kinds = [statement.type for statement in duckdb.extract_statements(query)]
    except duckdb.Error as error:
        message = look.say("The query of the feed does not run: {problem}", problem=str(error).splitlines()[0])
        look.add(path, message, look.say("Correct `query` in town.toml."))
        return
    if kinds != [duckdb.StatementType.SELECT]:
        look.add(path, look.say("The query of the feed is not one SELECT."), look.say("Correct `query` in town.toml."))


def _inspect_part(look: Inspector, path: Path, table: Mapping[str, Any]) -> None:
    """`covers = "part"` and the column whose values a file covers belong together."""
    if (table.get("covers") == "part") == ("part" in table):
        return
    if "part" in table:
        look.add(
            (*path, "part"), look.say("part is for covers = {word} only", word='"part"'), look.say("Leave it out.")
        )
    else:
        fix = look.say("Add: {key} = {example}", key="part", example='"unit"')
        look.add((*path, "covers"), look.say("{table} lacks {key}", table=f"[feeds.{path[-1]}]", key="part"), fix)


def _inspect_columns(look: Inspector, path: Path, table: Mapping[str, Any], nouns: tuple[str, ...]) -> None:
    """Our names on the left are columns of the feed's nouns, each from one place; our words are allowed values."""
    say, columns = look.say, {name: column for n in nouns for name, column in noun(n).columns.items()}
    sections = {key: table[key] for key in ("columns", "constants", "values") if isinstance(table.get(key), Mapping)}
    for section, ours in ((section, ours) for section, entries in sections.items() for ours in entries):
        if ours not in columns:
            message = say("{noun} has no column {column}", noun=", ".join(nouns), column=ours)
            look.add((*path, section, ours), message, look.nearest(ours, list(columns)))
    if isinstance(table.get("part"), str) and table["part"] not in columns:
        message = say("{noun} has no column {column}", noun=", ".join(nouns), column=table["part"])
        look.add((*path, "part"), message, look.nearest(table["part"], list(columns)))
    inspect_turned(look, (*path, "columns"), sections.get("columns", {}), columns)
    for ours in sections.get("constants", {}).keys() & sections.get("columns", {}).keys():
        message = say("{column} stands in columns and in constants", column=ours)
        look.add((*path, "constants", ours), message, say("Leave one of them out."))
    for ours, value in sections.get("constants", {}).items():
        choices = columns[ours].choices if ours in columns and columns[ours].kind == "code" else ()
        if choices and value not in choices:
            look.word((*path, "constants", ours), str(value), choices, "an allowed value")
    for ours, words in sections.get("values", {}).items():
        choices = columns[ours].choices if ours in columns else ()
        for theirs, word in words.items() if choices and isinstance(words, Mapping) else ():
            if isinstance(word, str) and word and word not in choices:
                look.word((*path, "values", ours, theirs), word, choices, "an allowed value")
    _inspect_measures(look, path, table, nouns)


def _inspect_measures(look: Inspector, path: Path, table: Mapping[str, Any], nouns: tuple[str, ...]) -> None:
    say, measures, monthly = look.say, table.get("measures"), table.get("monthly")
    for ours in (monthly or ()) if TEXTS.holds(monthly) else ():
        if ours not in noun("budget").columns["measure"].choices:
            look.word((*path, "monthly"), ours, noun("budget").columns["measure"].choices, "a measure")
    if not isinstance(measures, Mapping):
        return
    measured = [name for name, one in contracts.nouns().items() if "measure" in one.columns]
    if len(nouns) != 1 or nouns[0] not in measured:
        message = say("measures are for the nouns {nouns} only", nouns=", ".join(measured))
        look.add((*path, "measures"), message, say("Leave it out."))
        return
    choices = noun(nouns[0]).columns["measure"].choices
    for ours in measures:
        if ours not in choices:
            look.word((*path, "measures", ours), ours, choices, "a measure")


def nouns_of(name: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    """The nouns a feed gives: as said, else that of its profile, those of its format, else its own name."""
    profile = profile_in(table)
    said = table.get("noun", profile and profile.noun)
    if isinstance(said, str):
        return (said,)
    own = FORMATS.get(_format(table))  # a word that is none is a mistake told elsewhere
    return (own.nouns if own else ()) or (name,)


def _format(table: Mapping[str, Any]) -> str:
    """As said, or as the files are called, or as the profile's usually come; csv where nothing tells."""
    files, profile = table.get("files", ""), profile_in(table)
    named = (form for suffix, form in SUFFIXES.items() if isinstance(files, str) and files.lower().endswith(suffix))
    return table.get("format") or next(named, profile.format if profile else "csv")


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _constant(value: str | int | date) -> str:
    """As our own files would write it: yes and no, ISO days."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
