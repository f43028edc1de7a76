-- Written by hand: Prisma's diff does not see checks and triggers.

ALTER TABLE "User" ADD CONSTRAINT "User_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "Series" ADD CONSTRAINT "Series_slug_lower" CHECK ("slug" = lower("slug"));
ALTER TABLE "Call" ADD CONSTRAINT "Call_number_counts" CHECK ("number" >= 0);
ALTER TABLE "Call" ADD CONSTRAINT "Call_length_positive" CHECK ("lengthMinutes" > 0);

-- One row in "AccessChange" for each change of somebody's rights, whoever makes it: the server, a command or
-- plain SQL. The arguments name the columns that hold the user, the call and the series; '' for none.
--
-- The triggers are deferred to the commit and take one lock there, so that ids become visible in rising
-- order and nobody who reads past the last id can miss one.
CREATE FUNCTION "noteAccessChange"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
  PERFORM pg_advisory_xact_lock(727073691);
  EXECUTE format('INSERT INTO %I."AccessChange" ("userId", "callId", "seriesId") VALUES ($1, $2, $3)', TG_TABLE_SCHEMA)
    USING changed ->> TG_ARGV[0], changed ->> TG_ARGV[1], changed ->> TG_ARGV[2];
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "Membership_access" AFTER INSERT OR DELETE OR UPDATE OF "role", "userId", "seriesId" ON "Membership"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteAccessChange"('userId', '', 'seriesId');

CREATE CONSTRAINT TRIGGER "Session_access" AFTER DELETE OR UPDATE OF "expiresAt", "userId" ON "Session"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteAccessChange"('userId', '', '');

CREATE CONSTRAINT TRIGGER "User_access" AFTER DELETE OR UPDATE OF "guest", "instanceOwner" ON "User"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteAccessChange"('id', '', '');

CREATE CONSTRAINT TRIGGER "CallGuest_access" AFTER INSERT OR DELETE ON "CallGuest"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteAccessChange"('userId', 'callId', '');

CREATE CONSTRAINT TRIGGER "Series_access" AFTER DELETE OR UPDATE OF "visibility" ON "Series"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteAccessChange"('', '', 'id');

CREATE CONSTRAINT TRIGGER "Call_access"
  AFTER DELETE OR UPDATE OF "status", "agendaLocked", "notetakerOnly", "guestsAllowed", "notetakerId", "backupId", "lineage", "seriesId" ON "Call"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteAccessChange"('', 'id', 'seriesId');
