CREATE TABLE t (id int PRIMARY KEY, a varbinary(10) DEFAULT 0xfe00ff80, b binary(3) DEFAULT 0xe282, c varbinary(10) DEFAULT 0x0a0d27, d varbinary(10) DEFAULT 'why?', e varbinary(9) DEFAULT 'é', f varbinary(5) DEFAULT 0x5c27);
CREATE TABLE u (id int PRIMARY KEY, a varbinary(10) NOT NULL DEFAULT 0xff27fe, b binary(16) DEFAULT 0x00000000000000000000000000000000);
