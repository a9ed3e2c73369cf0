-- A letter that was numbered stays as it was written.

create trigger letter_append_only before update or delete or truncate on letter
    for each statement execute function refuse_change();
