-- Ranges of codes and names are asked for by their bytes, whatever language the database was made for.
drop view enterprise_search;

alter table enterprise alter column tax_code type text collate "C";
alter table enterprise alter column folded type text collate "C";
alter table enterprise alter column name_key type text collate "C";

create view enterprise_search as
select id as rowid, folded
from enterprise;
