CREATE TABLE "my table" ("a b" INT, [c] INT);
CREATE TABLE "it's" ("select" INT, `a"b` TEXT, é INT);
