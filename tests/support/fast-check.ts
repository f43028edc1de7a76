import { configureGlobal, readConfigureGlobal } from 'fast-check';
import { seed } from './seed.ts';

// Properties are tried on the same cases in every run unless SEED says otherwise; one that fails prints its seed.
configureGlobal({ ...readConfigureGlobal(), seed });

export * from 'fast-check';
