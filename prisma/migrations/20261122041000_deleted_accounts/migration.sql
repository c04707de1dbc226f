-- AlterTable
ALTER TABLE "users" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "forgotten_at" TIMESTAMPTZ(3),
ADD COLUMN     "takes_messages" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "users_deleted_at_idx" ON "users"("deleted_at");

-- Who deleted their account comes into no chat any more, however late a request of theirs, or of somebody who adds them, is:
-- whoever deletes it waits for those who hold its row here, and those who come after find it deleted.
CREATE FUNCTION require_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM users WHERE id = NEW.user_id AND deleted_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE foreign_key_violation USING MESSAGE = 'This account is deleted.', CONSTRAINT = 'members_user_id_fkey';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER members_join BEFORE INSERT ON members FOR EACH ROW WHEN (NEW.active) EXECUTE FUNCTION require_account();
CREATE TRIGGER members_come_back BEFORE UPDATE ON members FOR EACH ROW WHEN (NEW.active AND NOT OLD.active)
  EXECUTE FUNCTION require_account();
