const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes to two digits or more, such as `512 B`, `3.4 MB` or `120 MB`. */
export function bytesInWords(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const digits = step > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[step] ?? 'B'}`;
}

/** A time in its largest unit and, below ten of it, the next one: `340 ms`, `4 s`, `3 min 20 s`, `2 h 5 min`, `12 days`. */
export function spanInWords(ms: number): string {
  if (ms < 1_000) return `${String(Math.round(ms))} ms`;
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined(minutes, 'min', seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joined(hours, 'h', minutes % 60, 'min');
  const days = Math.floor(hours / 24);
  return `${String(days)} ${days === 1 ? 'day' : 'days'}`;
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const head = `${String(large)} ${largeUnit}`;
  return large >= 10 || small === 0 ? head : `${head} ${String(small)} ${smallUnit}`;
}
