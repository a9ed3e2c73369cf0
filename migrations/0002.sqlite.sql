-- The trail is append-only: the database itself refuses to change or take out a line.

create trigger audit_no_update before update on audit
begin
    select raise(abort, 'the trail is append-only');
end;

create trigger audit_no_delete before delete on audit
begin
    select raise(abort, 'the trail is append-only');
end;

create trigger audit_head_no_delete before delete on audit_head
begin
    select raise(abort, 'the trail is append-only');
end;

create trigger audit_no_replace before insert on audit
when exists (select 1 from audit where no = new.no)
begin
    select raise(abort, 'the trail is append-only');
end;
