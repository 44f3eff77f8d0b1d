CREATE TABLE part (id INT PRIMARY KEY, code INT, inside INT, UNIQUE KEY by_code (code), CONSTRAINT part_inside FOREIGN KEY (inside) REFERENCES part (code));
CREATE TABLE stock (id INT PRIMARY KEY, code INT, CONSTRAINT stock_code FOREIGN KEY (code) REFERENCES part (code) ON UPDATE CASCADE);
CREATE TABLE sale (id INT PRIMARY KEY, code INT, CONSTRAINT sale_code FOREIGN KEY (code) REFERENCES part (code));
