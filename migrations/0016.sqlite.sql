-- What was said, returned and marked stays as it was written.

create trigger submission_event_no_update before update on submission_event
begin
    select raise(abort, 'what was reported is append-only');
end;

create trigger submission_event_no_delete before delete on submission_event
begin
    select raise(abort, 'what was reported is append-only');
end;

create trigger submission_event_no_replace before insert on submission_event
when exists (select 1 from submission_event where submission_id = new.submission_id and place = new.place)
begin
    select raise(abort, 'what was reported is append-only');
end;

create trigger submission_remark_no_update before update on submission_remark
begin
    select raise(abort, 'what was reported is append-only');
end;

create trigger submission_remark_no_delete before delete on submission_remark
begin
    select raise(abort, 'what was reported is append-only');
end;

create trigger submission_remark_no_replace before insert on submission_remark
when exists (select 1 from submission_remark where submission_id = new.submission_id and place = new.place and indicator = new.indicator)
begin
    select raise(abort, 'what was reported is append-only');
end;

create trigger supplement_no_update before update on supplement
begin
    select raise(abort, 'what was reported is append-only');
end;

create trigger supplement_no_delete before delete on supplement
begin
    select raise(abort, 'what was reported is append-only');
end;

create trigger supplement_no_replace before insert on supplement
when exists (select 1 from supplement where entry_no = new.entry_no)
begin
    select raise(abort, 'what was reported is append-only');
end;

create trigger submission_no_delete before delete on submission
begin
    select raise(abort, 'what was reported is append-only');
end;
