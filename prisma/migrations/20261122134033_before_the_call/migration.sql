-- CreateEnum
CREATE TYPE "CallKind" AS ENUM ('call', 'template');

-- AlterTable
ALTER TABLE "AgendaItem" ADD COLUMN     "carriedSince" INTEGER,
ADD COLUMN     "carriedTimes" INTEGER,
ADD COLUMN     "carriedUnder" TEXT,
ADD COLUMN     "fromCallId" TEXT,
ADD COLUMN     "fromItemId" TEXT,
ADD COLUMN     "templateItemId" TEXT;

-- AlterTable
ALTER TABLE "Call" ADD COLUMN     "calendarSequence" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "cancelReason" TEXT,
ADD COLUMN     "cancelledAt" TIMESTAMPTZ(3),
ADD COLUMN     "chairId" TEXT,
ADD COLUMN     "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "kind" "CallKind" NOT NULL DEFAULT 'call',
ADD COLUMN     "movedFrom" TIMESTAMPTZ(3),
ADD COLUMN     "notetakerAcceptedAt" TIMESTAMPTZ(3),
ADD COLUMN     "slot" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Line" ADD COLUMN     "bornCallId" TEXT,
ADD COLUMN     "bornLineId" TEXT,
ADD COLUMN     "prompt" TEXT;

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "feedToken" TEXT,
ADD COLUMN     "reminders" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "takesNotes" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "colour" INTEGER;

-- AlterTable: the words that stood there stay, as a note; no rule is guessed from them.
ALTER TABLE "Series" RENAME COLUMN "cadence" TO "cadenceNote";
ALTER TABLE "Series" ADD COLUMN     "cadence" JSONB,
ADD COLUMN     "recordingChannel" TEXT;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "method" TEXT,
ADD COLUMN     "userAgent" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "emailVerifiedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Identity" (
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("provider","subject")
);

-- CreateTable
CREATE TABLE "SignInMail" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "linkHash" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignInMail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "seriesId" TEXT NOT NULL,
    "role" "SeriesRole" NOT NULL,
    "email" TEXT,
    "tokenHash" TEXT NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "maxUses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" TEXT NOT NULL,
    "seriesId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ParkedItem" (
    "id" TEXT NOT NULL,
    "seriesId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "notes" JSONB NOT NULL DEFAULT '[]',
    "purpose" TEXT,
    "minutes" INTEGER,
    "proposer" TEXT,
    "proposedById" TEXT,
    "fromCallId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ParkedItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgendaVote" (
    "callId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AgendaVote_pkey" PRIMARY KEY ("callId","itemId","userId")
);

-- CreateTable
CREATE TABLE "ActionTick" (
    "callId" TEXT NOT NULL,
    "lineId" TEXT NOT NULL,
    "done" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "byId" TEXT,
    "byName" TEXT,
    "inCallId" TEXT,

    CONSTRAINT "ActionTick_pkey" PRIMARY KEY ("callId","lineId")
);

-- CreateTable
CREATE TABLE "Reminder" (
    "callId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Reminder_pkey" PRIMARY KEY ("callId","userId","startsAt")
);

-- CreateIndex
CREATE INDEX "Identity_userId_idx" ON "Identity"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "SignInMail_linkHash_key" ON "SignInMail"("linkHash");

-- CreateIndex
CREATE INDEX "SignInMail_email_idx" ON "SignInMail"("email");

-- CreateIndex
CREATE INDEX "SignInMail_expiresAt_idx" ON "SignInMail"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_seriesId_idx" ON "Invitation"("seriesId");

-- CreateIndex
CREATE INDEX "Invitation_createdById_idx" ON "Invitation"("createdById");

-- CreateIndex
CREATE INDEX "Absence_seriesId_idx" ON "Absence"("seriesId");

-- CreateIndex
CREATE INDEX "Absence_userId_idx" ON "Absence"("userId");

-- CreateIndex
CREATE INDEX "ParkedItem_seriesId_createdAt_idx" ON "ParkedItem"("seriesId", "createdAt");

-- CreateIndex
CREATE INDEX "ParkedItem_proposedById_idx" ON "ParkedItem"("proposedById");

-- CreateIndex
CREATE INDEX "ParkedItem_fromCallId_idx" ON "ParkedItem"("fromCallId");

-- CreateIndex
CREATE INDEX "AgendaVote_userId_idx" ON "AgendaVote"("userId");

-- CreateIndex
CREATE INDEX "ActionTick_inCallId_idx" ON "ActionTick"("inCallId");

-- CreateIndex
CREATE INDEX "Reminder_userId_idx" ON "Reminder"("userId");

-- CreateIndex
CREATE INDEX "Call_chairId_idx" ON "Call"("chairId");

-- CreateIndex
CREATE INDEX "Line_bornCallId_bornLineId_idx" ON "Line"("bornCallId", "bornLineId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_feedToken_key" ON "Membership"("feedToken");

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParkedItem" ADD CONSTRAINT "ParkedItem_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParkedItem" ADD CONSTRAINT "ParkedItem_proposedById_fkey" FOREIGN KEY ("proposedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ParkedItem" ADD CONSTRAINT "ParkedItem_fromCallId_fkey" FOREIGN KEY ("fromCallId") REFERENCES "Call"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_chairId_fkey" FOREIGN KEY ("chairId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgendaVote" ADD CONSTRAINT "AgendaVote_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgendaVote" ADD CONSTRAINT "AgendaVote_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionTick" ADD CONSTRAINT "ActionTick_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActionTick" ADD CONSTRAINT "ActionTick_inCallId_fkey" FOREIGN KEY ("inCallId") REFERENCES "Call"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reminder" ADD CONSTRAINT "Reminder_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
