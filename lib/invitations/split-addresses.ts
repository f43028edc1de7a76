/**
 * The addresses of a text that has one a line; commas and semicolons part them too, and a name before `<address>` is left
 * out. Each once, in order; whether each is an address is for the caller to find.
 */
export function splitAddresses(text: string): string[] {
  const seen = new Set<string>();
  return text
    .split(/[\n,;]/u)
    .map((part) => /<([^<>]*)>\s*$/u.exec(part)?.[1] ?? part)
    .map((part) => part.trim())
    .filter((part) => {
      const key = part.toLowerCase();
      return part !== '' && !seen.has(key) && seen.add(key);
    });
}
