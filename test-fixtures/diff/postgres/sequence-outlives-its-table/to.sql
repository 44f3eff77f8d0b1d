CREATE SEQUENCE a_id_seq AS int;
CREATE TABLE b (id int DEFAULT nextval('a_id_seq') PRIMARY KEY);
