import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { median } from './figures.ts';
import { measureTyping, type TypingFigures, type TypingOptions } from './measure-typing.ts';
import { startOurs, startStock, type Target } from './targets.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    watchers: { type: 'string', default: '100' },
    keys: { type: 'string', default: '12' },
    seconds: { type: 'string', default: '6' },
    json: { type: 'string' },
  },
});
const options: TypingOptions = {
  watchers: Number(values.watchers),
  keysPerSecond: Number(values.keys),
  seconds: Number(values.seconds),
};
const rounds = Number(values.rounds);

console.log(
  `1 writer, ${String(options.watchers)} watchers, ${String(options.keysPerSecond)} keys/s, ` +
    `${String(rounds)} interleaved rounds of ${String(options.seconds)} s`,
);
const targets: Target[] = [await startOurs(options.watchers), await startStock()];
const runs: TypingFigures[] = [];
try {
  for (let round = 0; round < rounds; round += 1) {
    // Who comes first changes, so that neither always has the warmer machine.
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      const figures = await measureTyping(target, options);
      runs.push(figures);
      console.log(`round ${String(round + 1)}  ${line(figures)}`);
    }
  }
} finally {
  for (const target of targets) await target.stop();
}

const ours = medians('callnotes');
const stock = medians('y-websocket 2.1.0');
const ratios = {
  p50: ours.p50Ms / stock.p50Ms,
  p99: ours.p99Ms / stock.p99Ms,
  cpuPerKey: ours.cpuPerKeyUs / stock.cpuPerKeyUs,
  cpuPerKeyWithDatabase: ours.cpuWithDatabasePerKeyUs / stock.cpuWithDatabasePerKeyUs,
};
console.log(`medians  ${line(ours)}`);
console.log(`medians  ${line(stock)}`);
if (values.json !== undefined) {
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
  writeFileSync(
    values.json,
    `${JSON.stringify({ machine, options, rounds, runs, medians: { ours, stock }, ratios }, null, 2)}\n`,
  );
}
console.log(
  `callnotes / y-websocket 2.1.0: p50 ×${ratios.p50.toFixed(2)}, p99 ×${ratios.p99.toFixed(2)}, ` +
    `server CPU per delivered key ×${ratios.cpuPerKey.toFixed(2)} ` +
    `(with the database ×${ratios.cpuPerKeyWithDatabase.toFixed(2)})`,
);
if (runs.some(({ missing }) => missing > 0)) process.exitCode = 1;

function medians(target: Target['name']): TypingFigures {
  const of = runs.filter((run) => run.target === target);
  const middle = (pick: (run: TypingFigures) => number): number => median(of.map(pick));
  const saved = of.some(({ savedP50Ms }) => savedP50Ms !== null);
  return {
    target,
    p50Ms: middle((run) => run.p50Ms),
    p99Ms: middle((run) => run.p99Ms),
    cpuPerKeyUs: middle((run) => run.cpuPerKeyUs),
    cpuWithDatabasePerKeyUs: middle((run) => run.cpuWithDatabasePerKeyUs),
    savedP50Ms: saved ? middle((run) => run.savedP50Ms ?? Number.NaN) : null,
    savedP99Ms: saved ? middle((run) => run.savedP99Ms ?? Number.NaN) : null,
    delivered: middle((run) => run.delivered),
    missing: of.reduce((sum, run) => sum + run.missing, 0),
  };
}

function line(figures: TypingFigures): string {
  const { target, p50Ms, p99Ms, cpuPerKeyUs, cpuWithDatabasePerKeyUs, savedP50Ms, savedP99Ms } = figures;
  const saved =
    savedP50Ms === null
      ? ''
      : `, told saved p50 ${savedP50Ms.toFixed(1)} ms p99 ${(savedP99Ms ?? 0).toFixed(1)} ms`;
  return (
    `${target.padEnd(18)} p50 ${p50Ms.toFixed(2)} ms  p99 ${p99Ms.toFixed(2)} ms  ` +
    `CPU ${cpuPerKeyUs.toFixed(1)} µs a delivered key (with database ${cpuWithDatabasePerKeyUs.toFixed(1)})` +
    `${saved}${figures.missing > 0 ? `, ${String(figures.missing)} missing` : ''}`
  );
}
