create table t (id int primary key, a int, b int, key k2 (a), key k1 (b));
