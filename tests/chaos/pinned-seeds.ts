import type { ChaosDatabase } from './chaos-world.ts';
import type { NemesisName } from './nemeses.ts';

/** Rounds that once failed; every run begins with them. */
export const pinnedRounds: readonly { nemesis: NemesisName; seed: number; database: ChaosDatabase }[] = [];

/** Seeds of the randomised convergence that once failed; every run begins with them. */
export const pinnedConvergence: readonly number[] = [];
