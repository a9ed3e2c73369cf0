-- People as surveys counted them, where these are newer than the list: what the list shows, sorts and filters by.

alter table enterprise add column seen_workers bigint;
alter table enterprise add column seen_party_members bigint;
alter table enterprise add column seen_union_members bigint;
alter table enterprise add column seen_on text;

drop index enterprise_workers;
create index enterprise_workers on enterprise (coalesce(seen_workers, workers, -1), id);
