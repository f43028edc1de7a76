import { expect, test } from 'vitest';
import { MetricLines } from '#server/metrics/metric-lines.ts';
import { metricsText } from '#server/metrics/metrics-text.ts';
import { someFigures } from '#tests/support/some-figures.ts';

test('every metric says what it is, and every line is one that Prometheus reads', () => {
  const lines = metricsText(someFigures()).trimEnd().split('\n');
  const typed = new Map<string, string>();
  for (const line of lines) {
    const type = /^# TYPE (?<name>\S+) (?<kind>counter|gauge|histogram)$/u.exec(line)?.groups;
    if (type?.['name'] !== undefined) typed.set(type['name'], type['kind'] ?? '');
  }
  for (const line of lines.filter((text) => !text.startsWith('#'))) {
    expect(line).toMatch(/^[a-z_]+(?:\{[a-z]+="[^"\n]*"\})? \d+(?:\.\d+)?(?:e[+-]?\d+)?$/u);
    const name = /^[a-z_]+/u.exec(line)?.[0] ?? '';
    expect(typed.has(name) || typed.get(name.replace(/_(?:bucket|sum|count)$/u, '')) === 'histogram').toBe(
      true,
    );
  }
  const names = lines.filter((line) => line.startsWith('# TYPE'));
  expect(new Set(names).size).toBe(names.length);
  for (const [name, kind] of typed) expect(name.endsWith('_total')).toBe(kind === 'counter');
});

test('a histogram of milliseconds is told in seconds, with what is above its bounds in the last bucket', () => {
  const text = metricsText(someFigures());
  expect(text).toContain(
    [
      'callnotes_told_saved_seconds_bucket{le="0.001"} 0',
      'callnotes_told_saved_seconds_bucket{le="0.01"} 2',
      'callnotes_told_saved_seconds_bucket{le="0.1"} 2',
      'callnotes_told_saved_seconds_bucket{le="+Inf"} 3',
      'callnotes_told_saved_seconds_sum 0.255',
      'callnotes_told_saved_seconds_count 3',
    ].join('\n'),
  );
});

test('sockets, refusals and resources are told by kind, and what is not known is left out', () => {
  const text = metricsText(someFigures({ oldestUnsavedMs: 2_500, failingMs: 90_000 }));
  expect(text).toContain('callnotes_sockets_ended_total{reason="slowReader"} 1\n');
  expect(text).toContain('callnotes_slow_readers_total 1\n');
  expect(text).toContain('callnotes_upgrades_refused_total{reason="signIn"} 2\n');
  expect(text).toContain('nodejs_active_resources{type="Timeout"} 5\n');
  expect(text).toContain('callnotes_oldest_unsaved_seconds 2.5\n');
  expect(text).toContain('callnotes_saving_failing_seconds 90\n');
  expect(text).toContain('callnotes_event_loop_delay_seconds{quantile="0.99"} 0.012\n');
  expect(text).not.toContain('process_open_fds');
});

test('the way to other servers is told by those that have others', () => {
  expect(metricsText(someFigures())).toContain('callnotes_bus_messages_total{outcome="dropped"} 1\n');
  expect(metricsText({ ...someFigures(), others: null })).not.toContain('callnotes_bus');
});

test('what a label says cannot end its line', () => {
  const text = new MetricLines().each('counter', 'odd_total', 'Odd.', 'of', { 'a "b"\\\n': 1 }).text();
  expect(text).toContain('odd_total{of="a \\"b\\"\\\\\\n"} 1\n');
});
