-- CreateEnum
CREATE TYPE "CallMailKind" AS ENUM ('reminder', 'moved', 'cancelled', 'restored');

-- DropForeignKey
ALTER TABLE "Reminder" DROP CONSTRAINT "Reminder_callId_fkey";

-- DropForeignKey
ALTER TABLE "Reminder" DROP CONSTRAINT "Reminder_userId_fkey";

-- AlterTable
ALTER TABLE "Series" ADD COLUMN     "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- DropTable
DROP TABLE "Reminder";

-- CreateTable
CREATE TABLE "FormerSlug" (
    "slug" TEXT NOT NULL,
    "seriesId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FormerSlug_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "CallMail" (
    "callId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" "CallMailKind" NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "previous" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "CallMail_pkey" PRIMARY KEY ("callId","userId","kind","startsAt","sequence")
);

-- CreateIndex
CREATE INDEX "FormerSlug_seriesId_idx" ON "FormerSlug"("seriesId");

-- CreateIndex
CREATE INDEX "CallMail_claimedAt_nextTryAt_idx" ON "CallMail"("claimedAt", "nextTryAt");

-- CreateIndex
CREATE INDEX "CallMail_userId_idx" ON "CallMail"("userId");

-- AddForeignKey
ALTER TABLE "FormerSlug" ADD CONSTRAINT "FormerSlug_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallMail" ADD CONSTRAINT "CallMail_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallMail" ADD CONSTRAINT "CallMail_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
