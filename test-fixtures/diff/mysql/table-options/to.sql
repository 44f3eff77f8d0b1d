create table t (id int primary key) row_format=compact stats_sample_pages=20 checksum=1;
