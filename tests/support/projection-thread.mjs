import { register } from 'tsx/esm/api';

// The thread of the product from its source, for tests that run without bundles.
register();
await import('#server/projection/thread.ts');
