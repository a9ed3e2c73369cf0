-- What was cancelled stays cancelled.

create trigger signing_cancelled_append_only before update or delete or truncate on signing_cancelled
    for each statement execute function refuse_change();
