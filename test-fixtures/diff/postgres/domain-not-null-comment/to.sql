CREATE DOMAIN weight AS int CONSTRAINT weight_known NOT NULL;
DO $$ BEGIN
    -- From PostgreSQL 17 on that is a constraint.
    IF current_setting('server_version_num')::int >= 170000 THEN
        COMMENT ON CONSTRAINT weight_known ON DOMAIN weight IS 'scales are everywhere';
    END IF;
END $$;
