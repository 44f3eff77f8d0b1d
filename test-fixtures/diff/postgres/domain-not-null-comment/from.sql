CREATE DOMAIN weight AS int;
