-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('public', 'members', 'link');

-- CreateEnum
CREATE TYPE "SeriesRole" AS ENUM ('owner', 'chair', 'participant', 'reader');

-- CreateEnum
CREATE TYPE "CallStatus" AS ENUM ('planned', 'live', 'review', 'published');

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "email" TEXT,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "guest" BOOLEAN NOT NULL DEFAULT false,
    "instanceOwner" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Series" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "intro" TEXT NOT NULL DEFAULT '',
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "cadence" TEXT,
    "lengthMinutes" INTEGER NOT NULL DEFAULT 60,
    "visibility" "Visibility" NOT NULL DEFAULT 'members',
    "sample" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "seriesId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" "SeriesRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("seriesId","userId")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "seriesId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "number" INTEGER NOT NULL,
    "userId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Call" (
    "id" TEXT NOT NULL,
    "seriesId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3),
    "heldOn" DATE,
    "lengthMinutes" INTEGER NOT NULL DEFAULT 60,
    "status" "CallStatus" NOT NULL DEFAULT 'planned',
    "recordingUrl" TEXT,
    "notetakerId" TEXT,
    "backupId" TEXT,
    "agendaLocked" BOOLEAN NOT NULL DEFAULT false,
    "notetakerOnly" BOOLEAN NOT NULL DEFAULT false,
    "guestsAllowed" BOOLEAN NOT NULL DEFAULT true,
    "guestToken" TEXT NOT NULL,
    "intro" TEXT NOT NULL DEFAULT '',
    "outro" TEXT NOT NULL DEFAULT '',
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "publishedAt" TIMESTAMPTZ(3),
    "reopenedAt" TIMESTAMPTZ(3),
    "lineage" TEXT NOT NULL,
    "projectedTo" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CallGuest" (
    "callId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CallGuest_pkey" PRIMARY KEY ("callId","userId")
);

-- CreateTable
CREATE TABLE "DocumentUpdate" (
    "id" BIGSERIAL NOT NULL,
    "callId" TEXT NOT NULL,
    "update" BYTEA NOT NULL,
    "checksum" BYTEA NOT NULL,
    "actorId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DocumentUpdate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocumentSnapshot" (
    "callId" TEXT NOT NULL,
    "state" BYTEA NOT NULL,
    "checksum" BYTEA NOT NULL,
    "upTo" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DocumentSnapshot_pkey" PRIMARY KEY ("callId")
);

-- CreateTable
CREATE TABLE "ImportSource" (
    "callId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "doubts" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ImportSource_pkey" PRIMARY KEY ("callId")
);

-- CreateTable
CREATE TABLE "AgendaItem" (
    "callId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "level" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "minutes" INTEGER,
    "timebox" TEXT,
    "purpose" TEXT,
    "proposer" TEXT,
    "state" TEXT NOT NULL,
    "seeItemId" TEXT,
    "writtenHeading" TEXT,

    CONSTRAINT "AgendaItem_pkey" PRIMARY KEY ("callId","id")
);

-- CreateTable
CREATE TABLE "Line" (
    "callId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "itemId" TEXT,
    "kind" TEXT NOT NULL,
    "speakerId" TEXT,
    "speakerName" TEXT,
    "at" TIMESTAMPTZ(3),
    "tag" TEXT,
    "indent" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "Line_pkey" PRIMARY KEY ("callId","id")
);

-- CreateTable
CREATE TABLE "Gap" (
    "callId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "lineId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3),
    "text" TEXT NOT NULL,

    CONSTRAINT "Gap_pkey" PRIMARY KEY ("callId","id")
);

-- CreateTable
CREATE TABLE "Action" (
    "callId" TEXT NOT NULL,
    "lineId" TEXT NOT NULL,
    "ownerId" TEXT,
    "ownerName" TEXT,
    "due" DATE,
    "done" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "Action_pkey" PRIMARY KEY ("callId","lineId")
);

-- CreateTable
CREATE TABLE "Decision" (
    "callId" TEXT NOT NULL,
    "lineId" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("callId","lineId")
);

-- CreateTable
CREATE TABLE "AccessChange" (
    "id" BIGSERIAL NOT NULL,
    "userId" TEXT,
    "callId" TEXT,
    "seriesId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AccessChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Series_slug_key" ON "Series"("slug");

-- CreateIndex
CREATE INDEX "Membership_userId_idx" ON "Membership"("userId");

-- CreateIndex
CREATE INDEX "Person_userId_idx" ON "Person"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Person_seriesId_number_key" ON "Person"("seriesId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Call_guestToken_key" ON "Call"("guestToken");

-- CreateIndex
CREATE INDEX "Call_seriesId_startsAt_idx" ON "Call"("seriesId", "startsAt");

-- CreateIndex
CREATE INDEX "Call_status_startsAt_idx" ON "Call"("status", "startsAt");

-- CreateIndex
CREATE INDEX "Call_notetakerId_idx" ON "Call"("notetakerId");

-- CreateIndex
CREATE INDEX "Call_backupId_idx" ON "Call"("backupId");

-- CreateIndex
CREATE UNIQUE INDEX "Call_seriesId_number_key" ON "Call"("seriesId", "number");

-- CreateIndex
CREATE INDEX "CallGuest_userId_idx" ON "CallGuest"("userId");

-- CreateIndex
CREATE INDEX "DocumentUpdate_callId_id_idx" ON "DocumentUpdate"("callId", "id");

-- CreateIndex
CREATE INDEX "AgendaItem_callId_position_idx" ON "AgendaItem"("callId", "position");

-- CreateIndex
CREATE INDEX "Line_callId_position_idx" ON "Line"("callId", "position");

-- CreateIndex
CREATE INDEX "Line_speakerId_idx" ON "Line"("speakerId");

-- CreateIndex
CREATE INDEX "Gap_callId_position_idx" ON "Gap"("callId", "position");

-- CreateIndex
CREATE INDEX "Action_ownerId_idx" ON "Action"("ownerId");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_notetakerId_fkey" FOREIGN KEY ("notetakerId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Call" ADD CONSTRAINT "Call_backupId_fkey" FOREIGN KEY ("backupId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallGuest" ADD CONSTRAINT "CallGuest_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallGuest" ADD CONSTRAINT "CallGuest_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentUpdate" ADD CONSTRAINT "DocumentUpdate_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocumentSnapshot" ADD CONSTRAINT "DocumentSnapshot_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportSource" ADD CONSTRAINT "ImportSource_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgendaItem" ADD CONSTRAINT "AgendaItem_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Line" ADD CONSTRAINT "Line_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Line" ADD CONSTRAINT "Line_speakerId_fkey" FOREIGN KEY ("speakerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Gap" ADD CONSTRAINT "Gap_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Action" ADD CONSTRAINT "Action_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Action" ADD CONSTRAINT "Action_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;
