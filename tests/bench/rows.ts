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

const atLeast = (variant: string, metric: string, times: number, of: TargetName): Bound => ({
  variant,
  metric,
  sense: 'least',
  times,
  of,
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
  atLeast('saturation 10×100', 'keysPerSecond', 3, 'hocuspocus'),
  atLeast('saturation 10×100', 'keysPerSecond', 30, 'y-websocket'),
  atLeast('saturation 10×100', 'keysPerSecond', 25, 'relay'),
  atMost('saturation 10×100', 'overP99Ms', 1_000),
  atMost('saturation 10×100', 'overCatchUpMs', 5_000),
  atMost('saturation 10×100', 'notInDocument', 0),
  most('warm join 200 KB', 'p50Ms', 1.2, 'relay'),
  most('warm join 200 KB', 'p50Ms', 0.1, 'y-websocket'),
  atMost('warm join 200 KB', 'cpuPerJoinMs', 2),
  most('cold join 200 KB', 'firstMs', 0.5, 'hocuspocus'),
  { variant: 'cold join 200 KB', metric: 'firstWhole', sense: 'least', value: 1 },
  atMost('herd 200 KB', 'allMs', 1_050),
  most('herd 200 KB', 'cpuMs', 1.2, 'relay'),
  most('herd 200 KB', 'cpuMs', 0.1, 'hocuspocus'),
  most('herd 200 KB', 'cpuMs', 0.05, 'y-websocket'),
  most('herd 4 KB + cursors', 'cpuMs', 0.8, 'relay'),
  most('herd 4 KB + cursors', 'cpuMs', 0.4, 'hocuspocus'),
  atMost('herd 4 KB + cursors', 'p99Ms', 30),
  most('rooms 500×5', 'cpuPercent', 2, 'relay'),
  most('rooms 500×5', 'cpuPercent', 0.7, 'hocuspocus'),
  atMost('rooms 500×5', 'p99Ms', 10),
  atMost('rooms 500×5', 'roomKb', 340),
  atMost('rooms gone quiet', 'quietRoomKb', 150),
  atMost('kill -9', 'seenLostWindowMs', 100),
  atMost('kill -9', 'toldSavedLost', 0),
  atMost('saved 3×20', 'savedP99Ms', 60),
  atMost('growth automerge-paper', 'logTimes', 2),
  atMost('growth automerge-paper', 'coldMs', 1_000),
  atMost('across servers 3×50', 'timesP99', 2),
];
