-- What the pages of the list of enterprises stand on: whose list brought an enterprise that has no committee yet, its phone
-- number, files that are looked at before they are taken in, and how the columns of a sort of sheet were settled last.

alter table enterprise add column told_unit_id bigint references unit (no);
-- The number sealed by the key of the house, a keyed hash by which the whole number is found, and its last three digits.
alter table enterprise add column phone text;
alter table enterprise add column phone_mark text;
alter table enterprise add column phone_end text;

create index enterprise_place on enterprise (coalesce(unit_id, told_unit_id), name_key, id);
create index enterprise_begins on enterprise (folded);
create index enterprise_workers on enterprise (coalesce(workers, -1), id);
create index enterprise_phone on enterprise (phone_mark) where phone_mark is not null;

alter table import_batch add column unit_id bigint references unit (no);

-- A file between its choosing and its taking in, and a while after, sealed: it may hold names and numbers of persons.
create table upload (
    id bigint not null primary key,
    account_id bigint not null references account (id),
    unit_id bigint not null references unit (no),
    list text not null,
    file text not null,
    content text not null,
    -- The columns as settled by hand, and the day the list speaks of.
    columns text,
    as_of text constraint upload_as_of check (length(as_of) = 10),
    made_at text not null constraint upload_made_at check (length(made_at) = 27),
    -- The batch it was taken in as, with the rows held back and why, sealed.
    batch_id bigint references import_batch (id),
    held text
);

-- The columns settled by hand for sheets of one shape of head.
create table import_shape (
    list text not null,
    heads text not null,
    columns text not null,
    made_at text not null,
    made_by text not null,
    primary key (list, heads)
);
