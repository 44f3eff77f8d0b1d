CREATE TABLE "price (net)" (id INTEGER PRIMARY KEY, "amount (EUR)" REAL, note TEXT COLLATE nocase UNIQUE);
