"""Clears a database of everything that the owner role made, inside the transaction that then restores it.

Not by DROP OWNED: that would also take away what an administrator granted to the role (to connect, to use the schema),
and the role could not give that back to itself.

An empty database is cleared too, of its default rights: a dump words a table's rights as differences from none at all,
so with default rights in force a right that had been taken away would be given again.
"""

EMPTY_DATABASE = """
DO $parishpump$
DECLARE
    thing record;
BEGIN
    FOR thing IN SELECT extname FROM pg_extension WHERE extowner = current_user::regrole LOOP
        EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', thing.extname);
    END LOOP;
    FOR thing IN
        SELECT relation.oid::regclass AS name,
            CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END AS kind
        FROM pg_class AS relation JOIN pg_namespace AS schema ON schema.oid = relnamespace
        WHERE relowner = current_user::regrole AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND nspname !~ '^pg_'
        ORDER BY relkind IN ('S', 'c')  -- last: the sequence of an identity column goes with its table
    LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM pg_class WHERE oid = thing.name);
        EXECUTE format('DROP %s IF EXISTS %s CASCADE', thing.kind, thing.name);
    END LOOP;
    FOR thing IN
        SELECT routine.oid, routine.oid::regprocedure AS name
        FROM pg_proc AS routine JOIN pg_namespace AS schema ON schema.oid = pronamespace
        WHERE proowner = current_user::regrole AND nspname !~ '^pg_'
    LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM pg_proc WHERE oid = thing.oid);
        EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', thing.name);
    END LOOP;
    FOR thing IN
        SELECT kind.oid, kind.oid::regtype AS name
        FROM pg_type AS kind JOIN pg_namespace AS schema ON schema.oid = typnamespace
        WHERE typowner = current_user::regrole AND typtype IN ('e', 'd', 'r') AND nspname !~ '^pg_'
    LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM pg_type WHERE oid = thing.oid);
        EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', thing.name);
    END LOOP;
    FOR thing IN
        SELECT nspname FROM pg_namespace
        WHERE nspowner = current_user::regrole AND nspname <> 'public' AND nspname !~ '^pg_'
    LOOP
        EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', thing.nspname);
    END LOOP;
    FOR thing IN
        SELECT DISTINCT nspname, given.grantee::regrole AS role, CASE defaclobjtype WHEN 'r' THEN 'TABLES'
                WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS' END AS kind
        FROM pg_default_acl LEFT JOIN pg_namespace AS schema ON schema.oid = defaclnamespace,
            aclexplode(defaclacl) AS given
        WHERE defaclrole = current_user::regrole AND defaclobjtype IN ('r', 'S', 'f', 'T', 'n')
            AND given.grantee NOT IN (0, defaclrole)
    LOOP
        EXECUTE format('ALTER DEFAULT PRIVILEGES %s REVOKE ALL ON %s FROM %s',
            coalesce('IN SCHEMA ' || quote_ident(thing.nspname), ''), thing.kind, thing.role);
    END LOOP;
END $parishpump$;
"""
