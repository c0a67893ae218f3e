-- What no rule judged, since its facts could not be derived: a value in its rows is out of range.
-- a row per rule and subject left out of the day
select rules.rule, noun, left_out.subject, 'value_out_of_range' as missing
from left_out
join (select unnest($rules) as rule, unnest($nouns) as noun) as rules using (noun)
