import type { HistogramView } from '#lib/figures/histogram.ts';

type Labels = Readonly<Record<string, string>>;
type Kind = 'counter' | 'gauge';

/** Prometheus' text format, version 0.0.4, written metric by metric. */
export class MetricLines {
  private readonly lines: string[] = [];

  /** One number; nothing for null. */
  one(kind: Kind, name: string, help: string, value: number | null): this {
    if (value === null) return this;
    this.head(kind, name, help);
    return this.sample(name, {}, value);
  }

  /** One number for each value of a label. */
  each(
    kind: Kind,
    name: string,
    help: string,
    label: string,
    values: Readonly<Record<string, number>>,
  ): this {
    this.head(kind, name, help);
    for (const [of, value] of Object.entries(values)) this.sample(name, { [label]: of }, value);
    return this;
  }

  /** A histogram of milliseconds, told in seconds. */
  seconds(name: string, help: string, { buckets, count, sum }: HistogramView): this {
    this.head('histogram', name, help);
    for (const bucket of buckets) {
      this.sample(`${name}_bucket`, { le: String(bucket.bound / 1000) }, bucket.count);
    }
    this.sample(`${name}_bucket`, { le: '+Inf' }, count);
    this.sample(`${name}_sum`, {}, sum / 1000);
    return this.sample(`${name}_count`, {}, count);
  }

  text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private head(kind: Kind | 'histogram', name: string, help: string): void {
    this.lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`);
  }

  private sample(name: string, labels: Labels, value: number): this {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    this.lines.push(`${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${String(value)}`);
    return this;
  }
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
