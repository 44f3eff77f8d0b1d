CREATE TABLE parcels (code text NOT NULL, country text NOT NULL);
CREATE UNIQUE INDEX parcels_code ON parcels (code);
ALTER TABLE parcels REPLICA IDENTITY USING INDEX parcels_code;
