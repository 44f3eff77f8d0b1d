CREATE COLLATION nums (provider = icu, locale = 'en-u-kn-true');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE nums, b text);
