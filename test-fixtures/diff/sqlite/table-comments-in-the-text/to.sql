CREATE TABLE users (id INTEGER PRIMARY KEY, -- the number
  a INT, /* what ) it says */
  b TEXT -- 'more'
);
