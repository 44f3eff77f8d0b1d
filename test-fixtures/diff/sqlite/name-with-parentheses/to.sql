CREATE TABLE "price (net)" (
  id INTEGER PRIMARY KEY,
  "amount (EUR)" REAL CHECK ("amount (EUR)" > 0),
  note TEXT COLLATE rtrim UNIQUE,
  UNIQUE (note COLLATE nocase DESC)
);
