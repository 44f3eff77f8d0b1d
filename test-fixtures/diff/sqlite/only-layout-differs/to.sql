CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
create view adults as
  select id, name -- who
  from users
  where age>=18;
create trigger on_insert after insert on users begin
 update users set email='a;b' where id=NEW.id;
end;
