create table t (id int primary key, a text, b text, fulltext f1 (a) with parser ngram, fulltext f2 (b), fulltext f3 (a,b) comment 'x');
