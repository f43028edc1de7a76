-- Written by hand: Prisma's diff does not see triggers.
--
-- A changed state of a call is told to open sockets as changed rights are, apart from them: nobody's rights have to be
-- read again for it. Deferred to the commit under the same lock, so that ids become visible in rising order.
CREATE FUNCTION "noteCallStateChange"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(727073691);
  EXECUTE format('INSERT INTO %I."AccessChange" ("callId", "stateOnly") VALUES ($1, true)', TG_TABLE_SCHEMA)
    USING NEW."callId";
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "CallState_change" AFTER INSERT OR UPDATE ON "CallState"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteCallStateChange"();
