import Link from 'next/link';
import type { SeriesAccess, SeriesRight } from '#lib/policy/series-access.ts';

/** The pages of a series in the order of their links, each with the right that it is shown by. */
const pages = {
  calls: { label: 'Calls', path: '', right: 'read' },
  people: { label: 'People', path: '/people', right: 'seeMembers' },
  parking: { label: 'Parking lot', path: '/parking', right: 'read' },
  glossary: { label: 'Glossary', path: '/glossary', right: 'read' },
  template: { label: 'Template', path: '/template', right: 'readTemplate' },
  settings: { label: 'Settings', path: '/settings', right: 'manage' },
} as const satisfies Record<string, { label: string; path: string; right: SeriesRight }>;

export type SeriesPage = keyof typeof pages;

type SeriesNavProps = { slug: string; access: SeriesAccess; current: SeriesPage };

/** The links between the pages of a series: those that the asker may open. */
export function SeriesNav({ slug, access, current }: SeriesNavProps) {
  const shown = (Object.keys(pages) as SeriesPage[]).filter((page) => access[pages[page].right]);
  return (
    <nav aria-label="This series" className="mb-6 border-b print:hidden">
      <ul className="-mb-px flex flex-wrap gap-x-5">
        {shown.map((page) => (
          <li key={page}>
            <Link
              href={`/${slug}${pages[page].path}`}
              aria-current={page === current ? 'page' : undefined}
              className="flex h-11 items-center border-b-2 border-transparent text-soft transition-colors hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink sm:h-9"
            >
              {pages[page].label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
