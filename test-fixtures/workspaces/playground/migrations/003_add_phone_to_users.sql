-- migrate:up
ALTER TABLE users ADD COLUMN phone TEXT;
CREATE INDEX users_phone ON users (phone);

-- migrate:down
DROP INDEX users_phone;
ALTER TABLE users DROP COLUMN phone;
