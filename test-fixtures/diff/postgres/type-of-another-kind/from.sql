CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE jobs (id int, state state NOT NULL DEFAULT 'new', former state[]);
CREATE VIEW open_jobs AS SELECT id FROM jobs WHERE state = 'new';
