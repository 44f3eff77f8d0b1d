CREATE TABLE 'log' ('at' INTEGER, 'line' TEXT);
