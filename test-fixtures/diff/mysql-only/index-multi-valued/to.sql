create table t (id int primary key, j json, key mv ((cast(j->'$.tags' as unsigned array))));
