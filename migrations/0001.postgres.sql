-- The book is append-only: the database itself refuses to change, take out or truncate a line.

create function refuse_change() returns trigger language plpgsql as $refuse$
begin
    raise exception 'the book is append-only';
end
$refuse$;

create trigger entry_append_only before update or delete or truncate on entry
    for each statement execute function refuse_change();

create trigger unit_append_only before update or delete or truncate on unit
    for each statement execute function refuse_change();

create trigger unit_event_append_only before update or delete or truncate on unit_event
    for each statement execute function refuse_change();

create trigger fact_append_only before update or delete or truncate on fact
    for each statement execute function refuse_change();

create trigger reversal_append_only before update or delete or truncate on reversal
    for each statement execute function refuse_change();

create trigger target_append_only before update or delete or truncate on target
    for each statement execute function refuse_change();

create trigger claim_append_only before update or delete or truncate on claim
    for each statement execute function refuse_change();

create trigger posting_append_only before update or delete or truncate on posting
    for each statement execute function refuse_change();

create trigger posting_class_append_only before update or delete or truncate on posting_class
    for each statement execute function refuse_change();

create trigger ledger_head_kept before delete or truncate on ledger_head
    for each statement execute function refuse_change();
