-- Adding never troubles an older program: it does not ask for what it does not know. A migration that
-- takes something away, a release after the one that ceased to use it, raises this number.
ALTER TABLE app.centre ADD COLUMN oldest_schema integer NOT NULL DEFAULT 1;

-- As before; a program older than that still pushes and no longer pulls.
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
    -- Not at every greeting: that would be a write a minute for each desk.
    INSERT INTO app.device AS known (id, agent, client_version, schema)
    VALUES (client_device, caller.login, client_version, client_schema)
    ON CONFLICT (id, agent) DO UPDATE
        SET client_version = excluded.client_version, schema = excluded.schema, last_seen = now()
        WHERE known.last_seen < now() - interval '15 minutes'
           OR known.client_version <> excluded.client_version;
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
