CREATE TABLE "my table" ("a b" TEXT, [c] INT, "d""e" INT);
CREATE TABLE "it's" ("select" TEXT, `a"b` TEXT, é TEXT, ü INT);
