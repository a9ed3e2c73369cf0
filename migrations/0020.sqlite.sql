-- What was saved stays as it was saved.

create trigger wording_no_update before update on wording
begin
    select raise(abort, 'what was saved is append-only');
end;

create trigger wording_no_delete before delete on wording
begin
    select raise(abort, 'what was saved is append-only');
end;

create trigger wording_no_replace before insert on wording
when exists (select 1 from wording where id = new.id)
begin
    select raise(abort, 'what was saved is append-only');
end;

create trigger paper_text_no_update before update on paper_text
begin
    select raise(abort, 'what was saved is append-only');
end;

create trigger paper_text_no_delete before delete on paper_text
begin
    select raise(abort, 'what was saved is append-only');
end;

create trigger paper_text_no_replace before insert on paper_text
when exists (select 1 from paper_text where paper_id = new.paper_id and place = new.place)
begin
    select raise(abort, 'what was saved is append-only');
end;
