-- Searches that helped nobody and errors found in a text. The desk has taken out who the customer
-- is before a row is made. `team` is the agent's team when the row arrived, as in app.call.
CREATE TABLE app.search_gap (
    id uuid PRIMARY KEY,
    device uuid NOT NULL,
    at timestamptz NOT NULL,
    edition integer NOT NULL CHECK (edition >= 0),
    kind text NOT NULL CHECK (kind IN ('nothing_found', 'not_used', 'flag')),
    words text NOT NULL CHECK (char_length(words) BETWEEN 1 AND 2000),
    place text NOT NULL CHECK (char_length(place) <= 300),
    quote text NOT NULL CHECK (char_length(quote) <= 500),
    agent text NOT NULL,
    team text NOT NULL,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    received_at timestamptz NOT NULL DEFAULT now(),
    changed_xid xid8 NOT NULL
);
CREATE INDEX search_gap_agent ON app.search_gap (agent, changed_xid, id);
CREATE INDEX search_gap_team ON app.search_gap (team, changed_xid, id);

CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON app.search_gap
    FOR EACH ROW EXECUTE FUNCTION app.stamp_transaction();

ALTER TABLE app.search_gap ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.search_gap TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen_own ON app.search_gap FOR SELECT TO app_agent, app_lead, app_trainee
    USING (agent = (SELECT app.me()));
CREATE POLICY seen_team ON app.search_gap FOR SELECT TO app_lead
    USING (team = (SELECT app.led_team()));
CREATE POLICY added ON app.search_gap FOR INSERT TO app_agent, app_lead, app_trainee
    WITH CHECK (agent = (SELECT app.me()) AND team = (SELECT app.my_team()));
GRANT SELECT ON app.search_gap TO app_agent, app_lead, app_trainee;
GRANT INSERT (id, device, at, agent, team, edition, kind, words, place, quote, digest)
    ON app.search_gap TO app_agent, app_lead, app_trainee;

UPDATE app.centre SET schema = 3;
