create table t (id int primary key) with system versioning partition by system_time limit 1000 (partition p0 history, partition p1 history, partition pc current);
