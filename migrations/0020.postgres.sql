-- What was saved stays as it was saved.

create trigger wording_append_only before update or delete or truncate on wording
    for each statement execute function refuse_change();

create trigger paper_text_append_only before update or delete or truncate on paper_text
    for each statement execute function refuse_change();
