--
-- PostgreSQL database dump
--

\restrict Xk3fT9

-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

--
-- Name: shop; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA shop;

CREATE TYPE shop.state AS ENUM (
    'open',
    'paid; sent'
);

CREATE FUNCTION shop.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  -- a body; with all kinds of ends
  EXECUTE format($$UPDATE %I SET seen = now(); $$, TG_TABLE_NAME);
  RETURN NEW;
END;
$_$;

COMMENT ON FUNCTION shop.touch() IS 'It''s called before; every update';

CREATE TABLE shop.item (
    id bigint NOT NULL,
    order_id bigint,
    price numeric(10,2) DEFAULT 0 NOT NULL,
    note text DEFAULT E'a\\b\';'::text
);

CREATE FUNCTION shop.total(order_id bigint) RETURNS numeric
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT CASE
             WHEN (count(*) = 0) THEN (0)::numeric
             ELSE sum(i.price)
         END AS "end"
    FROM shop.item i
   WHERE (i.order_id = total.order_id);
END;

CREATE RULE keep AS
    ON DELETE TO shop.item DO INSTEAD ( UPDATE shop.item SET price = 0
  WHERE (item.id = old.id);
 NOTIFY items;
);

--
-- Data for Name: item; Type: TABLE DATA; Schema: shop; Owner: -
--

COPY shop.item (id, order_id, price, note) FROM stdin;
1	\N	9.50	it's; here
2	7	1.00	$$ /* -- "
3	7	2.00	\\.
\.

CREATE SEQUENCE shop.item_id_seq OWNED BY shop.item.id;

SELECT pg_catalog.setval('shop.item_id_seq', 3, true);

ALTER TABLE ONLY shop.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (id);

CREATE INDEX item_note ON shop.item USING btree (((note || ';'::text)));

CREATE TRIGGER touch BEFORE UPDATE ON shop.item FOR EACH ROW EXECUTE FUNCTION shop.touch();

--
-- PostgreSQL database dump complete
--

\unrestrict Xk3fT9

