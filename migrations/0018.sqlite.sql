-- What was signed stays as it was signed.

create trigger signing_no_update before update on signing
begin
    select raise(abort, 'what was signed is append-only');
end;

create trigger signing_no_delete before delete on signing
begin
    select raise(abort, 'what was signed is append-only');
end;

create trigger signing_no_replace before insert on signing
when exists (select 1 from signing where paper_id = new.paper_id
    or (unit_id = new.unit_id and symbol = new.symbol and series = new.series and number = new.number))
begin
    select raise(abort, 'what was signed is append-only');
end;
