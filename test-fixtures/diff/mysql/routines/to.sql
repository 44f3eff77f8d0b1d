CREATE FUNCTION twice(a int) RETURNS bigint DETERMINISTIC COMMENT 'doubles' RETURN a * 2;
CREATE PROCEDURE p(IN a int, OUT b int)
BEGIN
  DECLARE i int DEFAULT 0;
  WHILE i < a DO
    SET i = i + 1;
  END WHILE;
  SET b = i;
END;
