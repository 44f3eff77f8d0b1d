CREATE TABLE users (id INTEGER PRIMARY KEY, -- the number
  a TEXT /* what, it ( says */);
