CREATE TABLE members (name text, email text, joined date);
GRANT SELECT, UPDATE ON members TO PUBLIC;
GRANT SELECT (name), UPDATE (email) ON members TO PUBLIC;
