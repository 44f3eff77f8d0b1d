create table t (id int primary key, a int, b int, key k1 (a), key k2 (b) ignored);
