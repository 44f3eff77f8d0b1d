create table t (id int primary key, v vector(4) not null, vector index vi (v) m=8 distance=cosine);
