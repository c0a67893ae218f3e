-- Check digits of tax numbers and bank accounts, weights and lengths from the law's record; null stays null, and so
-- does what the record says nothing of. What is foreign is not judged, only a foreign IBAN. Whether mail has a way.
-- macros of a number as somebody wrote it: bare, without its country, and whether its check digits are right
create or replace temp macro bare_code(code) as upper(regexp_replace(code, '[^0-9A-Za-z]', '', 'g'));
create or replace temp macro domestic(code, country) as
    if(starts_with(bare_code(code), country), substr(bare_code(code), length(country) + 1), bare_code(code));
-- the last digit is the weighted sum of the others
create or replace temp macro check_digit_right(digits, weights, modulus) as
    regexp_full_match(digits, '\d+') and length(digits) = len(weights) + 1
    and list_sum(list_transform(
        list_zip(string_split(left(digits, len(weights)), ''), weights),
        lambda pair: try_cast(pair[1] as integer) * try_cast(pair[2] as integer)
    )) % modulus = try_cast(right(digits, 1) as integer);
create or replace temp macro nip_valid(nip) as
    case
        when codes_of('tax_number.weights') is null then null
        when regexp_matches(bare_code(nip), '^[A-Z]{2}')
            and not starts_with(bare_code(nip), codes_of('tax_number.country')[1]) then true
        else check_digit_right(
            domestic(nip, codes_of('tax_number.country')[1]), codes_of('tax_number.weights'),
            limit_of('tax_number.modulus')
        )
    end;
create or replace temp macro iban_rest(iban) as  -- ISO 7064 MOD 97-10, digit by digit: it has up to 60
    list_reduce(  -- noqa: LT01
        list_transform(
            string_split(substr(iban, 5) || left(iban, 4), ''),
            lambda sign: if(sign between '0' and '9', ascii(sign) - 48, ascii(sign) - 55)
        ),
        lambda rest, sign: (rest * if(sign > 9, 100, 10) + sign) % 97
    );
create or replace temp macro account_valid(account) as
    case
        when account is null then null
        when regexp_full_match(domestic(account, codes_of('account.country')[1]), '\d+') then
            length(domestic(account, codes_of('account.country')[1])) = limit_of('account.digits')
            and iban_rest(codes_of('account.country')[1] || domestic(account, codes_of('account.country')[1])) = 1
        when regexp_full_match(bare_code(account), '[A-Z]{2}\d{2}[A-Z0-9]{10,30}')
            then iban_rest(bare_code(account)) = 1
        else true
    end;
-- one address, as the letters of `alerts/write/headers.py` can be sent to it (RFC 5322 without quotes and comments)
create or replace temp macro address_valid(address) as
    regexp_full_match(
        address,
        replace('[\s\p{Z}]*ATOM(\.ATOM)*@ATOM(\.ATOM)*[\s\p{Z}]*', 'ATOM', '[\w!#$%&''*+/=?^`{|}~-]+')
    );
