-- What is remembered after a call travels as its follow-ups do: the same steps, the same fold.
ALTER TABLE app.follow_up DROP CONSTRAINT follow_up_kind_check;
ALTER TABLE app.follow_up ADD CONSTRAINT follow_up_kind_check CHECK (kind IN
    ('callback', 'escalation', 'compensation', 'complaint', 'promise', 'survey'));
ALTER TABLE app.follow_up_step DROP CONSTRAINT follow_up_step_kind_check;
ALTER TABLE app.follow_up_step ADD CONSTRAINT follow_up_step_kind_check CHECK (kind IN
    ('callback', 'escalation', 'compensation', 'complaint', 'promise', 'survey'));

CREATE INDEX follow_up_sum_number ON app.follow_up ((data ->> 'number'), made_at)
    WHERE kind IN ('compensation', 'escalation') AND data ->> 'number' <> '';
CREATE INDEX follow_up_sum_order ON app.follow_up ((data ->> 'order'), made_at)
    WHERE kind IN ('compensation', 'escalation') AND data ->> 'order' <> '';
CREATE INDEX follow_up_sum_who ON app.follow_up ((data ->> 'who'), made_at)
    WHERE kind IN ('compensation', 'escalation') AND data ->> 'who' <> '';

-- What of sums and approvals belongs to one customer: by number or order, by full name only where
-- one of the two has neither. `customer` has the keys number, order and who.
CREATE FUNCTION app.sums_of(customer jsonb, since timestamptz) RETURNS SETOF app.follow_up
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT * FROM app.follow_up f
    WHERE f.kind IN ('compensation', 'escalation') AND f.made_at >= since
      AND ((f.data ->> 'number' <> '' AND f.data ->> 'number' = customer ->> 'number')
        OR (f.data ->> 'order' <> '' AND f.data ->> 'order' = customer ->> 'order')
        OR (f.data ->> 'who' <> '' AND f.data ->> 'who' = customer ->> 'who'
            AND ((coalesce(f.data ->> 'number', '') = '' AND coalesce(f.data ->> 'order', '') = '')
              OR (coalesce(customer ->> 'number', '') = ''
                  AND coalesce(customer ->> 'order', '') = ''))))
$$;

-- The total as it was asked for, once a lead said yes to it; what later steps say of it is no matter.
CREATE FUNCTION app.approved_total(one app.follow_up) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (asked.data ->> 'up_to')::bigint FROM app.follow_up_step asked
    WHERE asked.id = one.id AND one.kind = 'escalation' AND EXISTS (
        SELECT 1 FROM app.follow_up_step said
        WHERE said.item = one.id AND said.role = 'lead' AND said.team = one.team
          AND said.state = 'answered' AND said.data ->> 'decision' = 'approved')
$$;

-- Who asked what colleagues gave, without the customer: the digest tells whether it was this one.
CREATE TABLE app.compensation_look (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    agent text NOT NULL,
    customer bytea NOT NULL,
    given bigint NOT NULL
);
CREATE INDEX compensation_look_customer ON app.compensation_look (customer, at);
ALTER TABLE app.compensation_look ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.compensation_look TO app_owner USING (true) WITH CHECK (true);

-- Two figures and nothing else: what other agents gave this customer, what a lead agreed to.
CREATE FUNCTION app.compensation_total(
    customer_number text, customer_order text, customer_who text, since timestamptz
) RETURNS TABLE (given bigint, approved bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    caller app.person;
    customer jsonb := jsonb_build_object(
        'number', customer_number, 'order', customer_order, 'who', customer_who);
BEGIN
    SELECT * INTO caller FROM app.person WHERE login = session_user::text AND active;
    IF NOT FOUND OR caller.role NOT IN ('agent', 'lead') THEN
        RAISE EXCEPTION 'not for this role' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF char_length(customer_number) < 7 AND char_length(customer_order) < 4
       AND char_length(customer_who) < 5 THEN
        RAISE EXCEPTION 'too little is known of the customer'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT coalesce(sum((f.data ->> 'rubles')::bigint) FILTER (
               WHERE f.kind = 'compensation' AND f.state = 'done' AND f.agent <> caller.login), 0),
           coalesce(max(app.approved_total(f)), 0)
    INTO given, approved FROM app.sums_of(customer, since) f;
    INSERT INTO app.compensation_look (agent, customer, given)
    VALUES (caller.login, sha256(convert_to(customer::text, 'UTF8')), given);
    RETURN NEXT;
END
$$;

-- Desks without a network each knew of their own sums alone. What they gave together beyond the rule
-- is a question to the lead of whoever came last, and is withdrawn when a sum is taken back.
CREATE FUNCTION app.check_compensation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    question uuid := md5('overrun ' || NEW.id)::uuid;
    since timestamptz := NEW.made_at - make_interval(
        days => least(coalesce((NEW.data ->> 'days')::integer, 30), 3660));
    given bigint;
    allowed bigint;
    told jsonb;
BEGIN
    IF (NEW.data ->> 'rubles')::bigint NOT BETWEEN 0 AND 10000000 THEN
        RAISE EXCEPTION 'not a sum' USING ERRCODE = 'check_violation';
    END IF;
    -- One at a time: two that do not see each other would both be within the rule.
    PERFORM pg_advisory_xact_lock(hashtext('app.check_compensation'));
    SELECT coalesce(sum((f.data ->> 'rubles')::bigint) FILTER (
               WHERE f.kind = 'compensation' AND f.state = 'done'), 0),
           greatest(max(app.approved_total(f)), (NEW.data ->> 'limit')::bigint, 0)
    INTO given, allowed FROM app.sums_of(NEW.data, since) f;
    IF given <= allowed OR NEW.state <> 'done' THEN
        UPDATE app.follow_up SET state = 'dropped' WHERE id = question AND state = 'open';
        RETURN NULL;
    END IF;
    told := jsonb_build_object(
        'question', format('Клиенту дано %s ₽ при разрешённых %s ₽. Больше на %s ₽',
                           given, allowed, given - allowed),
        'overrun', given - allowed, 'asked_by', coalesce(
            (SELECT full_name FROM app.person WHERE login = NEW.agent), NEW.agent))
        || jsonb_build_object('number', NEW.data ->> 'number', 'name', NEW.data ->> 'name',
                              'order', NEW.data ->> 'order');
    INSERT INTO app.follow_up
        (id, kind, call_id, agent, team, holder, shared, state, made_at, rev, last, data)
    VALUES (question, 'escalation', NEW.call_id, '', NEW.team, '', false, 'open', now(), 1,
            question, told)
    ON CONFLICT (id) DO UPDATE SET data = excluded.data, state = 'open'
        WHERE follow_up.state IN ('open', 'dropped');
    RETURN NULL;
END
$$;
CREATE TRIGGER within_limit AFTER INSERT OR UPDATE ON app.follow_up
    FOR EACH ROW WHEN (NEW.kind = 'compensation' AND NEW.data <> '{}')
    EXECUTE FUNCTION app.check_compensation();

REVOKE ALL ON FUNCTION app.sums_of(jsonb, timestamptz), app.approved_total(app.follow_up),
    app.compensation_total(text, text, text, timestamptz), app.check_compensation() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.compensation_total(text, text, text, timestamptz)
    TO app_agent, app_lead;
UPDATE app.centre SET schema = 6;
