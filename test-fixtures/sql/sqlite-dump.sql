PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE item (id INTEGER PRIMARY KEY, "note;" TEXT DEFAULT 'it''s; here', [end] TEXT, `b;` BLOB) STRICT;
INSERT INTO item VALUES(1,'a;
b','--',X'3B');
INSERT INTO item VALUES(2,unistr('c\u003b'),'/*',NULL);
CREATE TABLE log (at TEXT DEFAULT (datetime('now')), what TEXT) /* c; d */;
CREATE VIEW v AS SELECT CASE WHEN id > 1 THEN 'x;' ELSE end END AS end FROM item;
CREATE TRIGGER item_au AFTER UPDATE OF "note;" ON item FOR EACH ROW WHEN CASE WHEN new.id > 1 THEN 1 ELSE 0 END
BEGIN
  INSERT INTO log (what) VALUES (CASE WHEN old.end IS NULL THEN 'new;' ELSE old.end END);
  -- END;
  SELECT RAISE(ABORT, 'no; never') WHERE new.id < 0;
END;
CREATE INDEX item_end ON item (end) WHERE end <> ';';
COMMIT;
