-- Keeps a letter; one that was held or undeliverable and never tried is written anew.
-- a row per letter, kept once
insert into letters (letter_id, run_id, day, recipient, address, subject, state, why, message, not_before)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (letter_id) do update set
    run_id = excluded.run_id, address = excluded.address, subject = excluded.subject, state = excluded.state,
    why = excluded.why, message = excluded.message, not_before = excluded.not_before
where letters.state in ('held', 'undeliverable') and letters.attempts = 0
