-- There is no way back from here: this file has no down section.
-- migrate:up
INSERT INTO users (email, phone) VALUES ('first@example.com', '555-0100');
