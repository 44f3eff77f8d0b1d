CREATE TABLE users (rowid TEXT, _rowid_ TEXT, oid TEXT, a TEXT NOT NULL);
