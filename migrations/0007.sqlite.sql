-- A letter that was numbered stays as it was written.

create trigger letter_no_update before update on letter
begin
    select raise(abort, 'letters are append-only');
end;

create trigger letter_no_delete before delete on letter
begin
    select raise(abort, 'letters are append-only');
end;

create trigger letter_no_replace before insert on letter
when exists (select 1 from letter where id = new.id)
begin
    select raise(abort, 'letters are append-only');
end;
