-- What the letters of one day said to a reader: of the day given, else of the last one.
-- a row per item of a letter, in the order in which the letters had them
select letter_items.day, reason, severity, rule, noun, letter_items.subject, sentence, instead_of, letter_id, state
from letter_items join letters using (letter_id)
where letter_items.recipient = :reader and reason <> 'overtaken'
  and letter_items.day = coalesce(:day, (select max(day) from letter_items where recipient = :reader))
order by letter_items.rowid
