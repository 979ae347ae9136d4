-- What a person set up for themselves, to be had at any desk of theirs. Nobody else reads it, a lead
-- neither. The last received counts: a row that comes again as it is changes nothing.
CREATE TABLE app.preference (
    id uuid PRIMARY KEY,
    rev bigint NOT NULL CHECK (rev >= 1),
    agent text NOT NULL,
    kind text NOT NULL CHECK (char_length(kind) BETWEEN 1 AND 20),
    data jsonb NOT NULL CHECK (octet_length(data::text) <= 65536),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    received_at timestamptz NOT NULL DEFAULT now(),
    changed_xid xid8 NOT NULL
);
CREATE INDEX preference_agent ON app.preference (agent, changed_xid, id);
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON app.preference
    FOR EACH ROW EXECUTE FUNCTION app.stamp_transaction();

ALTER TABLE app.preference ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.preference TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen_own ON app.preference FOR SELECT TO app_agent, app_lead, app_trainee
    USING (agent = (SELECT app.me()));
CREATE POLICY added ON app.preference FOR INSERT TO app_agent, app_lead, app_trainee
    WITH CHECK (agent = (SELECT app.me()));
CREATE POLICY changed ON app.preference FOR UPDATE TO app_agent, app_lead, app_trainee
    USING (agent = (SELECT app.me())) WITH CHECK (agent = (SELECT app.me()));
GRANT SELECT ON app.preference TO app_agent, app_lead, app_trainee;
GRANT INSERT (id, rev, agent, kind, data, digest), UPDATE (rev, data, digest)
    ON app.preference TO app_agent, app_lead, app_trainee;

UPDATE app.centre SET schema = 9;
