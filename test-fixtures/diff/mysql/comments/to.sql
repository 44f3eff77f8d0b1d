create table t (id int primary key, a int comment 'other é', key k (a) comment 'idx2 ''q''') comment 'tab''s \\ new';
