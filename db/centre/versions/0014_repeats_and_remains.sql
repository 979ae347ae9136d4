-- ---------------------------------------------------------------- JSON that was kept as text

-- An earlier program sent many rows at once with their JSON as text: a JSON string was kept. Digests
-- are over the fields themselves and stay as they are. First of all here: it reads every month, and
-- what comes below locks tables.
CREATE FUNCTION app.unquoted(kept jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    told jsonb;
BEGIN
    told := kept #>> '{}';
    RETURN CASE WHEN jsonb_typeof(told) = 'object' THEN told ELSE kept END;
EXCEPTION WHEN invalid_text_representation THEN
    RETURN kept;
END
$$;
UPDATE app.call SET extra = app.unquoted(extra) WHERE jsonb_typeof(extra) = 'string';
UPDATE app.call_event SET data = app.unquoted(data) WHERE jsonb_typeof(data) = 'string';
UPDATE app.follow_up_step SET data = app.unquoted(data) WHERE jsonb_typeof(data) = 'string';
UPDATE app.preference SET data = app.unquoted(data) WHERE jsonb_typeof(data) = 'string';
DROP FUNCTION app.unquoted(jsonb);

-- The fold of such steps is made anew, from the last one that counted back to the first.
WITH RECURSIVE counted AS (
    SELECT f.id AS item, f.last AS step, 0 AS back FROM app.follow_up f
    WHERE jsonb_typeof(f.data) <> 'object'
    UNION ALL
    SELECT counted.item, s.after, counted.back + 1 FROM counted
    JOIN app.follow_up_step s ON s.id = counted.step WHERE s.id <> counted.item
), folded AS (
    SELECT counted.item, jsonb_object_agg(one.key, one.value ORDER BY counted.back DESC) AS data
    FROM counted JOIN app.follow_up_step s ON s.id = counted.step
    CROSS JOIN LATERAL jsonb_each(
        CASE WHEN jsonb_typeof(s.data) = 'object' THEN s.data ELSE '{}' END) one
    GROUP BY counted.item
)
UPDATE app.follow_up SET data = folded.data FROM folded WHERE follow_up.id = folded.item;

-- ---------------------------------------------------------------- erasure

-- With these calls those that were kept beside them when an agent took both versions of one.
CREATE FUNCTION app.with_linked(call_ids uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE linked AS (
        SELECT id FROM unnest(call_ids) AS id
        UNION
        SELECT other.id FROM linked JOIN app.call one ON one.id = linked.id
        JOIN app.call other ON other.agent = one.agent
            AND (other.extra ->> 'continues' = one.id::text
                OR one.extra ->> 'continues' = other.id::text)
    ) SELECT array_agg(id) FROM linked
$$;

-- As before, and calls kept beside these.
CREATE OR REPLACE FUNCTION app.erase_calls(call_ids uuid[]) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    every uuid[] := app.with_linked(call_ids);
    erased integer;
    events uuid[];
BEGIN
    UPDATE app.call SET rev = 4611686018427387904, status = 'erased', number = '', name = '',
        order_number = '', script = '', outcome = '', note = '', record = '', extra = '{}',
        digest = decode(repeat('00', 32), 'hex')
    WHERE id = ANY(every);
    GET DIAGNOSTICS erased = ROW_COUNT;
    WITH emptied AS (
        UPDATE app.call_event SET data = '{}', digest = decode(repeat('00', 32), 'hex')
        WHERE call_id = ANY(every) RETURNING id
    ) SELECT array_agg(id) INTO events FROM emptied;
    DELETE FROM app.quarantine WHERE row_id = ANY(every || coalesce(events, '{}'));
    INSERT INTO app.erasure (entity, row_id)
        SELECT 'call', id FROM unnest(every) AS id ON CONFLICT DO NOTHING;
    RETURN erased;
END
$$;

-- As before, and a call that was kept beside an erased one and comes after it.
CREATE OR REPLACE FUNCTION app.empty_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    late uuid[];
BEGIN
    IF TG_TABLE_NAME = 'call' THEN
        SELECT array_agg(added.id) INTO late FROM added JOIN app.erasure
            ON erasure.entity = 'call' AND erasure.row_id = added.id;
        IF EXISTS (SELECT 1 FROM added WHERE extra ? 'continues') THEN
            SELECT late || array_agg(added.id) INTO late FROM added JOIN app.erasure
                ON erasure.entity = 'call' AND erasure.row_id::text = added.extra ->> 'continues';
        END IF;
        IF late IS NOT NULL THEN
            PERFORM app.erase_calls(late);
        END IF;
    ELSE
        SELECT array_agg(added.id) INTO late FROM added JOIN app.erasure
            ON erasure.entity = 'call' AND erasure.row_id = added.call_id;
        IF late IS NOT NULL THEN
            UPDATE app.call_event SET data = '{}', digest = decode(repeat('00', 32), 'hex')
            WHERE id = ANY(late);
        END IF;
    END IF;
    RETURN NULL;
END
$$;

-- Few calls ever had two versions. Where calls lie already it is only declared, as in 0002.
DO $$
BEGIN
    EXECUTE format('CREATE INDEX call_not_chosen ON %s app.call (id) WHERE extra ? %L',
                   CASE WHEN EXISTS (SELECT 1 FROM app.call) THEN 'ONLY' ELSE '' END, 'not_chosen');
END
$$;

-- As before, with calls kept beside these, and those of which a version that does not count had the
-- number or order: parked while nobody has chosen, noted in the one that counts afterwards.
CREATE OR REPLACE FUNCTION app.rows_of_customer(customer_number text, customer_order text)
RETURNS TABLE (kind text, id uuid, at timestamptz, agent text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    WITH calls AS (
        SELECT call.id FROM app.call WHERE call.number = customer_number AND call.number <> ''
        UNION
        SELECT call.id FROM app.call
        WHERE call.order_number = customer_order AND call.order_number <> ''
        UNION
        SELECT call.id FROM app.call
        WHERE call.extra ? 'not_chosen'
          AND string_to_array(call.extra ->> 'not_chosen', E'\n')
              && array_remove(ARRAY[customer_number, customer_order], '')
    ), parked AS (
        SELECT q.row_id AS id, q.received_at, q.agent, q.reason, call.agent AS owner
        FROM app.quarantine q LEFT JOIN app.call ON call.id = q.row_id
        WHERE q.entity = 'call'
          AND ((customer_number <> '' AND position(convert_to(
                    '"number": "' || app.in_ascii(customer_number) || '"', 'UTF8') IN q.bytes) > 0)
            OR (customer_order <> '' AND position(convert_to(
                    '"order_number": "' || app.in_ascii(customer_order) || '"', 'UTF8')
                    IN q.bytes) > 0))
    ), refused AS (
        -- Of what arrived its own row tells whose it is: anybody may have anything parked.
        SELECT parked.id, min(parked.received_at) AS opened_at, min(parked.agent) AS agent
        FROM parked WHERE parked.owner IS NULL GROUP BY parked.id
    ), arrived AS (
        SELECT unnest(app.with_linked(ARRAY(
            SELECT calls.id FROM calls
            UNION
            SELECT parked.id FROM parked
            WHERE parked.owner = parked.agent AND parked.reason = 'conflict'))) AS id
    ), every AS (
        SELECT call.id, call.opened_at, call.agent FROM app.call
        WHERE call.id IN (SELECT arrived.id FROM arrived)
        UNION ALL SELECT * FROM refused
    )
    SELECT 'call', every.id, every.opened_at, every.agent FROM every
    UNION ALL
    SELECT f.kind, f.id, f.made_at, f.agent FROM app.follow_up f
    WHERE f.data <> '{}'
      AND (f.call_id IN (SELECT every.id FROM every)
        OR (customer_number <> '' AND f.data ->> 'number' = customer_number)
        OR (customer_order <> '' AND f.data ->> 'order' = customer_order))
    ORDER BY 3, 2
$$;

-- ---------------------------------------------------------------- what comes once more

-- The versions a row had before: one of them that comes again, because its COMMIT had no answer, is
-- not the last received, whatever came since. Nobody but this trigger writes them.
CREATE FUNCTION app.note_prior() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.prior := (array_prepend(encode(OLD.digest, 'hex'), OLD.prior))[1:32];
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION app.with_linked(uuid[]), app.note_prior() FROM PUBLIC;
ALTER TABLE app.preference ADD COLUMN prior text[] NOT NULL DEFAULT '{}';
CREATE TRIGGER prior BEFORE UPDATE OF digest ON app.preference
    FOR EACH ROW EXECUTE FUNCTION app.note_prior();

UPDATE app.centre SET schema = 10;
