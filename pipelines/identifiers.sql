-- Check digits of tax numbers and bank accounts; null stays null.
create or replace temp macro nip_valid(nip) as
    regexp_full_match(nip, '\d{10}')
    and list_sum(list_transform(
        list_zip(string_split(left(nip, 9), ''), [6, 5, 7, 2, 3, 4, 5, 6, 7]), lambda pair: try_cast(pair[1] as integer) * pair[2]
    )) % 11 = try_cast(right(nip, 1) as integer);
create or replace temp macro account_valid(account) as
    regexp_full_match(replace(account, ' ', ''), '(PL)?\d{26}')
    and try_cast(
        right(replace(account, ' ', ''), 24) || '2521' || left(right(replace(account, ' ', ''), 26), 2) as hugeint
    ) % 97 = 1;
