CREATE AGGREGATE total (int) (sfunc = int4pl, stype = int, initcond = '5');
CREATE AGGREGATE longest (text) (sfunc = textcat, stype = text);
