CREATE TYPE state AS ENUM ('new', 'done', 'lost');
CREATE TABLE jobs (id int, state state, former state[]) PARTITION BY LIST (state);
CREATE TABLE jobs_new PARTITION OF jobs FOR VALUES IN ('new');
CREATE TABLE jobs_other PARTITION OF jobs DEFAULT;
