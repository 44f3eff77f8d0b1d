CREATE TABLE pets (name text CONSTRAINT pets_named NOT NULL, owner text NOT NULL, born date);
ALTER TABLE pets ALTER CONSTRAINT pets_named NO INHERIT;
ALTER TABLE pets ALTER CONSTRAINT pets_owner_not_null NO INHERIT;
