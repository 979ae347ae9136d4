-- A call that was refused lies in the quarantine alone, as JSON in ASCII: it belongs to the customer
-- as well, and what happened in it may have been taken.
CREATE FUNCTION app.in_ascii(words text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT string_agg(CASE
        WHEN letter IN ('"', '\') THEN '\' || letter
        WHEN ascii(letter) < 128 THEN letter
        ELSE '\u' || lpad(to_hex(ascii(letter)), 4, '0') END, '' ORDER BY place)
    FROM string_to_table(words, NULL) WITH ORDINALITY AS one(letter, place)
$$;

-- As before, and calls that were refused.
CREATE OR REPLACE FUNCTION app.rows_of_customer(customer_number text, customer_order text)
RETURNS TABLE (kind text, id uuid, at timestamptz, agent text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH calls AS (
        SELECT call.id, call.opened_at, call.agent FROM app.call
        WHERE call.number = customer_number AND call.number <> ''
        UNION
        SELECT call.id, call.opened_at, call.agent FROM app.call
        WHERE call.order_number = customer_order AND call.order_number <> ''
    ), refused AS (
        SELECT q.row_id AS id, min(q.received_at) AS opened_at, min(q.agent) AS agent
        FROM app.quarantine q
        -- Of what arrived its own row tells whose it is: anybody may have anything parked.
        WHERE q.entity = 'call' AND NOT EXISTS (SELECT 1 FROM app.call WHERE call.id = q.row_id)
          AND ((customer_number <> '' AND position(convert_to(
                    '"number": "' || app.in_ascii(customer_number) || '"', 'UTF8') IN q.bytes) > 0)
            OR (customer_order <> '' AND position(convert_to(
                    '"order_number": "' || app.in_ascii(customer_order) || '"', 'UTF8')
                    IN q.bytes) > 0))
        GROUP BY q.row_id
    ), every AS (
        SELECT * FROM calls UNION ALL SELECT * FROM refused
    )
    SELECT 'call', every.id, every.opened_at, every.agent FROM every
    UNION ALL
    SELECT f.kind, f.id, f.made_at, f.agent FROM app.follow_up f
    WHERE f.data <> '{}'
      AND (f.call_id IN (SELECT every.id FROM every)
        OR (customer_number <> '' AND f.data ->> 'number' = customer_number)
        OR (customer_order <> '' AND f.data ->> 'order' = customer_order))
    ORDER BY 3, 2
$$;

REVOKE ALL ON FUNCTION app.in_ascii(text) FROM PUBLIC;
