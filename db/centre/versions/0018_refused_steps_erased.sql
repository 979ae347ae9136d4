-- A step that was refused lies in the quarantine alone, and what came after the first one of its item
-- has no head to be found by: both belong to the customer as well.

-- The key that a refused row names under this field, if these bytes do: anybody may have anything
-- parked. A login before it has 63 letters at most, of six bytes each.
CREATE FUNCTION app.key_in(parked bytea, field text) RETURNS uuid
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT substring(encode(substring(parked FOR 1000), 'escape')
        FROM '"' || field || '": "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')::uuid
$$;
CREATE INDEX follow_up_step_call ON app.follow_up_step (call_id) WHERE call_id IS NOT NULL;

-- Items of that call of which no first step arrived.
CREATE FUNCTION app.headless_items(call uuid) RETURNS TABLE (item uuid, at timestamptz, agent text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT one.* FROM (
        SELECT s.item, s.at, s.agent FROM app.follow_up_step s
        WHERE s.call_id = call AND s.data <> '{}'
        UNION ALL
        SELECT app.key_in(q.bytes, 'item'), q.received_at, q.agent FROM app.quarantine q
        WHERE q.entity = 'follow_up_step' AND app.key_in(q.bytes, 'call_id') = call
    ) AS one
    WHERE NOT EXISTS (SELECT 1 FROM app.follow_up f WHERE f.id = one.item)
$$;

-- As before, and what of these items was refused.
CREATE OR REPLACE FUNCTION app.erase_items(items uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    steps uuid[];
BEGIN
    WITH emptied AS (
        UPDATE app.follow_up_step SET data = '{}', digest = decode(repeat('00', 32), 'hex')
        WHERE item = ANY(items) RETURNING id
    ) SELECT coalesce(array_agg(id), '{}') INTO steps FROM emptied;
    UPDATE app.follow_up SET data = '{}', state = 'dropped' WHERE id = ANY(items);
    DELETE FROM app.quarantine WHERE row_id = ANY(items || steps)
        OR (entity = 'follow_up_step' AND app.key_in(bytes, 'item') = ANY(items));
    INSERT INTO app.erasure (entity, row_id)
        SELECT 'follow_up', one FROM unnest(items) AS one
        UNION ALL
        SELECT 'follow_up_step', one FROM unnest(steps) AS one
    ON CONFLICT DO NOTHING;
END
$$;

CREATE OR REPLACE FUNCTION app.empty_follow_ups(call uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT app.erase_items(ARRAY(
        SELECT id FROM app.follow_up WHERE call_id = call
        UNION SELECT item FROM app.headless_items(call) WHERE item IS NOT NULL));
    DELETE FROM app.quarantine
    WHERE entity = 'follow_up_step' AND app.key_in(bytes, 'call_id') = call
$$;

-- As before, and a step without its first one that comes after its call was erased.
CREATE OR REPLACE FUNCTION app.fold_follow_up() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    head app.follow_up;
    step app.follow_up_step;
BEGIN
    IF NEW.id = NEW.item THEN
        INSERT INTO app.follow_up
            (id, kind, call_id, agent, team, holder, shared, state, due, made_at, rev, last, data)
        VALUES (NEW.id, NEW.kind, NEW.call_id, NEW.agent, NEW.team,
                CASE WHEN NEW.holder = '' THEN '' ELSE NEW.agent END,
                NEW.holder = '', NEW.state, NEW.due, NEW.at, 1, NEW.id, NEW.data)
        ON CONFLICT DO NOTHING;
    END IF;
    SELECT * INTO head FROM app.follow_up WHERE id = NEW.item FOR UPDATE;
    -- Of an item that is there its own call counts, not what a step says of it.
    IF EXISTS (SELECT 1 FROM app.erasure WHERE entity = 'call' AND row_id =
               CASE WHEN head.id IS NULL THEN NEW.call_id ELSE head.call_id END)
       OR EXISTS (SELECT 1 FROM app.erasure WHERE entity = 'follow_up' AND row_id = NEW.item) THEN
        PERFORM app.erase_items(ARRAY[NEW.item]);
        RETURN NULL;
    END IF;
    -- Also those that came before the step they follow.
    WHILE head.id IS NOT NULL LOOP
        SELECT later.* INTO step FROM app.follow_up_step later
        WHERE later.item = head.id AND later.after = head.last AND later.id <> head.last
          AND app.may_follow(head, later)
        ORDER BY later.received_at, later.id LIMIT 1;
        EXIT WHEN NOT FOUND;
        UPDATE app.follow_up SET state = step.state, holder = step.holder, due = step.due,
            shared = follow_up.shared OR step.holder = '', rev = follow_up.rev + 1, last = step.id,
            data = follow_up.data || step.data
        WHERE id = head.id RETURNING * INTO head;
    END LOOP;
    RETURN NULL;
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
           SELECT 1 FROM app.erasure WHERE entity = 'call' AND row_id = app.call_in(NEW.bytes)))
       OR (NEW.entity = 'follow_up_step' AND EXISTS (
           SELECT 1 FROM app.erasure
           WHERE (entity = 'call' AND row_id = app.key_in(NEW.bytes, 'call_id'))
              OR (entity = 'follow_up' AND row_id = app.key_in(NEW.bytes, 'item')))) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;

-- As before, and items of which no first step arrived.
CREATE OR REPLACE FUNCTION app.rows_of_customer(customer_number text, customer_order text)
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
        SELECT s.item, s.team, s.at, s.agent FROM app.follow_up_step s
        WHERE left(s.data ->> 'number', 64) = left(customer_number, 64)
          AND s.data ->> 'number' = customer_number AND s.data ->> 'number' <> ''
        UNION ALL
        SELECT s.item, s.team, s.at, s.agent FROM app.follow_up_step s
        WHERE left(s.data ->> 'order', 64) = left(customer_order, 64)
          AND s.data ->> 'order' = customer_order AND s.data ->> 'order' <> ''
        UNION ALL
        SELECT app.key_in(q.bytes, 'item'), p.team, q.received_at, q.agent
        FROM app.quarantine q JOIN app.person p ON p.login = q.agent
        WHERE q.entity = 'follow_up_step'
          AND ((customer_number <> '' AND position(convert_to(app.in_ascii(
                    '"number": ' || to_json(customer_number)), 'UTF8') IN q.bytes) > 0)
            OR (customer_order <> '' AND position(convert_to(app.in_ascii(
                    '"order": ' || to_json(customer_order)), 'UTF8') IN q.bytes) > 0))
    ), headless AS (
        SELECT steps.item, steps.at, steps.agent FROM steps WHERE steps.item IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM app.follow_up f WHERE f.id = steps.item)
        UNION ALL
        SELECT one.* FROM every CROSS JOIN app.headless_items(every.id) one
        WHERE one.item IS NOT NULL
    )
    SELECT 'call', every.id, every.opened_at, every.agent, every.corrected FROM every
    UNION ALL
    SELECT 'follow_up', h.item, min(h.at), min(h.agent), false FROM headless h GROUP BY h.item
    UNION ALL
    SELECT f.kind, f.id, f.made_at, f.agent, false FROM app.follow_up f
    WHERE f.data <> '{}'
      AND (f.call_id IN (SELECT every.id FROM every)
        OR (f.id, f.team) IN (SELECT steps.item, steps.team FROM steps)
        OR (customer_number <> '' AND f.data ->> 'number' = customer_number)
        OR (customer_order <> '' AND f.data ->> 'order' = customer_order))
    ORDER BY 3, 2
$$;
REVOKE ALL ON FUNCTION app.key_in(bytea, text), app.headless_items(uuid) FROM PUBLIC;
