CREATE TABLE t (id int PRIMARY KEY, name char(8), g varchar(50) AS (concat(name, '-x')), CONSTRAINT c CHECK (name <> 'no'), KEY k (name)) CHARSET=latin1;
