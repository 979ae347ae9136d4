-- What is still to be done after a call. Desks add steps; each names the one it was taken after and
-- counts only while that is the last: of two desks that act at once the first to arrive wins. The
-- fold of the steps that counted is what desks fetch.
CREATE TABLE app.follow_up (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('callback', 'escalation')),
    call_id uuid,
    agent text NOT NULL,
    team text NOT NULL,
    holder text NOT NULL CHECK (octet_length(holder) <= 63),
    shared boolean NOT NULL,
    state text NOT NULL CHECK (char_length(state) BETWEEN 1 AND 20),
    due timestamptz,
    made_at timestamptz NOT NULL,
    rev integer NOT NULL,
    last uuid NOT NULL,
    data jsonb NOT NULL,
    changed_xid xid8 NOT NULL
);
CREATE INDEX follow_up_changed ON app.follow_up (changed_xid, id);
CREATE INDEX follow_up_call ON app.follow_up (call_id) WHERE call_id IS NOT NULL;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON app.follow_up
    FOR EACH ROW EXECUTE FUNCTION app.stamp_transaction();

CREATE TABLE app.follow_up_step (
    id uuid PRIMARY KEY,
    item uuid NOT NULL,
    after uuid NOT NULL,
    device uuid NOT NULL,
    agent text NOT NULL,
    team text NOT NULL,
    role text NOT NULL DEFAULT app.my_role(),
    at timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind IN ('callback', 'escalation')),
    call_id uuid,
    state text NOT NULL CHECK (char_length(state) BETWEEN 1 AND 20),
    holder text NOT NULL CHECK (octet_length(holder) <= 63),
    due timestamptz,
    data jsonb NOT NULL CHECK (octet_length(data::text) <= 65536),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    received_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((id = item) = (after = id))
);
CREATE INDEX follow_up_step_next ON app.follow_up_step (item, after);
CREATE INDEX follow_up_step_agent ON app.follow_up_step (agent, id);

-- Whoever made or holds it may act, of shared callbacks anyone of the team, of all its lead. Only a
-- lead hands it to somebody else, and only a lead answers.
CREATE FUNCTION app.may_follow(head app.follow_up, step app.follow_up_step) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT step.kind = head.kind
       AND (step.agent IN (head.agent, head.holder)
            OR (step.team = head.team AND (step.role = 'lead'
                OR (head.shared AND head.kind = 'callback'))))
       AND (step.holder IN ('', step.agent, head.holder) OR step.role = 'lead')
       AND (step.state <> 'answered' OR (step.role = 'lead' AND step.team = head.team))
$$;

-- With a call everything that was still to be done about it is emptied.
CREATE FUNCTION app.empty_follow_ups(call uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE app.follow_up_step SET data = '{}', digest = decode(repeat('00', 32), 'hex')
    WHERE item IN (SELECT id FROM app.follow_up WHERE call_id = call);
    UPDATE app.follow_up SET data = '{}', state = 'dropped' WHERE call_id = call;
    INSERT INTO app.erasure (entity, row_id)
        SELECT 'follow_up', id FROM app.follow_up WHERE call_id = call
        UNION ALL
        SELECT 'follow_up_step', id FROM app.follow_up_step
        WHERE item IN (SELECT id FROM app.follow_up WHERE call_id = call)
    ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION app.fold_follow_up() RETURNS trigger
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
    IF EXISTS (SELECT 1 FROM app.erasure WHERE entity = 'call' AND row_id = head.call_id) THEN
        PERFORM app.empty_follow_ups(head.call_id);
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
CREATE TRIGGER fold AFTER INSERT ON app.follow_up_step
    FOR EACH ROW EXECUTE FUNCTION app.fold_follow_up();

ALTER TABLE app.follow_up ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.follow_up TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen ON app.follow_up FOR SELECT TO app_agent, app_lead, app_trainee
    -- One that was emptied is known by its erasure alone.
    USING (data <> '{}' AND (agent = (SELECT app.me()) OR holder = (SELECT app.me())
           OR team = (SELECT app.led_team())
           OR (shared AND kind = 'callback' AND team = (SELECT app.my_team())
               AND (SELECT app.my_role()) <> 'trainee')));
GRANT SELECT ON app.follow_up TO app_agent, app_lead, app_trainee;

ALTER TABLE app.follow_up_step ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.follow_up_step TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen_own ON app.follow_up_step FOR SELECT TO app_agent, app_lead
    USING (agent = (SELECT app.me()));
CREATE POLICY added ON app.follow_up_step FOR INSERT TO app_agent, app_lead
    WITH CHECK (agent = (SELECT app.me()) AND team = (SELECT app.my_team())
                AND role = (SELECT app.my_role()));
GRANT SELECT ON app.follow_up_step TO app_agent, app_lead;
GRANT INSERT (id, item, after, device, agent, team, at, kind, call_id, state, holder, due, data,
              digest) ON app.follow_up_step TO app_agent, app_lead;

CREATE FUNCTION app.erase_follow_ups() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.empty_follow_ups(NEW.row_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER with_its_call AFTER INSERT ON app.erasure
    FOR EACH ROW WHEN (NEW.entity = 'call') EXECUTE FUNCTION app.erase_follow_ups();

REVOKE ALL ON FUNCTION app.may_follow(app.follow_up, app.follow_up_step), app.fold_follow_up(),
    app.empty_follow_ups(uuid), app.erase_follow_ups() FROM PUBLIC;
UPDATE app.centre SET schema = 4;
