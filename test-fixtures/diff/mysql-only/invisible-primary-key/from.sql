set sql_generate_invisible_primary_key=1;
create table t (a int);
set sql_generate_invisible_primary_key=0;
