const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** An attribute of pasted HTML when it is one of `allowed`; null otherwise (N8). */
export function readOneOf<T extends string>(element: Element, name: string, allowed: readonly T[]): T | null {
  const value = element.getAttribute(name);
  return allowed.find((candidate) => candidate === value) ?? null;
}

/** An attribute of pasted HTML when it is a whole number from `min` to `max`; null otherwise (N8). */
export function readInteger(element: Element, name: string, min: number, max: number): number | null {
  const value = element.getAttribute(name);
  if (value === null || !/^\d{1,6}$/.test(value)) return null;
  const number = Number(value);
  return number >= min && number <= max ? number : null;
}

/** An attribute of pasted HTML when it is an ISO instant with a zone; null otherwise (N8). */
export function readInstant(element: Element, name: string): string | null {
  const value = element.getAttribute(name);
  if (value === null || !isoInstant.test(value)) return null;
  return Number.isNaN(Date.parse(value)) ? null : value;
}

/** An attribute of pasted HTML when it is a date, `YYYY-MM-DD`; null otherwise (N8). */
export function readDate(element: Element, name: string): string | null {
  const value = element.getAttribute(name);
  if (value === null || !isoDate.test(value)) return null;
  return Number.isNaN(Date.parse(value)) ? null : value;
}

/** An attribute of pasted HTML when it is text of 1 to `maxLength` characters; null otherwise (N8). */
export function readText(element: Element, name: string, maxLength = 200): string | null {
  const value = element.getAttribute(name);
  return value === null || value === '' || value.length > maxLength ? null : value;
}
