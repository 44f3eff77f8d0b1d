CREATE TABLE users (rowid TEXT, _rowid_ TEXT, a TEXT);
