import type { Target, TargetName } from '#tests/bench/targets/target.ts';

/** What one run on one target gave: a number a name, null where the target has no such thing. */
export type Figures = Readonly<Record<string, number | null>>;

export type CaseOptions = {
  seconds: number | null;
  minutes: number;
  /** A folder of recorded typing; null when there is none. */
  traces: string | null;
};

/** One line of the output: a situation that each target is put into, once a round. */
export type Variant = {
  /** Its name in the output, such as `fan-out 3×100`. */
  name: string;
  /** Who takes part; all by default. */
  targets?: readonly TargetName[];
  /** Whether message limits have to be out of the way. */
  lifted?: boolean;
  /** Whether it takes two servers on one Postgres database, with Redis between them. */
  together?: boolean;
  /** Whether it asks what the server holds in its heap. */
  heap?: boolean;
  /** The figures that are printed of each run. */
  shown: readonly string[];
  run(target: Target): Promise<Figures>;
};

export type BenchCase = {
  name: string;
  /** One sentence on what is measured. */
  describes: string;
  variants(options: CaseOptions): Variant[];
};
