from datetime import date, timedelta
from pathlib import Path

import pytest

from pipelines.refusal import Refusal
from pipelines.settings import check, open_town, read_town
from pipelines.settings.described import described
from pipelines.settings.keys import ORIGINS
from pipelines.settings.lines import lines
from pipelines.settings.town_law import law_of
from pipelines.town import Made, Read
from rules.law import read_law
from rules.wording import words

HEAD = '[town]\nname = "Zabrzeg"\nlanguage = "en"\n'


def said(text: str, **more: object) -> list[tuple[int, str, str]]:
    """The mistakes of a text below HEAD, with lines counted from its first line."""
    return [(m.line - 3, m.message, m.fix) for m in check(HEAD + text, **more)]  # type: ignore[arg-type]


def test_a_town_needs_only_a_name() -> None:
    town = read_town(Path("/town"), '[town]\nname = "Zabrzeg"')
    assert (town.name, town.jurisdiction, town.timezone, town.language) == ("Zabrzeg", "PL", "Europe/Warsaw", "pl")


def test_a_whole_town() -> None:
    text = """
[town]
name = "Zabrzeg"
as_of = "2026-11-20"
days_off = ["2026-12-31", 2027-01-02]

[feeds.cases]
max_age = "36h"
expected = "0 5 * * 1-5"
knows = ["notice_36"]
[feeds.cases.read]
encoding = "cp1250"
decimal = ","
dates = "%d.%m.%Y"
[feeds.cases.columns]
case_id = "Znak sprawy"
[feeds.cases.constants]
unit = "WB"
[feeds.cases.values.kind]
"Pozwolenie na budowę" = "building_permit"

[feeds.fk]
noun = "budget"
files = "*.xlsx"
[feeds.fk.measures]
plan = "Plan po zmianach"
[feeds.fk.constants]
year = 2026

[feeds.ksef]
format = "ksef"
[feeds.log]
format = "xes"
[feeds.ezd]
noun = "case_events"
format = "sql"
url = "RATUSZ_EZD_URL"
query = "select 1"

[rules.C01]
warn_working_days = 5
to = ["officer"]
off = false
[terms.own_kind]
n = 21
unit = "day"
law = "Regulamin § 7"
[mail]
url = "RATUSZ_SMTP_URL"
[kinds]
"6740" = "building_permit"
[privacy]
monitoring_announced_on = "2026-10-01"
[[schedule]]
cron = "30 5 * * *"
job = "run"
[[schedule]]
job = "letters"
after = "run"
"""
    assert check(text) == []
    town = read_town(Path("/town"), text)
    cases, fk = town.feeds["cases"], town.feeds["fk"]
    assert town.as_of == date(2026, 11, 20)
    assert town.days_off == (date(2026, 12, 31), date(2027, 1, 2))
    assert (cases.nouns, cases.format, cases.files, cases.inbox, cases.covers) == (
        ("cases",),
        "csv",
        "*.csv",
        "cases",
        "all",
    )
    assert cases.max_age == timedelta(hours=36)
    assert cases.read == Read(encoding="cp1250", decimal=",", dates=("%d.%m.%Y",))
    assert cases.values["kind"]["Pozwolenie na budowę"] == "building_permit"
    assert (fk.format, fk.measures["plan"], fk.constants["year"]) == ("xlsx", "Plan po zmianach", "2026")
    assert (town.feeds["ksef"].nouns, town.feeds["ksef"].covers) == (("invoices",), "changes")
    assert town.feeds["log"].nouns == ("cases", "case_events")
    assert town.feeds["ezd"].url == "RATUSZ_EZD_URL"
    assert town.privacy["monitoring_announced_on"] == date(2026, 10, 1)
    assert [slot["job"] for slot in town.schedule] == ["run", "letters"]


@pytest.mark.parametrize(
    ("text", "line", "message", "fix"),
    [
        ("nam = 1", 1, "[town] has no setting nam", "Did you mean name?"),
        ("teryt = 2478000", 1, "teryt must be a TERYT code: 2 to 7 digits in quotes", 'For example: teryt = "2478000"'),
        ('timezone = "Europe/Warsow"', 1, '"Europe/Warsow" is not a time zone', "Did you mean Europe/Warsaw?"),
        ('jurisdiction = "PLL"', 1, '"PLL" is not a jurisdiction', "Did you mean PL?"),
        ('as_of = "2026-02-30"', 1, "as_of must be a day", 'For example: as_of = "2026-11-20"'),
        ("[mial]", 1, "town.toml has no table [mial]", "Did you mean mail?"),
        ('[feeds.cases]\nformat = "cvs"', 2, '"cvs" is not a format', "Did you mean csv?"),
        ('[feeds.cases]\nfromat = "csv"', 2, "[feeds.cases] has no setting fromat", "Did you mean format?"),
        ('[feeds.x]\nnoun = "case"', 2, '"case" is not a noun', "Did you mean cases?"),
        ('[feeds.cases]\ncovers = "change"', 2, '"change" is not a word for `covers`', "Did you mean changes?"),
        ('[feeds.cases]\nmax_age = "36 hours"', 2, "max_age must be a length of time", 'For example: max_age = "36h"'),
        ('[feeds.cases]\ndistinct = "yes"', 2, "distinct must be true or false", "For example: distinct = true"),
        (
            '[feeds.cases.read]\nencoding = "cp1520"',
            2,
            "encoding must be the name of an encoding",
            'For example: encoding = "cp1250"',
        ),
        (
            '[feeds.cases.read]\ndates = "%d.%m.%Q"',
            2,
            "dates must be a date pattern or a list of them",
            'For example: dates = "%d.%m.%Y"',
        ),
        (
            '[feeds.cases.read]\nempty = "brak"',
            2,
            "empty must be a list of texts",
            'For example: empty = ["…"]',
        ),
        (
            '[feeds.cases.read]\ndrop_rows = ["^Razem", "(Suma"]',
            2,
            "drop_rows must be a regular expression or a list of them",
            'For example: drop_rows = "^Razem"',
        ),
        ('[feeds]\norder = ["cases", "case"]\n[feeds.cases]', 2, '"case" is not a feed', "Did you mean cases?"),
        ('[feeds]\norder = "cases"\n[feeds.cases]', 2, "order must be a list of texts", 'For example: order = ["…"]'),
        ('[feeds.cases]\ncovers = "part"', 2, "[feeds.cases] lacks part", 'Add: part = "unit"'),
        ('[feeds.cases]\npart = "unit"', 2, 'part is for covers = "part" only', "Leave it out."),
        (
            '[feeds.cases]\ncovers = "part"\npart = "units"',
            3,
            "cases has no column units",
            "Did you mean unit?",
        ),
        (
            '[feeds.cases.columns]\nopened_on = { from = "name", pattern = "%Y" }',
            2,
            '"name" is not a place',
            "Possible here: file, cell.",
        ),
        (
            '[feeds.cases.columns]\nopened_on = { from = "file", pattern = "(" }',
            2,
            "pattern must be a pattern of a day or a regular expression",
            'For example: pattern = "%Y-%m"',
        ),
        (
            '[feeds.cases.columns]\nunit = { of = "K" }',
            2,
            "unit must be the name of their column, or where else the value stands",
            'For example: unit = "…" or { from = "file", pattern = "%Y-%m" } or { split = "…", part = 1 }'
            ' or { join = ["…", "…"] }',
        ),
        (
            '[feeds.cases.columns]\nunit = { split = "K" }',
            2,
            "[feeds.cases.columns.unit] lacks part",
            "Add: part = 1",
        ),
        (
            '[feeds.cases.columns]\nunit = { split = "K", part = 0 }',
            2,
            "part must be a whole number: 1 is the first part, -1 the last",
            "For example: part = 1",
        ),
        (
            '[feeds.cases.columns]\nunit = { split = "K", part = 1, buy = "-" }',
            2,
            "[feeds.cases.columns.unit] has no setting buy",
            "Did you mean by?",
        ),
        (
            '[feeds.cases.columns]\nunit = { join = ["A", "A"] }',
            2,
            "join must be a list of two or more different columns",
            'For example: join = ["Imię", "Nazwisko"]',
        ),
        (
            '[feeds.cases.columns]\nunit = { negate = "A" }',
            2,
            "unit is no amount: it has no sign to turn",
            'Write: unit = "A"',
        ),
        ('[feeds.cases.columns]\ncaseid = "Znak"', 2, "cases has no column caseid", "Did you mean case_id?"),
        ('[feeds.cases.constants]\nunits = "WB"', 2, "cases has no column units", "Did you mean unit?"),
        ('[feeds.cases.constants]\nchannel = "papier"', 2, '"papier" is not an allowed value', "Did you mean paper?"),
        (
            '[feeds.cases.values.channel]\n"e" = "electornic"',
            2,
            '"electornic" is not an allowed value',
            "Did you mean electronic?",
        ),
        (
            '[feeds.cases.measures]\nplan = "Plan"',
            1,
            "measures are for the nouns budget, report_lines only",
            "Leave it out.",
        ),
        ('[feeds.budget.measures]\nplann = "Plan"', 2, '"plann" is not a measure', "Did you mean plan?"),
        ('[feeds.cases]\nurl = "X"', 2, "url is for format sql only", 'Leave it out, or add: format = "sql"'),
        ("[rules.C1]\noff = true", 1, '"C1" is not a rule', "Did you mean C01?"),
        ("[rules.C01]\noff = 1", 2, "off must be true or false", "For example: off = true"),
        ('[terms.own]\nn = 3\nunit = "dya"', 3, '"dya" is not a unit of time', "Did you mean day?"),
        ("[terms.own]\nn = 3", 1, "[terms.own] lacks unit", 'Add: unit = "day"'),
        ('[kinds]\n6740 = "building_permitt"', 2, '"building_permitt" is not a term', "Did you mean building_permit?"),
        (
            '[[schedule]]\njob = "run"\ncron = "61 5 * * *"',
            3,
            "cron must be a cron expression",
            'For example: cron = "30 5 * * *"',
        ),
        ('[[schedule]]\njob = "run"', 1, "[schedule] lacks cron", 'Add: cron = "30 5 * * *"'),
        (
            '[[schedule]]\njob = "raport"\ncron = "0 5 * * *"',
            2,
            '"raport" is not a job',
            "Possible here: letters, run.",
        ),
        ('[[schedule]]\njob = "run"\nafter = "runn"', 3, '"runn" is not a job of this schedule', "Did you mean run?"),
        ('[[schedule]]\njob = "run"\nafter = "run"', 3, "run would wait for itself", "Leave it out."),
        (
            '[[schedule]]\njob = "run"\ncron = "0 5 * * *"\ncatch_up = "al"',
            4,
            '"al" is not a word for `catch_up`',
            "Did you mean all?",
        ),
        (
            '[heartbeat]\nurl = "https://hc.example/1234"',
            2,
            "url must be the name of an environment variable; the address itself is a secret",
            'For example: url = "RATUSZ_EZD_URL"',
        ),
        ("[privacy]\nkeep = 6740", 2, "keep must be a list of texts", 'For example: keep = ["…"]'),
        ('[rules.C01]\nto = ["oficer"]', 2, '"oficer" is not a word for people', "Did you mean officer?"),
        ('[rules.C01.to]\nhgih = ["manager"]', 2, '"hgih" is not a severity', "Did you mean high?"),
        ('[rules.C01.to]\nhigh = ["manger"]', 2, '"manger" is not a word for people', "Did you mean manager?"),
        (
            "[rules.C01]\nto = []",
            2,
            "to must be a list of texts, or one for each severity",
            'For example: to = ["officer", "manager"] or { high = ["manager"] }',
        ),
        (
            "[escalation]\nafter_working_days = [6, 3]",
            2,
            "after_working_days must be a list of whole numbers that rise",
            "For example: after_working_days = [3, 6]",
        ),
        (
            '[escalation]\nseverities = ["grave"]',
            2,
            "severities must be a list of severities",
            'For example: severities = ["high", "critical"]',
        ),
        (
            '[mail]\nquiet = "6pm-7am"',
            2,
            "quiet must be hours of the day from-to",
            'For example: quiet = "18:00-07:00"',
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_fix(text: str, line: int, message: str, fix: str) -> None:
    found = said(text, rules=["C01", "C02"], terms=["building_permit"], jobs=["letters", "run"])
    assert found == [(line, message, fix)]


def test_what_waits_for_each_other_in_a_circle_is_named_at_every_step() -> None:
    text = "\n".join(f'[[schedule]]\njob = "{job}"\nafter = "{after}"' for job, after in ("ab", "bc", "ca"))
    assert [(line, message) for line, message, _ in said(text)] == [
        (3, "b would wait for itself"), (6, "c would wait for itself"), (9, "a would wait for itself"),
    ]  # fmt: skip


def test_a_schedule_of_the_past_may_name_a_job_that_there_is_no_more() -> None:
    assert said('[[schedule]]\njob = "raport"\ncron = "0 5 * * *"') == []


def test_percent_f_after_a_dot_is_refused_with_the_pattern_that_works() -> None:
    text = '[feeds.cases.read]\ntimestamps = ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S.%f"]'
    assert said(text) == [(2, "%f after a dot would be read as so many nanoseconds", 'Write: "%Y-%m-%d %H:%M:%S%.f"')]


def test_a_feed_without_a_noun_is_told_which_there_are() -> None:
    [(line, message, fix)] = said('[feeds.invoice]\nfiles = "*.csv"')
    assert (line, message, fix) == (
        1,
        "the feed invoice does not say its noun",
        'Add: noun = "…" Did you mean invoices?',
    )


def test_an_address_with_a_password_does_not_belong_into_the_file() -> None:
    [(line, message, _)] = said('[feeds.cases]\nformat = "sql"\nquery = "select 1"\nurl = "postgresql://a:secret@b/c"')
    assert (line, message) == (4, "url must be the name of an environment variable; the address itself is a secret")


def test_a_feed_of_a_database_needs_its_address_and_its_query() -> None:
    assert [message for _, message, _ in said('[feeds.cases]\nformat = "sql"')] == [
        "[feeds.cases] lacks query",
        "[feeds.cases] lacks url",
    ]


def test_how_programs_write_and_which_feed_goes_first_is_read() -> None:
    text = """[feeds]
order = ["b", "cases"]
[feeds.cases]
covers = "part"
part = "unit"
[feeds.cases.read]
empty = ["-", "brak"]
drop_rows = "^Razem"
[feeds.cases.columns]
opened_on = { from = "file", pattern = "%Y-%m-%d" }
unit = { split = "Komórka", part = -1, by = "/" }
handler = { join = ["Imię", "Nazwisko"] }
[feeds.b]
noun = "cases"
[feeds.b.read]
empty = []
"""
    assert said(text) == []
    town = read_town(Path("/town"), f'[town]\nname = "Zabrzeg"\n{text}')
    assert (town.order, list(town.feeds)) == (("b", "cases"), ["cases", "b"])
    cases = town.feeds["cases"]
    assert (cases.covers, cases.part, cases.read.drop_rows) == ("part", "unit", ("^Razem",))
    assert {"NULL", "-", "brak"} <= {*cases.read.empty}
    assert town.feeds["b"].read.empty == ()
    assert cases.beside["opened_on"].pattern == "%Y-%m-%d"
    assert cases.made == {"unit": Made(("Komórka",), -1, "/"), "handler": Made(("Imię", "Nazwisko"))}


def test_every_mistake_is_named_not_only_the_first() -> None:
    text = '[feeds.cases]\nformat = "cvs"\n[feeds.x]\nnoun = "y"\n[mial]'
    assert [line for line, _, _ in said(text)] == [2, 4, 5]


def test_without_ids_any_rule_and_any_term_is_taken() -> None:
    assert said('[rules.X99]\noff = true\n[kinds]\n"1" = "anything"') == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[town]\nname = Zabrzeg", 2),
        ('[town]\n\nname = "a" "b"', 3),
        ('[town]\nname = "a"\nname = "b"\n', 3),
        ("[town", 1),
    ],
)
def test_text_that_is_not_toml_is_one_mistake_on_its_line(text: str, line: int) -> None:
    [mistake] = check(text)
    assert mistake.line == line
    assert mistake.message.startswith("to nie jest poprawny TOML: ")


def test_mistakes_are_told_in_the_language_of_the_town() -> None:
    [polish] = check('[town]\nname = "A"\nznak = 1')
    [english] = check('[town]\nname = "A"\nznak = 1\nlanguage = "en"')
    assert polish.message == "znak musi być true albo false"
    assert english.message == "znak must be true or false"


def test_lines_are_found_in_any_spelling_of_toml() -> None:
    text = 'a.b = 1 # [x]\n["t t".u]\nlong = """\n[no]\n"""\nlist = [\n 1,\n]\n'
    text += "[[s]]\nk = 1\n[[s]]\nk = 2\n[s.v]\nw = {x = 1}\n"
    assert lines(text) == {
        (): 1, ("a",): 1, ("a", "b"): 1, ("t t",): 2, ("t t", "u"): 2, ("t t", "u", "long"): 3,
        ("t t", "u", "list"): 6, ("t t", "u", "list", 0): 6, ("s",): 9, ("s", 0): 9, ("s", 0, "k"): 10,
        ("s", 1): 11, ("s", 1, "k"): 12, ("s", 1, "v"): 13, ("s", 1, "v", "w"): 14, ("s", 1, "v", "w", "x"): 14,
    }  # fmt: skip


def test_a_folder_without_settings_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        open_town(tmp_path)
    assert "nie ma pliku town.toml" in refused.value.message
    assert "ratusz init" in refused.value.fix


def test_settings_with_mistakes_are_refused_with_each_line(tmp_path: Path) -> None:
    (tmp_path / "town.toml").write_text('[town]\nnam = "A"\n[feeds.cases]\nformat = "cvs"\n', "utf-8")
    with pytest.raises(Refusal) as refused:
        open_town(tmp_path)
    assert [row.split(" ")[0] for row in refused.value.message.splitlines()] == [
        "town.toml:1:",
        "town.toml:2:",
        "town.toml:4:",
    ]


def test_settings_saved_by_windows_notepad_are_read(tmp_path: Path) -> None:
    (tmp_path / "town.toml").write_bytes(b'\xef\xbb\xbf[town]\r\nname = "\xc5\x81\xc3\xb3d\xc5\xba"\r\n')
    assert open_town(tmp_path).name == "Łódź"


def test_settings_in_another_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "town.toml").write_bytes('[town]\nname = "Łódź"'.encode("cp1250"))
    with pytest.raises(Refusal, match="UTF-8"):
        open_town(tmp_path)


# --- the law is not the town's to change


def other_law(settings: str, language: str = "en") -> list[tuple[int, str, str]]:
    text = HEAD.replace('"en"', f'"{language}"') + settings
    return [(m.line - 3, m.message, m.fix) for m in check(text, law=read_law("PL"))]


def test_a_number_of_the_law_is_no_setting_and_the_line_says_what_is() -> None:
    assert other_law("[rules.C10]\nwarn_working_days = 4\nafter_fee_notice_days = 30") == [
        (
            3,
            "after_fee_notice_days = 30: the law has 14 (u.d.i.p. art. 15 ust. 2), and no town may change the law",
            "Delete this line. In [rules.C10] a town may set: warn_working_days, to, off.",
        )
    ]


def test_the_same_in_polish_of_another_rule() -> None:
    assert other_law("[rules.D02]\nmin_call_days = 3", "pl") == [
        (
            2,
            "min_call_days = 3: w prawie jest 7 (KPA art. 64 § 2), a prawa gmina nie zmienia",
            "Usuń ten wiersz. W [rules.D02] można ustawić: unclosed_letters, unclosed_days, to, off.",
        )
    ]


def test_a_list_of_codes_is_the_law_too_and_one_without_an_act_names_its_source() -> None:
    [(line, message, fix)] = other_law('[rules.B04]\ncapital_prefixes = ["6", "7"]')
    assert line == 2
    assert message.startswith("capital_prefixes = 6, 7: the law has 5, 70, 71, ")
    assert "executed, contract_by, contract_ends_by, to, off" in fix


def test_conventions_and_what_names_no_number_are_left_to_the_town() -> None:
    assert other_law('[rules.C01]\nwarn_working_days = 3\noff = true\nto = ["officer"]\n[rules.X99]\nn = 1') == []


COUNTED, SHARED = "must be a whole number, 0 or more", "must be a share in quotes, such as 1/3"
EXACT = "0 or more, with at most two decimals"


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("[rules.C01]\nwarn_days_working = 1", "[rules.C01] has no setting warn_days_working", "warn_working_days?"),
        ('[rules.C01]\nhigh_working_days = "dwa"', f"high_working_days {COUNTED}", "high_working_days = 2"),
        ("[rules.C01]\nwarn_working_days = -3", f"warn_working_days {COUNTED}", "warn_working_days = 5"),
        ("[rules.C01]\nwarn_working_days = 2.5", f"warn_working_days {COUNTED}", "warn_working_days = 5"),
        ("[rules.C01]\nwarn_working_days = true", f"warn_working_days {COUNTED}", "warn_working_days = 5"),
        ('[rules.C01]\nshare_of_term = "some"', f"share_of_term {SHARED}", 'share_of_term = "1/3"'),
        ('[rules.C01]\nshare_of_term = "1/0"', f"share_of_term {SHARED}", 'share_of_term = "1/3"'),
        ("[rules.D01]\nshrink = 12.345", f"shrink must be a percentage, {EXACT}", "= 30.00"),
        ("[rules.B03]\nfrom_amount = -1", f"from_amount must be an amount, {EXACT}", "= "),
        ('[rules.B03]\nskipped_paragraphs = "4010"', "skipped_paragraphs must be a list of texts", "= ["),
        ("[rules.W01]\nn = 1", "[rules.W01] has no setting n", "Possible here: "),
        ('[terms.own]\nn = 3\nunit = "day"\nprocedure = "kpaa"', '"kpaa" is not a procedure', "mean kpa?"),
    ],
)  # fmt: skip
def test_a_threshold_is_known_and_of_its_kind_or_is_named_with_the_line_and_the_fix(line, message, fix) -> None:
    [(at, said, step)] = other_law(line)
    assert at == line.count("\n") + 1
    assert said == message
    assert fix in step


def test_a_run_is_refused_by_the_same_mistakes() -> None:
    town = read_town(Path("/nowhere"), HEAD + '[rules.C01]\nwarn_working_days = "dwa"')
    with pytest.raises(Refusal, match=r"town\.toml:5: warn_working_days must be a whole number"):
        law_of(town)


@pytest.mark.parametrize("query", ["selec * frm file", "drop table file", "select 1; select 2"])
def test_a_query_that_cannot_run_is_named_before_a_file_comes(query: str) -> None:
    [(_, message, _)] = said(f'[feeds.cases]\nquery = "{query}"')
    assert message.startswith("The query of the feed")


def test_the_query_of_a_database_is_its_own_language() -> None:
    assert said('[feeds.cases]\nformat = "sql"\nurl = "X"\nquery = "select top 5 * from [dbo].[x]"') == []


@pytest.mark.parametrize(("written", "nip"), [("634-001-23-41", "6340012341"), ("PL 6340012341", "6340012341")])
def test_the_towns_own_tax_number_is_read_bare(written: str, nip: str) -> None:
    assert read_town(Path("/nowhere"), f'[town]\nname = "Z"\nnip = "{written}"\n').nip == nip


def test_whoever_asks_for_the_towns_law_is_refused_with_the_line() -> None:
    town = read_town(Path("/nowhere"), HEAD + "[rules.D02]\nmin_call_days = 3")
    with pytest.raises(Refusal, match=r"town\.toml:5: min_call_days = 3: the law has 7"):
        law_of(town)


def test_the_settings_of_a_past_run_are_read_as_they_were() -> None:
    town = read_town(Path("/nowhere"), HEAD + "[rules.D02]\nmin_call_days = 3")
    assert read_law("PL").for_town(town.rules).on(date(2026, 11, 20))["D02.min_call_days"] == 3


def test_the_list_of_settings_has_every_way_in_which_a_column_comes_about() -> None:
    rows = {(row["table"], row["key"]): row for row in described(words("pl"))}
    ways = {key: form for form, keys in ORIGINS.items() for key in keys if key != "by"}
    assert ways.keys() == {"from", "pattern", "split", "part", "join", "negate"}
    for key, form in ways.items():
        row = rows[f"[feeds.….columns] … = {{ {form} = … }}", key]
        assert (row["must_be"], row["example"]) == (words("pl")(ORIGINS[form][key].says), ORIGINS[form][key].example)
    assert rows["[feeds.….columns] … = { from = … }", "from"]["choices"] == "file, cell"
