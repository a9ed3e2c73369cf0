-- What was said, returned and marked stays as it was written.

create trigger submission_event_append_only before update or delete or truncate on submission_event
    for each statement execute function refuse_change();

create trigger submission_remark_append_only before update or delete or truncate on submission_remark
    for each statement execute function refuse_change();

create trigger supplement_append_only before update or delete or truncate on supplement
    for each statement execute function refuse_change();

create trigger submission_no_delete before delete or truncate on submission
    for each statement execute function refuse_change();
