-- As before. A look is noted in a table; whoever has SQL may look in a transaction that they roll
-- back, which the server's log knows nevertheless: digests there too, never the number.
CREATE OR REPLACE FUNCTION app.customer_history(customer_number text, customer_order text, besides uuid)
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
    RAISE LOG 'customer_history: % looked at % calls of %', caller.login, cardinality(theirs),
        encode(sha256(convert_to(customer_number || '/' || customer_order, 'UTF8')), 'hex');
    RETURN QUERY
        SELECT call.id, call.rev, call.device, call.agent, call.opened_at, call.closed_at,
               call.status, call.number, call.name, call.order_number, call.script, call.edition,
               call.outcome, call.note, call.record, call.extra,
               coalesce(person.full_name, call.agent)
        FROM app.call LEFT JOIN app.person ON person.login = call.agent
        WHERE call.id = ANY(theirs) ORDER BY call.id DESC;
END
$$;
CREATE OR REPLACE FUNCTION app.compensation_total(
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
    RAISE LOG 'compensation_total: % looked at the sums of %', caller.login,
        encode(sha256(convert_to(customer::text, 'UTF8')), 'hex');
    RETURN NEXT;
END
$$;

-- As before, in turns by a lock that nobody but the centre itself can take, and not for ever.
CREATE OR REPLACE FUNCTION app.check_compensation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '4s'
AS $$
DECLARE
    question uuid := md5('overrun ' || NEW.id)::uuid;
    rule app.compensation_rule;
    since timestamptz;
    given bigint;
    allowed bigint;
    told jsonb;
BEGIN
    IF (NEW.data ->> 'rubles')::bigint NOT BETWEEN 0 AND 10000000 THEN
        RAISE EXCEPTION 'not a sum' USING ERRCODE = 'check_violation';
    END IF;
    -- One at a time: two that do not see each other would both be within the rule.
    BEGIN
        PERFORM 1 FROM app.centre FOR NO KEY UPDATE;
    EXCEPTION WHEN lock_not_available THEN
        -- Somebody keeps a transaction open: what they hold up is this look, not the calls.
        RAISE LOG 'check_compensation: not one at a time';
    END;
    -- The desk's word counts only where no edition was published that says it.
    SELECT * INTO rule FROM app.compensation_rule ORDER BY version DESC LIMIT 1;
    -- A desk whose clock is years ahead has not given everything before all others.
    since := least(NEW.made_at, now()) - make_interval(days => least(
        coalesce(rule.period_days, (NEW.data ->> 'days')::integer, 30), 3660));
    SELECT coalesce(sum((f.data ->> 'rubles')::bigint) FILTER (
               WHERE f.kind = 'compensation' AND f.state = 'done'), 0),
           greatest(max(app.approved_total(f)),
                    coalesce(rule.rubles, (NEW.data ->> 'limit')::bigint), 0)
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
