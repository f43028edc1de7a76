-- Written by hand: Prisma's diff does not see checks and triggers.

ALTER TABLE "Call" DROP CONSTRAINT "Call_number_counts";
ALTER TABLE "Call" ADD CONSTRAINT "Call_number_counts"
  CHECK (CASE WHEN "kind" = 'template' THEN "number" = -1 ELSE "number" >= 0 END);
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "SignInMail" ADD CONSTRAINT "SignInMail_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_ends_later" CHECK ("from" < "to");

-- Whether a call is cancelled, and who chairs it, decide about rights too.
DROP TRIGGER "Call_access" ON "Call";
CREATE CONSTRAINT TRIGGER "Call_access"
  AFTER DELETE OR UPDATE OF "status", "agendaLocked", "notetakerOnly", "guestsAllowed", "notetakerId", "backupId", "chairId", "cancelledAt", "kind", "lineage", "seriesId" ON "Call"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteAccessChange"('', 'id', 'seriesId');

-- State of one call, or of every call of a series: a tick shows wherever the action stands.
CREATE OR REPLACE FUNCTION "noteCallStateChange"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
  PERFORM pg_advisory_xact_lock(727073691);
  EXECUTE format('INSERT INTO %I."AccessChange" ("callId", "stateOnly") VALUES ($1, true)', TG_TABLE_SCHEMA)
    USING changed ->> 'callId';
  RETURN NULL;
END
$$;

CREATE FUNCTION "noteSeriesStateChange"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
  PERFORM pg_advisory_xact_lock(727073691);
  EXECUTE format(
    'INSERT INTO %1$I."AccessChange" ("seriesId", "stateOnly") SELECT "seriesId", true FROM %1$I."Call" WHERE "id" = $1',
    TG_TABLE_SCHEMA)
    USING changed ->> 'callId';
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "AgendaVote_change" AFTER INSERT OR DELETE ON "AgendaVote"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteCallStateChange"();

CREATE CONSTRAINT TRIGGER "ActionTick_change" AFTER INSERT OR UPDATE OR DELETE ON "ActionTick"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "noteSeriesStateChange"();
