-- Keeps what a letter says; what stands in a letter that never left is said by the newest one.
-- a row per thing said, recipient, day and reason
insert into letter_items (
    letter_id, rule, noun, subject, recipient, instead_of, day, reason, severity, sentence, step
) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (rule, noun, subject, recipient, day, reason) do update set
    letter_id = excluded.letter_id, instead_of = excluded.instead_of, severity = excluded.severity,
    sentence = excluded.sentence, step = excluded.step
where (select state in ('held', 'undeliverable') or begun is 'all' from letters
    where letters.letter_id = letter_items.letter_id)
