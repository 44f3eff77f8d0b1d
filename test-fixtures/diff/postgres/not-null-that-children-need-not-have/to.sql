CREATE TABLE pets (name text CONSTRAINT pets_named NOT NULL, owner text NOT NULL, born date);
DO $$ BEGIN
    -- Before PostgreSQL 18 children always have it.
    IF current_setting('server_version_num')::int >= 180000 THEN
        ALTER TABLE pets ALTER CONSTRAINT pets_named NO INHERIT;
        ALTER TABLE pets ALTER CONSTRAINT pets_owner_not_null NO INHERIT;
    END IF;
END $$;
