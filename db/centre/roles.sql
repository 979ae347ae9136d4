-- Roles and schema of the central database. Safe to repeat; run by `central init` before the
-- migrations, by a superuser or by a role with CREATEROLE that owns the database.

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['app_owner', 'app_agent', 'app_lead', 'app_trainee'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
    -- A superuser may become any role; anyone else has to be a member.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
       AND NOT pg_has_role(current_user, 'app_owner', 'USAGE') THEN
        EXECUTE format('GRANT app_owner TO %I', current_user);
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO app_agent, app_lead, app_trainee', current_database());
    -- Many waiting rows travel by COPY into a temporary table.
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO app_agent, app_lead', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION app_owner;
GRANT USAGE ON SCHEMA app TO app_agent, app_lead, app_trainee;
ALTER DEFAULT PRIVILEGES FOR ROLE app_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
