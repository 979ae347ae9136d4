-- What a person writes with SQL of their own may stop nobody else's exchange: a moment that no calendar
-- of the desks has, a state that no program knows, text in the place of named values. Rows that are
-- there already are not looked at again, but for what everybody fetches.
CREATE FUNCTION app.is_moment(moment timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT moment IS NULL OR moment BETWEEN '1900-01-01Z'::timestamptz AND '9000-01-01Z'::timestamptz
$$;
CREATE FUNCTION app.is_named(told jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT jsonb_typeof(told) = 'object'
       AND coalesce(jsonb_typeof(told -> 'number'), 'string') IN ('string', 'null')
       AND coalesce(jsonb_typeof(told -> 'order'), 'string') IN ('string', 'null')
       AND coalesce(jsonb_typeof(told -> 'name'), 'string') IN ('string', 'null')
$$;

UPDATE app.follow_up SET
    due = CASE WHEN app.is_moment(due) THEN due END,
    made_at = CASE WHEN app.is_moment(made_at) THEN made_at ELSE now() END,
    data = CASE WHEN app.is_named(data) THEN data ELSE '{}' END,
    state = CASE WHEN state IN ('open', 'claimed', 'answered', 'seen', 'done', 'failed', 'dropped')
            THEN state ELSE 'dropped' END
WHERE NOT (app.is_moment(due) AND app.is_moment(made_at) AND app.is_named(data) AND state IN
           ('open', 'claimed', 'answered', 'seen', 'done', 'failed', 'dropped'));
UPDATE app.search_gap SET at = now() WHERE NOT app.is_moment(at);

ALTER TABLE app.follow_up_step
    ADD CONSTRAINT of_the_calendar CHECK (app.is_moment(at) AND app.is_moment(due)) NOT VALID,
    ADD CONSTRAINT named CHECK (app.is_named(data)) NOT VALID,
    ADD CONSTRAINT known_state CHECK (state IN
        ('open', 'claimed', 'answered', 'seen', 'done', 'failed', 'dropped')) NOT VALID;
ALTER TABLE app.search_gap
    ADD CONSTRAINT of_the_calendar CHECK (app.is_moment(at)) NOT VALID;
ALTER TABLE app.preference
    ADD CONSTRAINT named CHECK (jsonb_typeof(data) = 'object') NOT VALID;
ALTER TABLE app.call
    ADD CONSTRAINT of_the_calendar CHECK (app.is_moment(opened_at) AND app.is_moment(closed_at))
    NOT VALID;
ALTER TABLE app.call_event
    ADD CONSTRAINT of_the_calendar CHECK (app.is_moment(at)) NOT VALID;
-- A constraint is asked with the rights of who writes.
REVOKE ALL ON FUNCTION app.is_moment(timestamptz), app.is_named(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_moment(timestamptz) TO app_agent, app_lead, app_trainee;
GRANT EXECUTE ON FUNCTION app.is_named(jsonb) TO app_agent, app_lead;
