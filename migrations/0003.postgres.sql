-- Parts of names are found by runs of three letters; a view of the same name as SQLite's index, so that one text asks both.
create extension if not exists pg_trgm;

create index enterprise_folded on enterprise using gin (folded gin_trgm_ops);

create view enterprise_search as
select id as rowid, folded
from enterprise;
