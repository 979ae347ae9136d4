-- How often an agent opened a procedure on a day. Who opened what is nobody else's business, a lead's
-- neither: others are told only what share of the team's openings each procedure has.
CREATE TABLE app.opening (
    id uuid PRIMARY KEY,
    rev bigint NOT NULL CHECK (rev BETWEEN 1 AND 20),
    device uuid NOT NULL,
    day date NOT NULL,
    sop text NOT NULL CHECK (char_length(sop) BETWEEN 1 AND 100),
    agent text NOT NULL,
    team text NOT NULL,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX opening_team ON app.opening (team, day);
CREATE INDEX opening_received ON app.opening USING brin (received_at);

ALTER TABLE app.opening ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.opening TO app_owner USING (true) WITH CHECK (true);
CREATE POLICY seen_own ON app.opening FOR SELECT TO app_agent, app_lead, app_trainee
    USING (agent = (SELECT app.me()));
CREATE POLICY added ON app.opening FOR INSERT TO app_agent, app_lead, app_trainee
    WITH CHECK (agent = (SELECT app.me()) AND team = (SELECT app.my_team()));
CREATE POLICY changed ON app.opening FOR UPDATE TO app_agent, app_lead, app_trainee
    USING (agent = (SELECT app.me())) WITH CHECK (agent = (SELECT app.me()));
GRANT SELECT ON app.opening TO app_agent, app_lead, app_trainee;
GRANT INSERT (id, rev, device, day, agent, team, sop, digest), UPDATE (rev, digest)
    ON app.opening TO app_agent, app_lead, app_trainee;

-- What one's own team opens: 1 for the procedure opened most. A day's openings weigh half after 30
-- days; a desk whose clock is ahead is not counted until that day comes.
CREATE FUNCTION app.team_openings() RETURNS TABLE (sop text, share double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT weighed.sop, round((weighed.weight / max(weighed.weight) OVER ())::numeric, 3)::float8
    FROM (
        SELECT days.sop, sum(days.times * power(0.5::float8, (current_date - days.day) / 30::float8))
            AS weight
        FROM (
            SELECT opening.sop, opening.day, sum(opening.rev)::float8 AS times FROM app.opening
            WHERE opening.team = (SELECT app.my_team())
              AND opening.day > current_date - 90 AND opening.day <= current_date + 1
            GROUP BY opening.sop, opening.day
        ) AS days
        GROUP BY days.sop
    ) AS weighed
    ORDER BY weighed.weight DESC, weighed.sop LIMIT 200
$$;

CREATE FUNCTION app.forget_old_openings() RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, pg_temp
AS $$
    WITH gone AS (
        DELETE FROM app.opening WHERE received_at < now() - interval '100 days' RETURNING 1
    ) SELECT count(*) FROM gone
$$;

REVOKE ALL ON FUNCTION app.team_openings(), app.forget_old_openings() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.team_openings() TO app_agent, app_lead, app_trainee;
UPDATE app.centre SET schema = 7;
