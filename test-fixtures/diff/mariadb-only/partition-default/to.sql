create table t (id int primary key) partition by list (id) (partition a values in (1), partition c values in (5), partition b default);
