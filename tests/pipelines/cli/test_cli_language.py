"""What a command refuses is said in the town's language, in Polish until there is one."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from typer.exceptions import TyperException

from pipelines import cli
from pipelines.cli.commands.demo import demo
from pipelines.cli.options import HERE, asked_about
from pipelines.cli.spoken import COMPLAINTS, Spoken, complaint, language_asked, town_of, translate
from pipelines.refusal import Refusal
from pipelines.settings import open_town
from pipelines.town import language_in, language_of
from rules.engine.fault import EngineFault, EngineUnloadable
from rules.wording import words

ENGLISH = b'[town]\nname = "Town"\nlanguage = "en"\n'


@pytest.fixture
def english(tmp_path: Path) -> Path:
    """A town that speaks English."""
    (tmp_path / "town.toml").write_bytes(ENGLISH)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('language = "en"', "en"),
        ("language = 'pl'", "pl"),
        ('\n  language="en"  # it is\n', "en"),
        ('language = "en', "pl"),
        ('language = "xx"', "pl"),
        ('# language = "en"', "pl"),
        ("[town", "pl"),
        ("", "pl"),
    ],
)
def test_the_language_is_read_even_where_the_rest_cannot_be(text, expected):
    assert language_in(text) == expected


def test_without_a_town_it_is_polish(tmp_path):
    assert language_of(tmp_path) == "pl"
    with pytest.raises(Refusal) as refused:
        open_town(tmp_path)
    assert refused.value.fix == words("pl")(
        "Name the town's folder with --town or RATUSZ_TOWN, or begin one with `ratusz init`."
    )


def test_a_file_that_is_not_utf_8_is_refused_in_its_own_language(english):
    (english / "town.toml").write_bytes(ENGLISH + b'address = "\xb3"\n')
    with pytest.raises(Refusal) as refused:
        open_town(english)
    assert (refused.value.message, refused.value.fix) == ("town.toml is not UTF-8.", "Save it as UTF-8.")


def test_a_folder_that_is_no_town_is_left_alone_by_the_demo(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refusal) as refused:
        demo(tmp_path, serve=False, port=0)
    assert refused.value.fix == "Wskaż inny folder przez --town."
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("tongue", ["pl", "en"])
def test_a_fault_of_the_engine_is_told_in_the_language_of_the_town_asked_about(tmp_path, monkeypatch, capsys, tongue):
    (tmp_path / "town.toml").write_bytes(ENGLISH.replace(b'"en"', f'"{tongue}"'.encode()))

    def app(standalone_mode: bool) -> int:
        asked_about.set(tmp_path)
        raise EngineFault("gone")

    monkeypatch.setattr(cli, "app", app)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    say = words(tongue)
    assert ended.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        say("Not everything was judged: {fault}.", fault="gone"),
        f"→ {say('Nothing was published; the last run stays in use.')}",
    ]


def test_an_engine_that_does_not_load_ends_with_the_command_that_helps(tmp_path, monkeypatch, capsys):
    def app(standalone_mode: bool) -> int:
        asked_about.set(tmp_path)
        raise EngineUnloadable("undefined symbol: PyEval_CallObject")

    monkeypatch.setattr(cli, "app", app)
    with pytest.raises(SystemExit):
        cli.main()
    message, fix = capsys.readouterr().err.splitlines()
    assert message == "Silnik reguł (durable-rules) nie daje się wczytać w tym Pythonie."
    assert fix.startswith(
        '→ Zainstaluj go tak, żeby się dał: CPPFLAGS="-O2 -DPyEval_CallObject=PyObject_CallObject" pip'
    )
    assert fix.endswith(f" durable-rules=={version('durable-rules')}")


def test_a_command_remembers_which_town_it_was_asked_about(english):
    with pytest.raises(Refusal):
        cli.app(["findings", "--town", str(english)], standalone_mode=False)
    assert asked_about.get() == english


def helps(group) -> set[str]:
    """Every text that the help of the program and its commands shows."""
    found = {group.help}
    for command in (group, *group.commands.values()):
        found |= {command.help, *(getattr(param, "help", None) for param in command.params)}
        found.add(command.get_help_option(typer.Context(command)).help)
    return found - {None, ""}


def test_every_help_and_every_complaint_has_its_polish():
    say = words("pl")
    asked = helps(typer.main.get_command(cli.app))
    assert len(asked) > 90
    assert [text for text in (*sorted(asked), *COMPLAINTS) if say(text) == text] == []


def test_help_is_given_in_the_language_of_the_town(tmp_path, english, capsys):
    polish = tmp_path / "polish"
    polish.mkdir()
    (polish / "town.toml").write_bytes(ENGLISH.replace(b'"en"', b'"pl"'))
    for root, said in ((polish, "Znak sprawy"), (english, "The case mark")):
        cli.app(["note", "--help", "--town", str(root)], standalone_mode=False)
        assert said in capsys.readouterr().out


def test_translated_is_what_was_english():
    group = typer.main.get_command(cli.app)
    assert isinstance(group, Spoken)
    before = helps(group)
    translate(group, words("pl"))
    assert helps(group) == {words("pl")(text) for text in before}
    assert {getattr(param, "rich_help_panel", None) for param in group.commands["why"].params} == {"Argumenty", "Opcje"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("findings --as-of kiedyś", "Błędna wartość '--as-of': kiedyś nie jest dniem. Zapisz go tak: 2026-11-20."),
        ("findings --format pdf", "Błędna wartość '--format' / '-f': 'pdf' nie jest żadnym z: 'table', 'json',"),
        ("budget --year dwa", "Błędna wartość '--year': to nie jest liczba całkowita"),
        ("note WB.4 suspended", "Brakuje opcji '--at'."),
        ("why", "Brakuje argumentu 'subject'."),
        ("findings --rul C1", "Nie ma opcji --rul (możliwe: --rule)"),
        ("findings --nic", "Nie ma opcji --nic"),
        ("findngs", "Nie ma polecenia 'findngs'. Czy chodziło o 'findings'"),
        ("why a b", "Za dużo argumentów: b"),
        ("findings --as-of", "Opcja '--as-of' wymaga wartości."),
        ("runs --last 0", "Błędna wartość '--last': najmniej: 1"),
        ("letters --text", "Błędna wartość: --weekly, --text i --html wymagają --preview."),
    ],
)
def test_what_is_wrong_with_words_typed_is_said_in_polish(typed, said):
    with pytest.raises(TyperException) as wrong:
        cli.app(typed.split(), standalone_mode=False)
    assert complaint(wrong.value.format_message(), words("pl")).startswith(said)
    assert complaint(wrong.value.format_message(), words("en")) == wrong.value.format_message()


def test_what_nobody_translated_stays_as_it_is():
    assert complaint("Something else.", words("pl")) == "Something else."


def test_the_language_is_that_of_the_town_named_else_of_the_terminal(english, tmp_path):
    nowhere = str(tmp_path / "nowhere")
    assert language_asked(["findings", "--town", str(english)], {"LANG": "pl_PL.UTF-8"}) == "en"
    assert language_asked([f"--town={english}"], {}) == "en"
    assert language_asked(["findings"], {"RATUSZ_TOWN": str(english)}) == "en"
    for environ, tongue in (({"LANG": "en_GB.UTF-8"}, "en"), ({"LANG": "C.UTF-8"}, "pl"), ({}, "pl"),
                            ({"LC_ALL": "pl_PL.UTF-8", "LANG": "en_GB.UTF-8"}, "pl")):  # fmt: skip
        assert language_asked(["findings", "--town", nowhere], environ) == tongue
    assert town_of(["findings"], {}) == HERE
