/** Whether a link may be rendered: only http, https and mailto addresses (N7). */
export function isSafeHref(href: string | null | undefined): href is string {
  if (href === null || href === undefined) return false;
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return false;
  }
  return url.protocol === 'http:' || url.protocol === 'https:' || url.protocol === 'mailto:';
}

/** Whether following an address would run what stands in it, read as leniently as any browser does. */
export function isScriptAddress(address: string): boolean {
  // Browsers pass over spaces, line ends and other characters that cannot be seen.
  const seen = address.replaceAll(/[\p{C}\p{Z}]/gu, '');
  return /^(?:javascript|vbscript|data):/iu.test(seen);
}
