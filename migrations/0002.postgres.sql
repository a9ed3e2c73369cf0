-- The trail is append-only: the database itself refuses to change, take out or truncate a line.

create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function refuse_change();

create trigger audit_head_stays before delete or truncate on audit_head
    for each statement execute function refuse_change();
