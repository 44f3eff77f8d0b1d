CREATE TABLE t (id int PRIMARY KEY, a varbinary(10) DEFAULT 0xff00fe, b binary(3) DEFAULT 0xc3, c varbinary(10) DEFAULT 0x00, d varbinary(10) DEFAULT 'what?', e varbinary(9) DEFAULT 'é');
