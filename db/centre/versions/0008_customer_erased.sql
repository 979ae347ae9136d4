-- Who had a customer erased, when and why; without the customer: the digest, as in app.history_look,
-- tells whether it was this one.
CREATE TABLE app.erasure_note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    who text NOT NULL DEFAULT session_user,
    why text NOT NULL CHECK (char_length(why) BETWEEN 1 AND 500),
    customer bytea NOT NULL,
    calls uuid[] NOT NULL,
    follow_ups uuid[] NOT NULL
);
ALTER TABLE app.erasure_note ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.erasure_note TO app_owner USING (true) WITH CHECK (true);

-- What belongs to a customer by number or order, either may be empty: calls, what was still to be
-- done about them, and what was noted of that number or order outside of any call.
CREATE FUNCTION app.rows_of_customer(customer_number text, customer_order text)
RETURNS TABLE (kind text, id uuid, at timestamptz, agent text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH calls AS (
        SELECT call.id, call.opened_at, call.agent FROM app.call
        WHERE call.number = customer_number AND call.number <> ''
        UNION
        SELECT call.id, call.opened_at, call.agent FROM app.call
        WHERE call.order_number = customer_order AND call.order_number <> ''
    )
    SELECT 'call', calls.id, calls.opened_at, calls.agent FROM calls
    UNION ALL
    SELECT f.kind, f.id, f.made_at, f.agent FROM app.follow_up f
    WHERE f.data <> '{}'
      AND (f.call_id IN (SELECT calls.id FROM calls)
        OR (customer_number <> '' AND f.data ->> 'number' = customer_number)
        OR (customer_order <> '' AND f.data ->> 'order' = customer_order))
    ORDER BY 3, 2
$$;

-- As erase_calls, for follow-ups.
CREATE FUNCTION app.erase_items(items uuid[]) RETURNS void
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
    DELETE FROM app.quarantine WHERE row_id = ANY(items || steps);
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
    SELECT app.erase_items(ARRAY(SELECT id FROM app.follow_up WHERE call_id = call))
$$;

-- As before, and a step of an item that was erased without a call is emptied on arrival too.
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
    IF EXISTS (SELECT 1 FROM app.erasure WHERE entity = 'call' AND row_id = head.call_id)
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

-- Run by an administrator; repeated it finds nothing more and is noted again.
CREATE FUNCTION app.erase_customer(customer_number text, customer_order text, why text)
RETURNS TABLE (calls integer, follow_ups integer)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    called uuid[];
    items uuid[];
BEGIN
    SELECT coalesce(array_agg(id) FILTER (WHERE kind = 'call'), '{}'),
           coalesce(array_agg(id) FILTER (WHERE kind <> 'call'), '{}')
    INTO called, items FROM app.rows_of_customer(customer_number, customer_order);
    PERFORM app.erase_calls(called), app.erase_items(items);
    INSERT INTO app.erasure_note (why, customer, calls, follow_ups) VALUES (
        why, sha256(convert_to(customer_number || '/' || customer_order, 'UTF8')), called, items);
    RETURN QUERY SELECT cardinality(called), cardinality(items);
END
$$;

-- As before, between the calls' ends: without them every month is opened to find that it has none.
-- min(uuid) is younger than PostgreSQL 15.
CREATE OR REPLACE FUNCTION app.refuse_events_of_others() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    low uuid;
    high uuid;
BEGIN
    SELECT min(call_id::text COLLATE "C"), max(call_id::text COLLATE "C")
    INTO low, high FROM added;
    IF EXISTS (
        SELECT 1 FROM added JOIN app.call ON call.id = added.call_id
        WHERE call.id BETWEEN low AND high AND call.agent <> added.agent
    ) THEN
        RAISE EXCEPTION 'an event of another agent''s call'
            USING ERRCODE = 'insufficient_privilege', SCHEMA = 'app', TABLE = 'call_event';
    END IF;
    RETURN NULL;
END
$$;

-- As before; a greeting writes only what is news.
CREATE OR REPLACE FUNCTION app.hello(client_version text, client_schema integer, client_device uuid)
RETURNS TABLE (
    epoch text, schema integer, oldest_client text, served boolean, server_time timestamptz,
    login text, role text, full_name text, team text, push_rows integer, push_bytes integer
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    caller app.person;
BEGIN
    SELECT * INTO caller FROM app.person WHERE person.login = session_user::text AND active;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not enrolled' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    IF client_version !~ '^\d{1,6}(\.\d{1,6}){0,3}' THEN
        RAISE EXCEPTION 'not a version' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- Not at every greeting: a conflict that changes nothing locks the row all the same, which is a
    -- write to wait for, once a minute for each desk.
    IF NOT EXISTS (
        SELECT 1 FROM app.device AS known
        WHERE known.id = client_device AND known.agent = caller.login
          AND known.last_seen >= now() - interval '15 minutes'
          AND known.client_version = hello.client_version
    ) THEN
        INSERT INTO app.device AS known (id, agent, client_version, schema)
        VALUES (client_device, caller.login, client_version, client_schema)
        ON CONFLICT (id, agent) DO UPDATE
            SET client_version = excluded.client_version, schema = excluded.schema,
                last_seen = now();
    END IF;
    RETURN QUERY
        SELECT app.epoch(), centre.schema, centre.oldest_client,
               string_to_array(substring(client_version FROM '^[0-9.]*[0-9]'), '.')::integer[]
                   >= string_to_array(centre.oldest_client, '.')::integer[]
               AND client_schema >= centre.oldest_schema,
               clock_timestamp(), caller.login, caller.role, caller.full_name, caller.team,
               200, 262144
        FROM app.centre;
END
$$;

REVOKE ALL ON FUNCTION app.rows_of_customer(text, text), app.erase_items(uuid[]),
    app.erase_customer(text, text, text) FROM PUBLIC;
