-- Written by hand: Prisma's diff does not see triggers.

-- A new name shows wherever somebody is present, and in the state of the calls that may say it.
CREATE FUNCTION "noteNameChange"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(727073691);
  EXECUTE format('INSERT INTO %I."AccessChange" ("userId") VALUES ($1)', TG_TABLE_SCHEMA) USING NEW."id";
  EXECUTE format(
    'INSERT INTO %1$I."AccessChange" ("seriesId", "stateOnly") SELECT "seriesId", true FROM %1$I."Membership" WHERE "userId" = $1',
    TG_TABLE_SCHEMA)
    USING NEW."id";
  EXECUTE format(
    'INSERT INTO %1$I."AccessChange" ("callId", "stateOnly") SELECT "callId", true FROM %1$I."CallGuest" WHERE "userId" = $1',
    TG_TABLE_SCHEMA)
    USING NEW."id";
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "User_name" AFTER UPDATE OF "name" ON "User"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."name" IS DISTINCT FROM NEW."name")
  EXECUTE FUNCTION "noteNameChange"();
