-- Files put back as they were have lost the last transactions of some run of the server, and give
-- their numbers out once more. Each run is written down at its first greeting: which transaction that
-- was, and the first number that was free when it began, as the control file has it of the checkpoint
-- with which a server stops or recovers. So a cursor of an earlier run tells whether it has seen more
-- than that run still has. By `recorded`: a replica was started before the primary it takes over.
CREATE TABLE app.start (
    started timestamptz PRIMARY KEY,
    recorded xid8 NOT NULL DEFAULT pg_current_xact_id(),
    first_free xid8 NOT NULL
);
ALTER TABLE app.start ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.start TO app_owner USING (true) WITH CHECK (true);

CREATE FUNCTION app.note_start() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO app.start (started, first_free)
    SELECT pg_postmaster_start_time(),
           (split_part(next_xid, ':', 1)::bigint * 4294967296
            + split_part(next_xid, ':', 2)::bigint)::text::xid8
    FROM pg_control_checkpoint()
    ON CONFLICT DO NOTHING
$$;

-- Whether something is gone that was to be seen in that run: of the run's end, or the whole run.
CREATE FUNCTION app.has_lost(run text, seen pg_snapshot) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(bool_or(later.first_free < pg_snapshot_xmax(seen)), count(own.*) = 0)
    FROM app.start own LEFT JOIN app.start later ON later.recorded > own.recorded
    WHERE extract(epoch FROM own.started)::text = run
$$;

-- As before; the first greeting of a server's run notes that run.
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
    IF NOT EXISTS (SELECT 1 FROM app.start WHERE started = pg_postmaster_start_time()) THEN
        PERFORM app.note_start();
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

-- As before. After a restore it is what an administrator does first, before any desk.
CREATE OR REPLACE FUNCTION app.erase_customer(customer_number text, customer_order text, why text)
RETURNS TABLE (calls integer, follow_ups integer)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    called uuid[];
    items uuid[];
BEGIN
    PERFORM app.note_start();
    SELECT coalesce(array_agg(id) FILTER (WHERE kind = 'call'), '{}'),
           coalesce(array_agg(id) FILTER (WHERE kind <> 'call'), '{}')
    INTO called, items FROM app.rows_of_customer(customer_number, customer_order);
    PERFORM app.erase_calls(called), app.erase_items(items);
    INSERT INTO app.erasure_note (why, customer, calls, follow_ups) VALUES (
        why, sha256(convert_to(customer_number || '/' || customer_order, 'UTF8')), called, items);
    RETURN QUERY SELECT cardinality(called), cardinality(items);
END
$$;

REVOKE ALL ON FUNCTION app.note_start(), app.has_lost(text, pg_snapshot) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.has_lost(text, pg_snapshot) TO app_agent, app_lead, app_trainee;
UPDATE app.centre SET schema = 11;
