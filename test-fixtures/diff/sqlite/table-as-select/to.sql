CREATE TABLE a (x INT, "b c" TEXT);
