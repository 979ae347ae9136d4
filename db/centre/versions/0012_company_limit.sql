-- What may be given without a lead is the company's word, not that of the desk that gave it: the
-- rule is read out of each edition as it is published, a ZIP whose files are stored as they are.
CREATE TABLE app.compensation_rule (
    version integer PRIMARY KEY,
    rubles bigint NOT NULL,
    period_days integer NOT NULL
);
ALTER TABLE app.compensation_rule ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY kept ON app.compensation_rule TO app_owner USING (true) WITH CHECK (true);

-- A file of such an archive as text; NULL when it has none of that name or it is no text.
CREATE FUNCTION app.stored_file(archive bytea, name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted bytea := convert_to(name, 'UTF8');
    place integer := 1;
    ahead integer;
    head bytea;
BEGIN
    LOOP
        ahead := position(wanted IN substring(archive FROM place));
        IF ahead = 0 THEN
            RETURN NULL;
        END IF;
        place := place + ahead - 1;
        IF place > 30 THEN
            -- Before its name a file has 30 bytes: signature, method (0), size, length of the name.
            head := substring(archive FROM place - 30 FOR 30);
            IF substring(head FOR 4) = '\x504b0304' AND get_byte(head, 8) = 0
               AND get_byte(head, 26) = length(wanted) AND get_byte(head, 28) = 0
               AND get_byte(head, 24) = 0 AND get_byte(head, 25) = 0 THEN
                RETURN convert_from(substring(archive FROM place + length(wanted)
                    FOR get_byte(head, 22) + 256 * get_byte(head, 23)), 'UTF8');
            END IF;
        END IF;
        place := place + 1;
    END LOOP;
EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
    RETURN NULL;
END
$$;

CREATE FUNCTION app.read_rule(edition app.publication) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO app.compensation_rule (version, rubles, period_days)
    SELECT edition.version, said.rubles::bigint, said.days::integer
    FROM (SELECT substring(file FROM '\mrubles: (\d{1,8})\M') AS rubles,
                 substring(file FROM '\mperiod_days: (\d{1,4})\M') AS days
          FROM app.stored_file(edition.payload, 'limits.yaml') AS file) said
    WHERE edition.kind = 'content' AND edition.key = 'edition'
      AND said.rubles IS NOT NULL AND said.days IS NOT NULL
    ON CONFLICT DO NOTHING
$$;
CREATE FUNCTION app.rule_published() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM app.read_rule(NEW);
    RETURN NULL;
END
$$;
CREATE TRIGGER rule AFTER INSERT ON app.publication
    FOR EACH ROW EXECUTE FUNCTION app.rule_published();
SELECT app.read_rule(p) FROM app.publication p;

CREATE OR REPLACE FUNCTION app.check_compensation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
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
    PERFORM pg_advisory_xact_lock(hashtext('app.check_compensation'));
    -- The desk's word counts only where no edition was published that says it.
    SELECT * INTO rule FROM app.compensation_rule ORDER BY version DESC LIMIT 1;
    since := NEW.made_at - make_interval(days => least(
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

REVOKE ALL ON FUNCTION app.stored_file(bytea, text), app.read_rule(app.publication),
    app.rule_published() FROM PUBLIC;
