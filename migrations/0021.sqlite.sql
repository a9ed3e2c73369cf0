-- What was cancelled stays cancelled.

create trigger signing_cancelled_no_update before update on signing_cancelled
begin
    select raise(abort, 'what was cancelled is append-only');
end;

create trigger signing_cancelled_no_delete before delete on signing_cancelled
begin
    select raise(abort, 'what was cancelled is append-only');
end;

create trigger signing_cancelled_no_replace before insert on signing_cancelled
when exists (select 1 from signing_cancelled where paper_id = new.paper_id)
begin
    select raise(abort, 'what was cancelled is append-only');
end;
