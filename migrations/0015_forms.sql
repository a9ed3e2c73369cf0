-- What a form that recorded something held, so that one sent again with something else is not taken for a second press.

create table form_sent (
    key text not null primary key,
    content text not null constraint form_sent_content check (length(content) = 64)
);
