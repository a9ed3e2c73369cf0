-- Which organizations of the tree stand in which enterprise, where no fact and no case tells it: most were founded before the records.

create table enterprise_organization (
    enterprise_id bigint not null references enterprise (id),
    unit_id bigint not null references unit (no),
    made_at text not null constraint enterprise_organization_made_at check (length(made_at) = 27),
    made_by text not null,
    primary key (enterprise_id, unit_id)
);

create index enterprise_organization_unit on enterprise_organization (unit_id);
