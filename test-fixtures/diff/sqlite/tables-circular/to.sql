CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100), team_id int);
CREATE TABLE teams (id int PRIMARY KEY, owner_id int, CONSTRAINT teams_owner FOREIGN KEY (owner_id) REFERENCES users (id));
