CREATE FUNCTION twice(a int) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS 'SELECT a * 2::bigint';
CREATE FUNCTION twice(a text, b text DEFAULT 'x') RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $body$
BEGIN
  RETURN a || b; -- twice;
END
$body$;
CREATE PROCEDURE p(a int, b int) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
COMMENT ON FUNCTION twice(int) IS 'doubles';
