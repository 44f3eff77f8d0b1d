CREATE TABLE members (name text, email text, joined date);
GRANT SELECT (name), UPDATE (email) ON members TO PUBLIC;
