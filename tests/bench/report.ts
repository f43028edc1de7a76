import type { Figures } from './cases/bench-case.ts';
import { median } from './figures.ts';
import { bounds, type Bound } from './rows.ts';
import type { TargetName } from './targets/target.ts';

export type Run = { variant: string; target: TargetName; round: number; figures: Figures };

export type Row = {
  bound: Bound;
  /** Of callnotes, the median of its runs. */
  value: number;
  /** What it may be at most, or has to be at least. */
  limit: number;
  /** How far the value is from the limit: above 1 it is missed. */
  missedBy: number;
};

/** The middle of each figure over a target's runs of a variant; figures that a run did not have are left out. */
export function medians(runs: readonly Run[], variant: string, target: TargetName): Figures {
  const of = runs.filter((run) => run.variant === variant && run.target === target);
  const names = new Set(of.flatMap(({ figures }) => Object.keys(figures)));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = of.flatMap(({ figures }) => figures[name] ?? []);
      return [name, values.length === 0 ? null : median(values)];
    }),
  );
}

/** The bounds that these runs can be held to. */
export function rowsOf(runs: readonly Run[]): Row[] {
  return bounds.flatMap((bound) => {
    const value = medians(runs, bound.variant, 'callnotes')[bound.metric];
    const other = 'of' in bound ? medians(runs, bound.variant, bound.of)[bound.metric] : null;
    const limit = 'value' in bound ? bound.value : other == null ? null : other * bound.times;
    if (value == null || limit === null) return [];
    const missedBy = bound.sense === 'most' ? (limit === 0 ? 1 + value : value / limit) : limit / value;
    return [{ bound, value, limit, missedBy }];
  });
}

/** One row in words: what it is, its ratio, what was asked, met or missed by how much. */
export function rowLine({ bound, value, limit, missedBy }: Row): string {
  const sign = bound.sense === 'most' ? '≤' : '≥';
  const asked =
    'of' in bound ? `${sign} ${String(bound.times)} × ${bound.of}` : `${sign} ${String(bound.value)}`;
  const got =
    'of' in bound
      ? `${number((value / limit) * bound.times)} × ${bound.of} (${number(value)})`
      : number(value);
  const verdict = missedBy <= 1 ? 'met' : `missed by ×${missedBy.toFixed(2)}`;
  return [bound.variant.padEnd(26), bound.metric.padEnd(24), got.padEnd(30), asked.padEnd(22), verdict].join(
    ' ',
  );
}

/** The figures that are shown of a variant, as one line. */
export function figuresLine(figures: Figures, shown: readonly string[]): string {
  const parts = [...shown, 'generatorPercent', 'otherPercent'].flatMap((name) => {
    const value = figures[name];
    return value == null ? [] : [`${name} ${number(value)}`];
  });
  return parts.join('  ');
}

function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1_000
    ? Math.round(value).toLocaleString('en')
    : size >= 100
      ? value.toFixed(0)
      : value.toFixed(2);
}
