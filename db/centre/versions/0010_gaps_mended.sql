-- A lead's word on what was looked for in vain travels as the gaps do: a row that never changes.
ALTER TABLE app.search_gap DROP CONSTRAINT search_gap_kind_check;
ALTER TABLE app.search_gap ADD CONSTRAINT search_gap_kind_check CHECK (kind IN
    ('nothing_found', 'not_used', 'flag', 'mended', 'reopened'));

DROP POLICY added ON app.search_gap;
CREATE POLICY added ON app.search_gap FOR INSERT TO app_agent, app_lead, app_trainee
    WITH CHECK (agent = (SELECT app.me()) AND team = (SELECT app.my_team())
        AND kind IN ('nothing_found', 'not_used', 'flag'));
CREATE POLICY said ON app.search_gap FOR INSERT TO app_lead
    WITH CHECK (agent = (SELECT app.me()) AND team = (SELECT app.led_team())
        AND kind IN ('mended', 'reopened'));

UPDATE app.centre SET schema = 8;
