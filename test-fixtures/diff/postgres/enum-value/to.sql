CREATE TYPE mood AS ENUM ('awful', 'sad', 'ok', 'happy');
CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT 'happy', n mood NOT NULL DEFAULT 'awful', CHECK (m <> 'awful'));
