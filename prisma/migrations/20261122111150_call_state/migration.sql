-- AlterTable
ALTER TABLE "AccessChange" ADD COLUMN     "stateOnly" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "CallState" (
    "callId" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "coverAskedById" TEXT,
    "coverAskedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CallState_pkey" PRIMARY KEY ("callId")
);

-- CreateIndex
CREATE INDEX "CallState_coverAskedById_idx" ON "CallState"("coverAskedById");

-- AddForeignKey
ALTER TABLE "CallState" ADD CONSTRAINT "CallState_callId_fkey" FOREIGN KEY ("callId") REFERENCES "Call"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CallState" ADD CONSTRAINT "CallState_coverAskedById_fkey" FOREIGN KEY ("coverAskedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
