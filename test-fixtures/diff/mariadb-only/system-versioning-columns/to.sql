create table t (id int primary key, s timestamp(6) generated always as row start, e timestamp(6) generated always as row end invisible, period for system_time (s,e)) with system versioning;
