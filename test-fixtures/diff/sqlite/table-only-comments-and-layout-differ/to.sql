create table "users" -- people
("id" integer primary key, [a] text)
