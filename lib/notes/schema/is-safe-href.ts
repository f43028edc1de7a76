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
