const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//u, 'Edge'],
  [/\bOPR\//u, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//u, 'Firefox'],
  [/\bChrome\/|\bChromium\/|\bCriOS\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
  [/\bcurl\//u, 'curl'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/u, 'iPhone'],
  [/\biPad\b/u, 'iPad'],
  [/\bAndroid\b/u, 'Android'],
  [/\bWindows\b/u, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/u, 'Mac'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bLinux\b/u, 'Linux'],
];

/** A browser in the words of its owner, such as "Firefox on Linux", from what it called itself; null when that says nothing. */
export function browserName(userAgent: string | null): string | null {
  const named = (table: readonly (readonly [RegExp, string])[]): string | null =>
    table.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? null;
  const browser = named(browsers);
  const system = named(systems);
  if (browser === null) return system;
  return system === null ? browser : `${browser} on ${system}`;
}
