-- Written by hand: Prisma's diff does not see checks and triggers.

ALTER TABLE "FormerSlug" ADD CONSTRAINT "FormerSlug_slug_lower" CHECK ("slug" = lower("slug"));

-- A slug is that of one series, today or formerly. Whoever writes one waits for the others, so that two who take the same
-- slug at once cannot both find it free.
CREATE FUNCTION "keepSlugsApart"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(727073693);
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I WHERE "slug" = $1)', TG_TABLE_SCHEMA, TG_ARGV[0])
    INTO taken USING NEW."slug";
  IF taken THEN
    RAISE EXCEPTION 'the slug "%" is taken', NEW."slug"
      USING ERRCODE = 'unique_violation', CONSTRAINT = TG_TABLE_NAME || '_slug_key', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "Series_slug_apart" BEFORE INSERT OR UPDATE OF "slug" ON "Series"
  FOR EACH ROW EXECUTE FUNCTION "keepSlugsApart"('FormerSlug');

CREATE TRIGGER "FormerSlug_slug_apart" BEFORE INSERT OR UPDATE OF "slug" ON "FormerSlug"
  FOR EACH ROW EXECUTE FUNCTION "keepSlugsApart"('Series');
