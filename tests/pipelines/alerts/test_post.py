"""From run to run: who hears what, once, and the word for why not."""

from datetime import date, datetime, timedelta

from rules.catalogue import PAGES_ONLY

FRIDAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
CASE = "WB.6740.1.2026"
OTHER = "WB.6740.2.2026"


def test_everyone_a_finding_names_gets_one_letter(office):
    office.finds(CASE, "anna", "kier")
    office.finds(OTHER, "anna")
    posted = office.run(FRIDAY)
    assert (posted.sent, posted.queued, posted.held, posted.undeliverable) == (2, 0, 0, 0)
    assert office.told() == [("11-20", "anna", "C01 1 new, C01 2 new"), ("11-20", "kier", "C01 1 new")]


def test_a_second_run_of_the_day_adds_none(office):
    office.finds(CASE, "anna", "kier")
    office.run(FRIDAY)
    before = [letter.raw for letter in office.outbox()]
    posted = office.run(FRIDAY)
    assert (posted.sent, posted.words) == (0, {"repeat": 2})
    assert [letter.raw for letter in office.outbox()] == before
    assert len(office.letters()) == 2


def test_the_same_run_posted_again_is_not_even_read_again(office):
    office.finds(CASE, "anna")
    run_id = office.publish(FRIDAY)
    assert office.post(run_id).words == {"new": 1}
    posted = office.post(run_id)
    assert (posted.sent, posted.words) == (0, {})


def test_a_warehouse_built_anew_counts_its_runs_from_one_again_and_still_writes(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.con.execute("delete from runs")
    office.runs = 0
    office.finds(OTHER, "anna")
    assert office.run(MONDAY).sent == 1


def test_a_second_run_of_the_day_says_only_what_it_found_more(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.finds(OTHER, "anna")
    office.run(FRIDAY)
    assert office.told() == [("11-20", "anna", "C01 1 new"), ("11-20", "anna", "C01 2 new")]


def test_what_was_told_is_not_told_again_until_it_gets_worse_or_is_gone(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.run(MONDAY)
    office.finds(CASE, "anna", severity="high")
    office.run(TUESDAY)
    office.run(WEDNESDAY)
    office.settles(CASE)
    office.run(date(2026, 11, 26))
    office.run(date(2026, 11, 27))
    assert office.told() == [
        ("11-20", "anna", "C01 1 new"),
        ("11-24", "anna", "C01 1 worse"),
        ("11-26", "anna", "C01 1 resolved"),
    ]


def test_what_is_still_open_is_counted_in_a_letter_that_has_something_to_say(office):
    office.finds(CASE, "anna", severity="high")
    office.run(FRIDAY)
    office.finds(OTHER, "anna")
    office.run(MONDAY)
    assert "Nadal otwarte, zgłoszone wcześniej: 1 (pilne: 1)." in office.letter_to("anna").text
    [monday] = office.letters(MONDAY)
    assert [(item["subject"], item["reason"]) for item in monday["items"]] == [(CASE, "repeat"), (OTHER, "new")]


def test_a_finding_that_gets_better_and_then_worse_is_told_again(office):
    office.finds(CASE, "anna", severity="critical")
    office.run(FRIDAY)
    office.finds(CASE, "anna", severity="info")
    office.run(MONDAY)
    office.finds(CASE, "anna", severity="critical")
    office.run(TUESDAY)
    assert office.told() == [("11-20", "anna", "C01 1 new"), ("11-24", "anna", "C01 1 worse")]


def test_a_finding_that_comes_back_after_it_was_resolved_is_new(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.settles(CASE)
    office.run(MONDAY)
    office.finds(CASE, "anna")
    office.run(TUESDAY)
    assert [said for _, _, said in office.told()] == ["C01 1 new", "C01 1 resolved", "C01 1 new"]


def test_a_finding_left_unsaid_by_a_run_that_died_is_new_in_the_next(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.finds(OTHER, "anna")
    office.publish(MONDAY)  # and the process ended before it posted
    office.run(TUESDAY)  # for the judge it is an old finding by now
    assert office.told()[-1] == ("11-24", "anna", "C01 2 new")


def test_the_end_of_a_finding_is_not_good_news_while_a_graver_one_speaks_of_the_same_case(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.settles(CASE)
    office.finds(CASE, "anna", rule="C02", severity="high")
    posted = office.run(MONDAY)
    assert posted.words == {"new": 1, "overtaken": 1}
    office.settles(CASE, rule="C02")
    office.run(TUESDAY)
    assert office.told()[1:] == [("11-23", "anna", "C02 1 new"), ("11-24", "anna", "C02 1 resolved")]


def test_an_inhibited_finding_is_superseded_and_neither_told_nor_called_resolved(office):
    office.finds(CASE, "anna")
    office.finds(CASE, "anna", rule="C02", severity="high")
    office.run(FRIDAY)
    office.finds(CASE, "anna", inhibited_by="C02")
    office.finds(OTHER, "anna", inhibited_by="C02")
    assert office.run(MONDAY).words == {"overtaken": 1, "repeat": 1, "superseded": 2}
    assert len(office.told()) == 1


def test_of_two_findings_that_end_on_one_case_the_letter_names_the_case_once(office):
    office.finds(CASE, "anna", message=f"{CASE}: drobne.", severity="info")
    office.finds(CASE, "anna", rule="C02", message=f"{CASE}: ważne.", severity="high")
    office.run(FRIDAY)
    office.settles(CASE)
    office.settles(CASE, rule="C02")
    office.run(MONDAY)
    letter = office.letter_to("anna")
    assert letter["Subject"] == "1 zakończony sygnał – Zabrzeg, 23.11.2026"
    assert f"było: {CASE}: ważne." in letter.text
    assert "drobne" not in letter.text


def test_a_case_handed_over_is_new_to_the_next_person_and_silent_for_the_first(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.finds(CASE, "jan")
    posted = office.run(MONDAY)
    assert posted.words == {"handed over": 1, "new": 1}
    office.settles(CASE)
    office.run(TUESDAY)
    assert office.told()[1:] == [("11-23", "jan", "C01 1 new"), ("11-24", "jan", "C01 1 resolved")]


def test_rules_that_only_pages_show_write_to_nobody(office):
    for rule in sorted(PAGES_ONLY):
        office.finds(CASE, "anna", rule=rule, severity="critical")
    posted = office.run(FRIDAY)
    assert posted.words == {"pages only": 4}
    assert office.letters() == []


def test_on_a_day_off_letters_wait_with_a_word_and_leave_on_the_next_open_day_once(office):
    office.finds(CASE, "anna", "kier")
    posted = office.run(SATURDAY)
    assert (posted.sent, posted.held, posted.words) == (0, 2, {"held: not a working day": 2})
    assert office.run(SATURDAY).sent == 0
    assert [row["state"] for row in office.letters()] == ["held: not a working day"] * 2
    assert office.outbox() == []
    office.run(MONDAY)
    office.run(MONDAY)
    assert office.told() == [("11-23", "anna", "C01 1 new"), ("11-23", "kier", "C01 1 new")]


def test_what_was_settled_while_letters_waited_is_never_told(office):
    office.finds(CASE, "anna")
    office.run(SATURDAY)
    office.settles(CASE)
    office.run(MONDAY)
    assert office.told() == []


def test_the_offices_own_day_off_holds_letters_too(office):
    office.settings["days_off"] = (FRIDAY,)
    office.finds(CASE, "anna")
    assert office.run(FRIDAY).words == {"held: not a working day": 1}


def test_a_letter_held_by_mistake_leaves_the_same_day_once_the_office_is_open(office):
    office.settings["days_off"] = (FRIDAY,)
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.settings["days_off"] = ()
    office.finds(OTHER, "anna")
    office.run(FRIDAY)
    office.run(FRIDAY)
    assert office.told() == [("11-20", "anna", "C01 1 new, C01 2 new")]


def test_whoever_stands_in_hears_all_that_is_open_and_the_returner_only_what_is_new_to_them(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.away("anna", "jan", until=WEDNESDAY, since=MONDAY)
    office.finds(OTHER, "anna")
    office.run(MONDAY)
    office.run(TUESDAY)
    office.back("anna")
    office.run(WEDNESDAY)
    assert office.told() == [
        ("11-20", "anna", "C01 1 new"),
        ("11-23", "jan", "C01 1 new, C01 2 new"),
        ("11-25", "anna", "C01 2 new, C01 1 away, C01 2 away"),
    ]
    [monday] = office.letters(MONDAY)
    assert {item["instead_of"] for item in monday["items"]} == {"anna"}


def test_the_stand_in_does_not_hear_the_end_of_what_went_back_to_its_owner(office):
    office.away("anna", "jan", until=MONDAY)
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.back("anna")
    office.settles(CASE)
    posted = office.run(MONDAY)
    assert posted.words == {"away": 1, "handed over": 1}


def test_in_a_second_absence_the_stand_in_starts_afresh(office):
    office.away("anna", "jan", until=MONDAY)
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.back("anna")
    office.run(MONDAY)
    office.away("anna", "jan", until=date(2026, 11, 30), since=WEDNESDAY)
    office.run(WEDNESDAY)
    assert office.told() == [
        ("11-20", "jan", "C01 1 new"),
        ("11-23", "anna", "C01 1 new, C01 1 away"),
        ("11-25", "jan", "C01 1 new"),
    ]


def test_somebody_who_left_is_never_written_to(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    office.con.execute("update employees set active_to = date '2026-11-22' where employee = 'anna'")
    office.finds(OTHER, "anna")
    office.settles(CASE)
    office.run(MONDAY)
    assert office.told()[1:] == [("11-23", "ster", "C01 2 new")]


def test_a_person_without_an_address_has_told_nobody_until_there_is_one(office):
    for address in (None, "", "anna@", "anna nowak@zabrzeg.example", "ąnna@zabrzeg.example"):
        office.con.execute("update employees set email = ? where employee = 'anna'", [address])
        office.finds(CASE, "anna")
        posted = office.run(FRIDAY)
        assert (posted.sent, posted.undeliverable) == (0, 1), address
    [letter] = office.letters()
    assert (letter["state"], letter["why"], letter["to"]) == ("undeliverable", "no address", "")
    office.con.execute("update employees set email = 'anna@zabrzeg.example' where employee = 'anna'")
    assert office.run(FRIDAY).sent == 1
    assert office.told() == [("11-20", "anna", "C01 1 new")]


def test_what_concerns_nobody_is_kept_as_undeliverable(office):
    office.con.execute("delete from employees where employee <> 'anna'")
    office.finds(CASE)
    posted = office.run(FRIDAY)
    [letter] = office.letters()
    assert posted.undeliverable == 1
    assert (letter["state"], letter["why"], letter["recipient"]) == ("undeliverable", "nobody to tell", "")


def test_the_ledger_keeps_the_columns_that_scripts_rely_on(office):
    office.finds(CASE, "anna")
    office.run(FRIDAY)
    [letter] = office.letters()
    assert list(letter)[:6] == ["letter_id", "to", "subject", "items", "state", "sent_at"]
    assert letter["to"] == "anna@zabrzeg.example"
    assert letter["items"] == [{"rule": "C01", "noun": "cases", "subject": CASE, "instead_of": "", "reason": "new"}]
    assert letter["state"] == "written"
    assert datetime.fromisoformat(letter["sent_at"]).utcoffset() == timedelta(0)
