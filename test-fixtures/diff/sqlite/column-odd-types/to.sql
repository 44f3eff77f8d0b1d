CREATE TABLE users (id INTEGER PRIMARY KEY, a native character(70), b decimal( 10,2 ), c [long text], d "check");
