-- What a person writes with SQL of their own may stop nobody else's exchange: a moment that no calendar
-- of the desks has, a state that no program knows, text in the place of named values. Rows that are
-- there already are not looked at again, but for what everybody fetches. A moment is compared with
-- constants: a function with a search_path of its own cost a third of a large push.
CREATE FUNCTION app.is_named(told jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_typeof(told) = 'object'
       AND coalesce(jsonb_typeof(told -> 'number'), 'string') IN ('string', 'null')
       AND coalesce(jsonb_typeof(told -> 'order'), 'string') IN ('string', 'null')
       AND coalesce(jsonb_typeof(told -> 'name'), 'string') IN ('string', 'null')
$$;

UPDATE app.follow_up SET
    due = CASE WHEN due BETWEEN '1900-01-01Z' AND '9000-01-01Z' THEN due END,
    made_at = CASE WHEN made_at BETWEEN '1900-01-01Z' AND '9000-01-01Z' THEN made_at ELSE now() END,
    data = CASE WHEN app.is_named(data) THEN data ELSE '{}' END,
    state = CASE WHEN state IN ('open', 'claimed', 'answered', 'seen', 'done', 'failed', 'dropped')
            THEN state ELSE 'dropped' END
WHERE due NOT BETWEEN '1900-01-01Z' AND '9000-01-01Z'
   OR made_at NOT BETWEEN '1900-01-01Z' AND '9000-01-01Z'
   OR NOT app.is_named(data)
   OR state NOT IN ('open', 'claimed', 'answered', 'seen', 'done', 'failed', 'dropped');
UPDATE app.search_gap SET at = now() WHERE at NOT BETWEEN '1900-01-01Z' AND '9000-01-01Z';

ALTER TABLE app.follow_up_step
    ADD CONSTRAINT of_the_calendar CHECK (
        at BETWEEN '1900-01-01Z' AND '9000-01-01Z'
        AND due BETWEEN '1900-01-01Z' AND '9000-01-01Z') NOT VALID,
    ADD CONSTRAINT named CHECK (app.is_named(data)) NOT VALID,
    ADD CONSTRAINT known_state CHECK (state IN
        ('open', 'claimed', 'answered', 'seen', 'done', 'failed', 'dropped')) NOT VALID;
ALTER TABLE app.search_gap
    ADD CONSTRAINT of_the_calendar CHECK (
        at BETWEEN '1900-01-01Z' AND '9000-01-01Z') NOT VALID;
ALTER TABLE app.preference
    ADD CONSTRAINT named CHECK (jsonb_typeof(data) = 'object') NOT VALID;
ALTER TABLE app.call
    ADD CONSTRAINT of_the_calendar CHECK (
        opened_at BETWEEN '1900-01-01Z' AND '9000-01-01Z'
        AND closed_at BETWEEN '1900-01-01Z' AND '9000-01-01Z') NOT VALID;
ALTER TABLE app.call_event
    ADD CONSTRAINT of_the_calendar CHECK (
        at BETWEEN '1900-01-01Z' AND '9000-01-01Z') NOT VALID;
-- What a lead publishes every desk of the company fetches.
UPDATE app.publication SET published_at = now()
WHERE published_at NOT BETWEEN '1900-01-01Z' AND '9000-01-01Z';
ALTER TABLE app.publication
    ADD CONSTRAINT of_the_calendar CHECK (
        published_at BETWEEN '1900-01-01Z' AND '9000-01-01Z') NOT VALID;
-- A constraint is asked with the rights of who writes.
REVOKE ALL ON FUNCTION app.is_named(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_named(jsonb) TO app_agent, app_lead;
