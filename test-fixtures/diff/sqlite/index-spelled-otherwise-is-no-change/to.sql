CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
create index "a" on [users] ( name , age ) -- c
 where ("age" > 3);
