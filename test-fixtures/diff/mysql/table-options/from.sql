create table t (id int primary key) stats_persistent=1 max_rows=100 avg_row_length=50;
