-- Check digits of tax numbers and bank accounts; null stays null. What is foreign is not judged, only a foreign IBAN.
create or replace temp macro bare_code(code) as upper(regexp_replace(code, '[^0-9A-Za-z]', '', 'g'));
create or replace temp macro ten_digits_valid(nip) as
    regexp_full_match(nip, '\d{10}')
    and list_sum(list_transform(
        list_zip(string_split(left(nip, 9), ''), [6, 5, 7, 2, 3, 4, 5, 6, 7]), lambda pair: try_cast(pair[1] as integer) * pair[2]
    )) % 11 = try_cast(right(nip, 1) as integer);
create or replace temp macro nip_valid(nip) as
    case
        when regexp_matches(bare_code(nip), '^[A-Z]{2}') and bare_code(nip) not like 'PL%' then true
        else ten_digits_valid(regexp_replace(bare_code(nip), '^PL', ''))
    end;
create or replace temp macro iban_rest(iban) as  -- ISO 7064 MOD 97-10, digit by digit: the number has up to 60 of them
    list_reduce(
        list_transform(
            string_split(substr(iban, 5) || left(iban, 4), ''),
            lambda sign: if(sign between '0' and '9', ascii(sign) - 48, ascii(sign) - 55)
        ),
        lambda rest, sign: (rest * if(sign > 9, 100, 10) + sign) % 97
    );
create or replace temp macro account_valid(account) as
    case
        when account is null then null
        when regexp_full_match(bare_code(account), '(PL)?\d{26}') then iban_rest('PL' || right(bare_code(account), 26)) = 1
        when regexp_full_match(bare_code(account), '(PL)?\d*') then false
        when regexp_full_match(bare_code(account), '[A-Z]{2}\d{2}[A-Z0-9]{10,30}') then iban_rest(bare_code(account)) = 1
        else true
    end;
