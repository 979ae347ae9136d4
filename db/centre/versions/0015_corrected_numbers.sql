-- A number or an order that an agent corrected stands no longer in the call, but in what happened in
-- it. As in 0002: where calls lie already the indexes are only declared. Of the beginning: an index
-- would refuse a row for what is too long, and this says no more than where to look.
DO $$
DECLARE
    where_to text := CASE WHEN EXISTS (SELECT 1 FROM app.call_event) THEN 'ONLY' ELSE '' END;
BEGIN
    EXECUTE format('CREATE INDEX call_event_number ON %1$s app.call_event '
                   '(left(data ->> %2$L, 64)) WHERE data ->> %2$L <> %3$L', where_to, 'number', '');
    EXECUTE format('CREATE INDEX call_event_order ON %1$s app.call_event '
                   '(left(data ->> %2$L, 64)) WHERE data ->> %2$L <> %3$L', where_to, 'order', '');
END
$$;
CREATE INDEX follow_up_step_number ON app.follow_up_step (left(data ->> 'number', 64))
    WHERE data ->> 'number' <> '';
CREATE INDEX follow_up_step_order ON app.follow_up_step (left(data ->> 'order', 64))
    WHERE data ->> 'order' <> '';

-- The call that a refused event names, as its second field, if these bytes do: anybody may have
-- anything parked, and as much as they like.
CREATE FUNCTION app.call_in(parked bytea) RETURNS uuid
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT substring(encode(substring(parked FOR 200), 'escape')
        FROM '"call_id": "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')::uuid
$$;

-- As before, and what of these calls was refused.
CREATE OR REPLACE FUNCTION app.erase_calls(call_ids uuid[]) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    every uuid[] := app.with_linked(call_ids);
    erased integer;
    events uuid[];
BEGIN
    UPDATE app.call SET rev = 4611686018427387904, status = 'erased', number = '', name = '',
        order_number = '', script = '', outcome = '', note = '', record = '', extra = '{}',
        digest = decode(repeat('00', 32), 'hex')
    WHERE id = ANY(every);
    GET DIAGNOSTICS erased = ROW_COUNT;
    WITH emptied AS (
        UPDATE app.call_event SET data = '{}', digest = decode(repeat('00', 32), 'hex')
        WHERE call_id = ANY(every) RETURNING id
    ) SELECT array_agg(id) INTO events FROM emptied;
    DELETE FROM app.quarantine WHERE row_id = ANY(every || coalesce(events, '{}'))
        OR (entity = 'call_event' AND app.call_in(bytes) = ANY(every));
    INSERT INTO app.erasure (entity, row_id)
        SELECT 'call', id FROM unnest(every) AS id ON CONFLICT DO NOTHING;
    RETURN erased;
END
$$;
CREATE OR REPLACE FUNCTION app.keep_erased_out() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM app.erasure WHERE row_id = NEW.row_id)
       OR EXISTS (SELECT 1 FROM app.call_event WHERE id = NEW.row_id
                  AND digest = decode(repeat('00', 32), 'hex'))
       OR (NEW.entity = 'call_event' AND EXISTS (
           SELECT 1 FROM app.erasure WHERE entity = 'call' AND row_id = app.call_in(NEW.bytes))) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;

-- As before, and what had the number or order before it was corrected; `corrected` tells of a call
-- that counts under others now.
DROP FUNCTION app.rows_of_customer(text, text);
CREATE FUNCTION app.rows_of_customer(customer_number text, customer_order text)
RETURNS TABLE (kind text, id uuid, at timestamptz, agent text, corrected boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH calls AS (
        SELECT call.id FROM app.call WHERE call.number = customer_number AND call.number <> ''
        UNION
        SELECT call.id FROM app.call
        WHERE call.order_number = customer_order AND call.order_number <> ''
        UNION
        SELECT call.id FROM app.call
        WHERE call.extra ? 'not_chosen'
          AND string_to_array(call.extra ->> 'not_chosen', E'\n')
              && array_remove(ARRAY[customer_number, customer_order], '')
    ), happened AS (
        SELECT e.call_id AS id, e.at, e.agent FROM app.call_event e
        WHERE left(e.data ->> 'number', 64) = left(customer_number, 64)
          AND e.data ->> 'number' = customer_number AND e.data ->> 'number' <> ''
        UNION ALL
        SELECT e.call_id, e.at, e.agent FROM app.call_event e
        WHERE left(e.data ->> 'order', 64) = left(customer_order, 64)
          AND e.data ->> 'order' = customer_order AND e.data ->> 'order' <> ''
        UNION ALL
        -- What of it was refused: JSON within JSON.
        SELECT app.call_in(q.bytes), q.received_at, q.agent FROM app.quarantine q
        WHERE q.entity = 'call_event'
          AND ((customer_number <> '' AND position(convert_to(app.in_ascii(
                    '"number": ' || to_json(customer_number)), 'UTF8') IN q.bytes) > 0)
            OR (customer_order <> '' AND position(convert_to(app.in_ascii(
                    '"order": ' || to_json(customer_order)), 'UTF8') IN q.bytes) > 0))
    ), parked AS (
        SELECT q.row_id AS id, q.received_at AS at, q.agent, q.reason FROM app.quarantine q
        WHERE q.entity = 'call'
          AND ((customer_number <> '' AND position(convert_to(
                    '"number": "' || app.in_ascii(customer_number) || '"', 'UTF8') IN q.bytes) > 0)
            OR (customer_order <> '' AND position(convert_to(
                    '"order_number": "' || app.in_ascii(customer_order) || '"', 'UTF8')
                    IN q.bytes) > 0))
        UNION ALL
        SELECT happened.id, happened.at, happened.agent, 'happened' FROM happened
        WHERE happened.id IS NOT NULL
    ), said AS (
        SELECT parked.*, call.agent AS owner FROM parked LEFT JOIN app.call ON call.id = parked.id
    ), refused AS (
        -- Of what arrived its own row tells whose it is: anybody may have anything parked.
        SELECT said.id, min(said.at) AS opened_at, min(said.agent) AS agent
        FROM said WHERE said.owner IS NULL GROUP BY said.id
    ), arrived AS (
        SELECT unnest(app.with_linked(ARRAY(
            SELECT calls.id FROM calls
            UNION
            SELECT said.id FROM said
            WHERE said.owner = said.agent AND said.reason IN ('conflict', 'happened')))) AS id
    ), every AS (
        SELECT call.id, call.opened_at, call.agent,
               NOT (call.number = customer_number AND call.number <> ''
                    OR call.order_number = customer_order AND call.order_number <> '') AS corrected
        FROM app.call WHERE call.id IN (SELECT arrived.id FROM arrived)
        UNION ALL SELECT refused.*, false FROM refused
    ), steps AS (
        SELECT s.item, s.team FROM app.follow_up_step s
        WHERE left(s.data ->> 'number', 64) = left(customer_number, 64)
          AND s.data ->> 'number' = customer_number AND s.data ->> 'number' <> ''
        UNION
        SELECT s.item, s.team FROM app.follow_up_step s
        WHERE left(s.data ->> 'order', 64) = left(customer_order, 64)
          AND s.data ->> 'order' = customer_order AND s.data ->> 'order' <> ''
    )
    SELECT 'call', every.id, every.opened_at, every.agent, every.corrected FROM every
    UNION ALL
    SELECT f.kind, f.id, f.made_at, f.agent, false FROM app.follow_up f
    WHERE f.data <> '{}'
      AND (f.call_id IN (SELECT every.id FROM every)
        OR (f.id, f.team) IN (SELECT steps.item, steps.team FROM steps)
        OR (customer_number <> '' AND f.data ->> 'number' = customer_number)
        OR (customer_order <> '' AND f.data ->> 'order' = customer_order))
    ORDER BY 3, 2
$$;
REVOKE ALL ON FUNCTION app.rows_of_customer(text, text), app.call_in(bytea) FROM PUBLIC;
