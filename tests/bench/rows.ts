import type { TargetName } from './targets/target.ts';

/** A bound that callnotes is held to: a multiple of what another target needs, or a figure of its own. */
export type Bound = { variant: string; metric: string; sense: 'most' | 'least' } & (
  { times: number; of: TargetName } | { value: number }
);

const most = (variant: string, metric: string, times: number, of: TargetName): Bound => ({
  variant,
  metric,
  sense: 'most',
  times,
  of,
});
const atMost = (variant: string, metric: string, value: number): Bound => ({
  variant,
  metric,
  sense: 'most',
  value,
});

/** What callnotes is held to, in the order in which it is printed. */
export const bounds: readonly Bound[] = [
  most('fan-out 3×100', 'cpuPerKeyUs', 1.3, 'relay'),
  most('fan-out 3×100', 'cpuPerKeyUs', 0.8, 'hocuspocus'),
  most('fan-out 3×100', 'p99Ms', 2, 'relay'),
  most('fan-out 3×500', 'cpuPerKeyUs', 1, 'relay'),
  most('fan-out 3×500', 'p99Ms', 1, 'relay'),
  most('presence 3×100', 'cpuPerKeyUs', 0.8, 'relay'),
  most('presence 3×100', 'cpuPerKeyUs', 0.5, 'hocuspocus'),
  most('presence 3×100', 'p99Ms', 0.7, 'hocuspocus'),
  most('presence 3×500', 'cpuPerKeyUs', 0.4, 'relay'),
  most('presence 3×500', 'cpuPerKeyUs', 0.4, 'hocuspocus'),
  most('presence 3×500', 'p99Ms', 0.7, 'hocuspocus'),
  atMost('fan-out 3×100', 'bytesPerKey', 18),
  atMost('presence 3×100', 'bytesPerKey', 250),
  atMost('presence 3×500', 'bytesPerKey', 250),
];
