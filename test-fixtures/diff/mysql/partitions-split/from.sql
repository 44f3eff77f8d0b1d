create table t (id int not null, d date not null, primary key (id,d)) partition by range columns (d) (partition p0 values less than ('2020-01-01'), partition pm values less than (maxvalue));
