-- AlterTable
ALTER TABLE "Line" ADD COLUMN     "sourceId" TEXT;
