-- A desk that was away sends what happened in a call after it was erased, and a centre restored from
-- before the erasure is offered the call anew: both are emptied on arrival. Asked once a statement,
-- and nearly always in vain: only then are the months looked at.
CREATE FUNCTION app.empty_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    late uuid[];
BEGIN
    IF TG_TABLE_NAME = 'call' THEN
        SELECT array_agg(added.id) INTO late FROM added JOIN app.erasure
            ON erasure.entity = 'call' AND erasure.row_id = added.id;
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
REVOKE ALL ON FUNCTION app.empty_erased() FROM PUBLIC;
CREATE TRIGGER stays_empty AFTER INSERT ON app.call REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION app.empty_erased();
CREATE TRIGGER stays_empty AFTER INSERT ON app.call_event REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION app.empty_erased();
