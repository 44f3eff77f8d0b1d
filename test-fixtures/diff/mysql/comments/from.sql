create table t (id int primary key comment 'k', a int comment 'it''s \\ a "c"\nline', key k (a) comment 'idx') comment 'tab';
