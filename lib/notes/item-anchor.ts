/** The address of an agenda item on its call's page, such as `2a-status-pay`. */
export function itemAnchor(key: string, title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60)
    .replace(/-+$/u, '');
  return slug === '' ? key : `${key}-${slug}`;
}

/** The address of a line on its call's page. */
export function lineAnchor(lineId: string): string {
  return `l-${lineId}`;
}
