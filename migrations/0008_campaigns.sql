-- The form that planned a campaign: pressed twice, it plans one.

alter table campaign add column key text;

create unique index campaign_key on campaign (key);
