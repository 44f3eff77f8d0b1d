CREATE TABLE t (id int PRIMARY KEY, a int COMMENT 'it''s new', b varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, c datetime(3) DEFAULT CURRENT_TIMESTAMP(3), d int zerofill);
