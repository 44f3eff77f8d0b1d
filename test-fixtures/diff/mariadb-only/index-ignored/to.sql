create table t (id int primary key, a int, b int, key k1 (a) ignored, key k2 (b), key k3 (a,b) ignored);
