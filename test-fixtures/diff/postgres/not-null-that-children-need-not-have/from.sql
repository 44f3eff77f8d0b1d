-- since 18
CREATE TABLE pets (name text CONSTRAINT pets_named NOT NULL, owner text NOT NULL);
