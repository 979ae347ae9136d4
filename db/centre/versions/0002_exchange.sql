-- ---------------------------------------------------------------- erasure

-- The word that a row was erased: an id and nothing else, so that every desk may see it, those that
-- keep a copy of a colleague's call too. Kept 400 days; a desk that was away longer offers all it
-- has again and learns it row by row.
CREATE TABLE app.erasure (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    entity text NOT NULL CHECK (char_length(entity) BETWEEN 1 AND 40),
    row_id uuid NOT NULL,
    erased_at timestamptz NOT NULL DEFAULT now(),
    changed_xid xid8 NOT NULL,
    UNIQUE (entity, row_id)
);
CREATE INDEX erasure_changed ON app.erasure (changed_xid, id);
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON app.erasure
    FOR EACH ROW EXECUTE FUNCTION app.stamp_transaction();
ALTER TABLE app.erasure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.erasure TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen ON app.erasure FOR SELECT TO app_agent, app_lead, app_trainee
    USING ((SELECT app.me()) IS NOT NULL);
GRANT SELECT (id, entity, row_id, changed_xid) ON app.erasure TO app_agent, app_lead, app_trainee;

-- Erasures of transactions before this one are no longer told.
ALTER TABLE app.centre ADD COLUMN erasures_from xid8 NOT NULL DEFAULT '0';
ALTER TABLE app.centre ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.centre TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen ON app.centre FOR SELECT TO app_agent, app_lead, app_trainee USING (true);
GRANT SELECT (schema, oldest_client, erasures_from) ON app.centre
    TO app_agent, app_lead, app_trainee;

-- Empties calls and all that happened in them, for ever: the rows stay, without content and with a
-- rev above all others, so that an offline desk that sends them again changes nothing. Run by an
-- administrator; says how many calls it emptied.
CREATE FUNCTION app.erase_calls(call_ids uuid[]) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erased integer;
    events uuid[];
BEGIN
    UPDATE app.call SET rev = 4611686018427387904, status = 'erased', number = '', name = '',
        order_number = '', script = '', outcome = '', note = '', record = '', extra = '{}',
        digest = decode(repeat('00', 32), 'hex')
    WHERE id = ANY(call_ids);
    GET DIAGNOSTICS erased = ROW_COUNT;
    WITH emptied AS (
        UPDATE app.call_event SET data = '{}', digest = decode(repeat('00', 32), 'hex')
        WHERE call_id = ANY(call_ids) RETURNING id
    ) SELECT array_agg(id) INTO events FROM emptied;
    DELETE FROM app.quarantine WHERE row_id = ANY(call_ids || coalesce(events, '{}'));
    INSERT INTO app.erasure (entity, row_id)
        SELECT 'call', id FROM unnest(call_ids) AS id ON CONFLICT DO NOTHING;
    RETURN erased;
END
$$;

-- An older program takes an emptied event for another content and would park its bytes here.
CREATE FUNCTION app.keep_erased_out() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM app.erasure WHERE row_id = NEW.row_id)
       OR EXISTS (SELECT 1 FROM app.call_event WHERE id = NEW.row_id
                  AND digest = decode(repeat('00', 32), 'hex')) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_erased_out BEFORE INSERT ON app.quarantine
    FOR EACH ROW EXECUTE FUNCTION app.keep_erased_out();

CREATE FUNCTION app.forget_old_erasures() RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    newest xid8;
    gone integer;
BEGIN
    WITH old AS (
        DELETE FROM app.erasure WHERE erased_at < now() - interval '400 days' RETURNING changed_xid
    ) SELECT max(changed_xid), count(*) INTO newest, gone FROM old;
    IF gone > 0 THEN
        UPDATE app.centre SET erasures_from = (newest::text::bigint + 1)::text::xid8;
    END IF;
    RETURN gone;
END
$$;

-- ---------------------------------------------------------------- history of a customer

-- Where calls lie already nobody may wait for an index: then it is only declared here, and
-- `central upgrade` builds it month by month beside the work.
DO $$
DECLARE
    where_to text := CASE WHEN EXISTS (SELECT 1 FROM app.call) THEN 'ONLY' ELSE '' END;
BEGIN
    EXECUTE format('CREATE INDEX call_number ON %s app.call (number, id) WHERE number <> %L',
                   where_to, '');
    EXECUTE format('CREATE INDEX call_order ON %s app.call (order_number, id) '
                   'WHERE order_number <> %L', where_to, '');
END
$$;

-- Who looked at whose calls, without the number itself: its digest tells whether it was this one.
CREATE TABLE app.history_look (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    agent text NOT NULL,
    customer bytea NOT NULL,
    calls uuid[] NOT NULL
);
CREATE INDEX history_look_customer ON app.history_look (customer, at);
ALTER TABLE app.history_look ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.history_look TO app_owner USING (true) WITH CHECK (true);

-- Closed calls of a customer, whoever took them, of the last twelve months, the newest first: the
-- only way to a colleague's call, and each look is written down.
CREATE FUNCTION app.customer_history(customer_number text, customer_order text, besides uuid)
RETURNS TABLE (
    id uuid, rev bigint, device uuid, agent text, opened_at timestamptz, closed_at timestamptz,
    status text, number text, name text, order_number text, script text, edition integer,
    outcome text, note text, record text, extra jsonb, full_name text
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    caller app.person;
    since uuid := app.month_start(date_trunc('month', now() AT TIME ZONE 'UTC')
                                  - interval '12 months');
    theirs uuid[];
BEGIN
    SELECT * INTO caller FROM app.person WHERE login = session_user::text AND active;
    IF NOT FOUND OR caller.role NOT IN ('agent', 'lead') THEN
        RAISE EXCEPTION 'not for this role' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF char_length(customer_number) < 7 AND char_length(customer_order) < 4 THEN
        RAISE EXCEPTION 'too little is known of the customer'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT coalesce(array_agg(one.id), '{}') INTO theirs FROM (
        SELECT call.id FROM app.call
        WHERE call.number = customer_number AND call.number <> ''
          AND char_length(customer_number) >= 7 AND call.id >= since
          AND call.status = 'closed' AND call.id <> besides
        UNION
        SELECT call.id FROM app.call
        WHERE call.order_number = customer_order AND call.order_number <> ''
          AND char_length(customer_order) >= 4 AND call.id >= since
          AND call.status = 'closed' AND call.id <> besides
        ORDER BY 1 DESC LIMIT 20
    ) AS one;
    INSERT INTO app.history_look (agent, customer, calls) VALUES (
        caller.login, sha256(convert_to(customer_number || '/' || customer_order, 'UTF8')), theirs);
    RETURN QUERY
        SELECT call.id, call.rev, call.device, call.agent, call.opened_at, call.closed_at,
               call.status, call.number, call.name, call.order_number, call.script, call.edition,
               call.outcome, call.note, call.record, call.extra,
               coalesce(person.full_name, call.agent)
        FROM app.call LEFT JOIN app.person ON person.login = call.agent
        WHERE call.id = ANY(theirs) ORDER BY call.id DESC;
END
$$;

-- ---------------------------------------------------------------- months

-- As before, and a month that comes late takes its rows out of DEFAULT, where they waited for it.
CREATE OR REPLACE FUNCTION app.ensure_partitions(behind integer, ahead integer) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    this_month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    month timestamp;
    parent text;
    child text;
    low uuid;
    high uuid;
    made integer := 0;
BEGIN
    FOR step IN -behind .. ahead LOOP
        month := this_month + make_interval(months => step);
        low := app.month_start(month);
        high := app.month_start(month + interval '1 month');
        FOREACH parent IN ARRAY ARRAY['call', 'call_event'] LOOP
            child := format('%s_%s', parent, to_char(month, 'YYYYMM'));
            CONTINUE WHEN to_regclass(format('app.%I', child)) IS NOT NULL;
            EXECUTE format('CREATE TABLE app.%I (LIKE app.%I INCLUDING DEFAULTS INCLUDING '
                           'CONSTRAINTS)', child, parent);
            EXECUTE format(
                'WITH moved AS (DELETE FROM app.%I WHERE id >= %L AND id < %L RETURNING *) '
                'INSERT INTO app.%I SELECT * FROM moved', parent || '_default', low, high, child);
            EXECUTE format('ALTER TABLE app.%I ATTACH PARTITION app.%I FOR VALUES FROM (%L) TO (%L)',
                           parent, child, low, high);
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;

-- Takes months that end before `until` out of service and says which; their tables stay, for the
-- administrator to keep or to drop.
CREATE FUNCTION app.detach_partitions(until date) RETURNS SETOF text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    child text;
    parent text;
BEGIN
    FOR child, parent IN
        SELECT c.relname, p.relname FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
        WHERE i.inhparent IN ('app.call'::regclass, 'app.call_event'::regclass)
          AND c.relname ~ '_[0-9]{6}$'
          AND right(c.relname, 6) < to_char(until, 'YYYYMM')
        ORDER BY 1
    LOOP
        EXECUTE format('ALTER TABLE app.%I DETACH PARTITION app.%I', parent, child);
        RETURN NEXT child;
    END LOOP;
END
$$;

-- ---------------------------------------------------------------- greeting

-- Schemas N-1 to N+1 understand each other; an older program still pushes and no longer pulls.
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
               AND client_schema >= centre.schema - 1,
               clock_timestamp(), caller.login, caller.role, caller.full_name, caller.team,
               200, 262144
        FROM app.centre;
END
$$;

GRANT EXECUTE ON FUNCTION app.customer_history(text, text, uuid) TO app_agent, app_lead;
UPDATE app.centre SET schema = 2;
