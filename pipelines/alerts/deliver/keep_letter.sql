-- Keeps a letter; one that was held or undeliverable and never tried, or that letters began after, is written anew.
-- a row per letter, kept once
insert into letters (letter_id, run_id, day, recipient, address, subject, state, why, message, not_before)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (letter_id) do update set
    run_id = excluded.run_id, address = excluded.address, subject = excluded.subject, state = excluded.state,
    why = excluded.why, message = excluded.message, not_before = excluded.not_before,
    attempts = 0, next_try_at = null, sent_at = null, begun = null
where (letters.state in ('held', 'undeliverable') and letters.attempts = 0) or letters.begun is 'all'
