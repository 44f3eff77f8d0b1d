CREATE TABLE rooms (floor int, beds int, price numeric);
