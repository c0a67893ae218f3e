-- What letters that left, or are about to, have said, in the order of saying; and what was taken as known instead.
-- a row per thing a letter says
select
    rule, noun, letter_items.subject, letter_items.recipient, instead_of, letter_items.day, reason, severity, sentence,
    step, begun is 'baseline' as known
from letter_items join letters using (letter_id)
where state in ('queued', 'sent', 'written', 'known') and begun is not 'all'
order by letter_items.rowid
