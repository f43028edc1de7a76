import type { ReactNode } from 'react';
import { PageHeader } from '#components/site/page-header.tsx';
import type { SeriesAccess } from '#lib/policy/series-access.ts';
import { SeriesNav, type SeriesPage } from './series-nav.tsx';

type SeriesPageHeaderProps = {
  series: { slug: string; title: string };
  access: SeriesAccess;
  page: Exclude<SeriesPage, 'calls'>;
  title: string;
  lead?: ReactNode;
  aside?: ReactNode;
};

/** The head of a page of a series other than its first one, with the links to the others. */
export function SeriesPageHeader({ series, access, page, ...header }: SeriesPageHeaderProps) {
  return (
    <>
      <PageHeader
        {...header}
        crumbs={[
          { href: '/', label: 'Series' },
          { href: `/${series.slug}`, label: series.title },
        ]}
      />
      <SeriesNav slug={series.slug} access={access} current={page} />
    </>
  );
}
