-- What was signed stays as it was signed.

create trigger signing_append_only before update or delete or truncate on signing
    for each statement execute function refuse_change();
