create table t (Id int primary key, Name varchar(9), KEY Kn (Name));
