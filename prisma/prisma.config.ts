import { defineConfig } from 'prisma/config';

// The schema's client is generated without a database; migrations are applied by server/db/migrate.ts.
export default defineConfig({ schema: './schema.prisma' });
