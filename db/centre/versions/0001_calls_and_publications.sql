-- Everything here belongs to app_owner. Nobody works as app_owner, and FORCE ROW LEVEL SECURITY
-- holds for it too: its own policies below are what the SECURITY DEFINER functions act under.

CREATE TABLE app.centre (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    schema integer NOT NULL,
    oldest_client text NOT NULL CHECK (oldest_client ~ '^\d+(\.\d+)*$')
);
INSERT INTO app.centre (schema, oldest_client) VALUES (1, '0.1.0');

-- ---------------------------------------------------------------- people

CREATE TABLE app.person (
    login text PRIMARY KEY CHECK (octet_length(login) BETWEEN 1 AND 63),
    full_name text NOT NULL CHECK (char_length(full_name) BETWEEN 1 AND 200),
    role text NOT NULL CHECK (role IN ('agent', 'lead', 'trainee')),
    team text NOT NULL CHECK (char_length(team) BETWEEN 1 AND 100),
    active boolean NOT NULL DEFAULT true,
    enrolled_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX person_team ON app.person (team);

-- session_user, not current_user: SET ROLE does not change it. As text: a comparison with the
-- type name would keep the index from being used. Policies call these inside (SELECT …), once a
-- statement.
CREATE FUNCTION app.me() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT login FROM app.person WHERE login = session_user::text AND active $$;

CREATE FUNCTION app.my_role() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT role FROM app.person WHERE login = session_user::text AND active $$;

CREATE FUNCTION app.my_team() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT team FROM app.person WHERE login = session_user::text AND active $$;

CREATE FUNCTION app.led_team() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT team FROM app.person WHERE login = session_user::text AND active AND role = 'lead' $$;

ALTER TABLE app.person ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.person TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen ON app.person FOR SELECT TO app_agent, app_lead, app_trainee
    USING (login = (SELECT app.me()) OR team = (SELECT app.led_team()));
GRANT SELECT (login, full_name, role, team, active) ON app.person
    TO app_agent, app_lead, app_trainee;

CREATE TABLE app.device (
    id uuid NOT NULL,
    agent text NOT NULL,
    client_version text NOT NULL CHECK (char_length(client_version) <= 40),
    schema integer NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, agent)
);
ALTER TABLE app.device ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.device TO app_owner USING (true) WITH CHECK (true);

-- ---------------------------------------------------------------- calls

-- Ranges of the UUIDv7 itself are months, so that the primary key stays (id) and ON CONFLICT (id)
-- is exact. `digest` is the desk's SHA-256 over the row: an equal rev must have an equal digest.
-- `team` is the agent's team when the call first arrived; people move, calls do not.
CREATE TABLE app.call (
    id uuid PRIMARY KEY,
    rev bigint NOT NULL CHECK (rev > 0),
    device uuid NOT NULL,
    agent text NOT NULL,
    team text NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    status text NOT NULL CHECK (char_length(status) BETWEEN 1 AND 20),
    number text NOT NULL CHECK (char_length(number) <= 64),
    name text NOT NULL CHECK (char_length(name) <= 500),
    order_number text NOT NULL CHECK (char_length(order_number) <= 200),
    script text NOT NULL CHECK (char_length(script) <= 200),
    edition integer NOT NULL CHECK (edition >= 0),
    outcome text NOT NULL CHECK (char_length(outcome) <= 2000),
    note text NOT NULL CHECK (char_length(note) <= 20000),
    record text NOT NULL CHECK (char_length(record) <= 100000),
    extra jsonb NOT NULL CHECK (octet_length(extra::text) <= 65536),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    received_at timestamptz NOT NULL DEFAULT now()
) PARTITION BY RANGE (id);
CREATE INDEX call_agent ON app.call (agent, id);
CREATE INDEX call_team ON app.call (team, id);

CREATE TABLE app.call_event (
    id uuid PRIMARY KEY,
    call_id uuid NOT NULL,
    seq integer NOT NULL CHECK (seq > 0),
    at timestamptz NOT NULL,
    kind text NOT NULL CHECK (char_length(kind) BETWEEN 1 AND 40),
    data jsonb NOT NULL CHECK (octet_length(data::text) <= 262144),
    agent text NOT NULL,
    team text NOT NULL,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    received_at timestamptz NOT NULL DEFAULT now()
) PARTITION BY RANGE (id);
CREATE INDEX call_event_call ON app.call_event (call_id, seq);

CREATE FUNCTION app.month_start(month timestamp) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0')
            || repeat('0', 20))::uuid
$$;

-- Keys of an absurd time land in DEFAULT: refused they would be lost.
CREATE TABLE app.call_default PARTITION OF app.call DEFAULT;
CREATE TABLE app.call_event_default PARTITION OF app.call_event DEFAULT;

-- Makes the missing months from `behind` months ago to `ahead` months from now; says how many.
CREATE FUNCTION app.ensure_partitions(behind integer, ahead integer) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    this_month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    month timestamp;
    parent text;
    child text;
    made integer := 0;
BEGIN
    FOR step IN -behind .. ahead LOOP
        month := this_month + make_interval(months => step);
        FOREACH parent IN ARRAY ARRAY['call', 'call_event'] LOOP
            child := format('%s_%s', parent, to_char(month, 'YYYYMM'));
            CONTINUE WHEN to_regclass(format('app.%I', child)) IS NOT NULL;
            EXECUTE format(
                'CREATE TABLE app.%I PARTITION OF app.%I FOR VALUES FROM (%L) TO (%L)', child, parent,
                app.month_start(month), app.month_start(month + interval '1 month'));
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;
SELECT app.ensure_partitions(2, 12);

-- Events may arrive before their call, never into somebody else's. Once a statement, not a row.
CREATE FUNCTION app.refuse_events_of_others() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM added JOIN app.call ON call.id = added.call_id
        WHERE call.agent <> added.agent
    ) THEN
        RAISE EXCEPTION 'an event of another agent''s call'
            USING ERRCODE = 'insufficient_privilege', SCHEMA = 'app', TABLE = 'call_event';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER own_calls_only AFTER INSERT ON app.call_event
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT
    EXECUTE FUNCTION app.refuse_events_of_others();

ALTER TABLE app.call ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.call TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen_own ON app.call FOR SELECT TO app_agent, app_lead
    USING (agent = (SELECT app.me()));
CREATE POLICY seen_team ON app.call FOR SELECT TO app_lead
    USING (team = (SELECT app.led_team()));
CREATE POLICY added ON app.call FOR INSERT TO app_agent, app_lead
    WITH CHECK (agent = (SELECT app.me()) AND team = (SELECT app.my_team()));
CREATE POLICY changed ON app.call FOR UPDATE TO app_agent, app_lead
    USING (agent = (SELECT app.me())) WITH CHECK (agent = (SELECT app.me()));
GRANT SELECT ON app.call TO app_agent, app_lead;
GRANT INSERT (id, rev, device, agent, team, opened_at, closed_at, status, number, name,
              order_number, script, edition, outcome, note, record, extra, digest)
    ON app.call TO app_agent, app_lead;
GRANT UPDATE (rev, closed_at, status, number, name, order_number, script, edition, outcome, note,
              record, extra, digest)
    ON app.call TO app_agent, app_lead;

ALTER TABLE app.call_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.call_event TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen_own ON app.call_event FOR SELECT TO app_agent, app_lead
    USING (agent = (SELECT app.me()));
CREATE POLICY seen_team ON app.call_event FOR SELECT TO app_lead
    USING (team = (SELECT app.led_team()));
CREATE POLICY added ON app.call_event FOR INSERT TO app_agent, app_lead
    WITH CHECK (agent = (SELECT app.me()) AND team = (SELECT app.my_team()));
GRANT SELECT ON app.call_event TO app_agent, app_lead;
GRANT INSERT (id, call_id, seq, at, kind, data, agent, team, digest)
    ON app.call_event TO app_agent, app_lead;

-- ---------------------------------------------------------------- publications

CREATE TABLE app.publication (
    kind text NOT NULL CHECK (char_length(kind) BETWEEN 1 AND 40),
    key text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 200),
    version integer NOT NULL CHECK (version > 0),
    digest text NOT NULL,
    published_at timestamptz NOT NULL,
    author text NOT NULL,
    comment text NOT NULL CHECK (char_length(comment) <= 2000),
    payload bytea NOT NULL CHECK (octet_length(payload) <= 67108864),
    received_at timestamptz NOT NULL DEFAULT now(),
    changed_xid xid8 NOT NULL,
    PRIMARY KEY (kind, key, version),
    CONSTRAINT publication_whole CHECK (digest = encode(sha256(payload), 'hex'))
);
CREATE INDEX publication_changed ON app.publication (changed_xid, kind, key, version);

-- Pulls go by the transaction that wrote a row: a sequence or a clock passes rows that commit late.
CREATE FUNCTION app.stamp_transaction() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.changed_xid := pg_current_xact_id();
    RETURN NEW;
END
$$;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON app.publication
    FOR EACH ROW EXECUTE FUNCTION app.stamp_transaction();

ALTER TABLE app.publication ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.publication TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen ON app.publication FOR SELECT TO app_agent, app_lead, app_trainee
    USING ((SELECT app.me()) IS NOT NULL);
CREATE POLICY added ON app.publication FOR INSERT TO app_lead
    WITH CHECK ((SELECT app.my_role()) = 'lead' AND author = (SELECT app.me()));
GRANT SELECT ON app.publication TO app_agent, app_lead, app_trainee;
GRANT INSERT (kind, key, version, digest, published_at, author, comment, payload)
    ON app.publication TO app_lead;

-- ---------------------------------------------------------------- quarantine

-- Rows the centre would not take, as bytes: not lost, and in nobody's way. Read by administrators.
CREATE TABLE app.quarantine (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entity text NOT NULL CHECK (char_length(entity) <= 40),
    row_id uuid NOT NULL,
    rev bigint NOT NULL,
    reason text NOT NULL CHECK (char_length(reason) <= 200),
    bytes bytea NOT NULL CHECK (octet_length(bytes) <= 8388608),
    agent text NOT NULL,
    device uuid NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (agent, entity, row_id, rev)
);
ALTER TABLE app.quarantine ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.quarantine TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY added ON app.quarantine FOR INSERT TO app_agent, app_lead
    WITH CHECK (agent = (SELECT app.me()));
GRANT INSERT (entity, row_id, rev, reason, bytes, agent, device)
    ON app.quarantine TO app_agent, app_lead;

-- ---------------------------------------------------------------- greeting

-- A restore to a point in time and a promotion both change the timeline, a restore from a dump the
-- database's number. The control file's timeline lags behind a promotion, the WAL's does not.
CREATE FUNCTION app.epoch() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT format('%s-%s-%s',
        (SELECT system_identifier FROM pg_control_system()),
        (SELECT oid FROM pg_database WHERE datname = current_database()),
        left(pg_walfile_name(pg_current_wal_lsn()), 8))
$$;

CREATE FUNCTION app.hello(client_version text, client_schema integer, client_device uuid)
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
                   >= string_to_array(centre.oldest_client, '.')::integer[],
               clock_timestamp(), caller.login, caller.role, caller.full_name, caller.team,
               200, 262144
        FROM app.centre;
END
$$;

-- Tells a refused row from a revoked role: both are SQLSTATE 42501.
CREATE FUNCTION app.may_push() RETURNS boolean
LANGUAGE sql STABLE SECURITY INVOKER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT app.me() IS NOT NULL
       AND has_column_privilege('app.call', 'id', 'INSERT')
       AND has_column_privilege('app.call_event', 'id', 'INSERT')
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.me(), app.my_role(), app.my_team(), app.led_team(), app.epoch(),
    app.may_push(), app.hello(text, integer, uuid) TO app_agent, app_lead, app_trainee;
