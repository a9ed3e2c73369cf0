-- The book is append-only: the database itself refuses to change or take out a line.

create trigger entry_no_update before update on entry
begin
    select raise(abort, 'the book is append-only');
end;

create trigger entry_no_delete before delete on entry
begin
    select raise(abort, 'the book is append-only');
end;

create trigger unit_no_update before update on unit
begin
    select raise(abort, 'the book is append-only');
end;

create trigger unit_no_delete before delete on unit
begin
    select raise(abort, 'the book is append-only');
end;

create trigger unit_event_no_update before update on unit_event
begin
    select raise(abort, 'the book is append-only');
end;

create trigger unit_event_no_delete before delete on unit_event
begin
    select raise(abort, 'the book is append-only');
end;

create trigger fact_no_update before update on fact
begin
    select raise(abort, 'the book is append-only');
end;

create trigger fact_no_delete before delete on fact
begin
    select raise(abort, 'the book is append-only');
end;

create trigger reversal_no_update before update on reversal
begin
    select raise(abort, 'the book is append-only');
end;

create trigger reversal_no_delete before delete on reversal
begin
    select raise(abort, 'the book is append-only');
end;

create trigger target_no_update before update on target
begin
    select raise(abort, 'the book is append-only');
end;

create trigger target_no_delete before delete on target
begin
    select raise(abort, 'the book is append-only');
end;

create trigger claim_no_update before update on claim
begin
    select raise(abort, 'the book is append-only');
end;

create trigger claim_no_delete before delete on claim
begin
    select raise(abort, 'the book is append-only');
end;

create trigger posting_no_update before update on posting
begin
    select raise(abort, 'the book is append-only');
end;

create trigger posting_no_delete before delete on posting
begin
    select raise(abort, 'the book is append-only');
end;

create trigger posting_class_no_update before update on posting_class
begin
    select raise(abort, 'the book is append-only');
end;

create trigger posting_class_no_delete before delete on posting_class
begin
    select raise(abort, 'the book is append-only');
end;

create trigger ledger_head_no_delete before delete on ledger_head
begin
    select raise(abort, 'the book is append-only');
end;

-- `insert or replace` takes a line out without asking the triggers above, so a line that is there is asked for first.

create trigger entry_no_replace before insert on entry
when exists (select 1 from entry where no = new.no or (sort = new.sort and identity = new.identity))
begin
    select raise(abort, 'the book is append-only');
end;

create trigger unit_no_replace before insert on unit
when exists (select 1 from unit where no = new.no or code = new.code)
begin
    select raise(abort, 'the book is append-only');
end;

create trigger unit_event_no_replace before insert on unit_event
when exists (select 1 from unit_event where no = new.no)
begin
    select raise(abort, 'the book is append-only');
end;

create trigger fact_no_replace before insert on fact
when exists (select 1 from fact where no = new.no)
begin
    select raise(abort, 'the book is append-only');
end;

create trigger reversal_no_replace before insert on reversal
when exists (select 1 from reversal where no = new.no or fact_no = new.fact_no)
begin
    select raise(abort, 'the book is append-only');
end;

create trigger target_no_replace before insert on target
when exists (select 1 from target where no = new.no)
begin
    select raise(abort, 'the book is append-only');
end;

create trigger claim_no_replace before insert on claim
when exists (select 1 from claim where no = new.no)
begin
    select raise(abort, 'the book is append-only');
end;

create trigger posting_class_no_replace before insert on posting_class
when exists (select 1 from posting_class where id = new.id or (account = new.account and org_kind = new.org_kind and host_kind = new.host_kind and tags = new.tags))
begin
    select raise(abort, 'the book is append-only');
end;

create trigger posting_no_replace before insert on posting
when exists (select 1 from posting where entry_no = new.entry_no and side = new.side)
begin
    select raise(abort, 'the book is append-only');
end;
