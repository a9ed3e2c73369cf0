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
