-- The list of enterprises as wards really have it: rows whose kind or committee nobody has told yet wait in a queue and are
-- counted only when both are known; imports are batches that can be undone.

create table enterprise_next (
    id integer not null primary key,
    tax_code text not null unique,
    name text not null,
    -- What is sought in: the folded name, and the order of a Vietnamese reader.
    folded text not null,
    name_key text not null,
    kind text,
    unit_id bigint references unit (no),
    from_on text,
    to_on text,
    registered_on text,
    legal_form text,
    industry text,
    address text,
    ward text,
    owner text,
    owner_foreign bigint constraint enterprise_foreign check (owner_foreign in (0, 1)),
    representative text,
    workers bigint,
    workers_female bigint,
    party_members bigint,
    union_members bigint,
    counted_on text,
    activity text not null constraint enterprise_state check (activity in ('active', 'suspended', 'dissolving', 'ended')),
    note text,
    content text not null,
    listed_no bigint references entry (no),
    ended_no bigint references entry (no),
    constraint enterprise_listed check (listed_no is null or (kind is not null and unit_id is not null))
);

insert into enterprise_next (id, tax_code, name, folded, name_key, kind, unit_id, from_on, to_on, registered_on, legal_form, address,
    ward, owner, owner_foreign, representative, workers, workers_female, party_members, union_members, counted_on, activity,
    note, content, listed_no, ended_no)
select row_number() over (order by tax_code), tax_code, name, '', '', kind, unit_id, from_on, to_on, registered_on, legal_form, address,
    ward, owner, owner_foreign, representative, workers, workers_female, party_members, union_members, counted_on, activity,
    note, content, listed_no, ended_no
from enterprise;

drop table enterprise;
alter table enterprise_next rename to enterprise;

create index enterprise_unit on enterprise (unit_id, kind);
create index enterprise_name on enterprise (name_key, id);
create index enterprise_queued on enterprise (id) where listed_no is null;

-- One taking in of a foreign list, so that it can be told about, mended and undone as one.
create table import_batch (
    id bigint not null primary key,
    sort text not null constraint import_batch_sort check (sort in ('enterprises')),
    file text not null,
    encoding text not null,
    as_of text not null constraint import_batch_as_of check (length(as_of) = 10),
    made_at text not null constraint import_batch_made_at check (length(made_at) = 27),
    made_by text not null,
    accepted bigint not null,
    same bigint not null,
    held bigint not null,
    skipped bigint not null,
    undone_at text,
    undone_by text
);

-- What a batch told of each enterprise: the columns as they stood before, none when it was not known, and the hash of what
-- was told, by which a later change is seen.
create table import_change (
    batch_id bigint not null references import_batch (id),
    enterprise_id bigint not null references enterprise (id),
    before text,
    content text not null,
    primary key (batch_id, enterprise_id)
);

create index import_change_enterprise on import_change (enterprise_id);
