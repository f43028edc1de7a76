import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';

type Crumb = { href: string; label: string };
type PageHeaderProps = { title: string; crumbs?: Crumb[]; lead?: ReactNode; aside?: ReactNode };

/** The head of a page: where it is, what it is, what can be done with it. */
export function PageHeader({ title, crumbs = [], lead, aside }: PageHeaderProps) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-8 pb-5">
      <div className="min-w-0 basis-full sm:flex-1">
        {crumbs.length === 0 ? null : (
          <nav aria-label="Where this is" className="mb-1 flex flex-wrap gap-x-1.5 text-small text-soft">
            {crumbs.map((crumb, index) => (
              <Fragment key={crumb.href}>
                {index === 0 ? null : (
                  <span aria-hidden="true" className="py-1">
                    /
                  </span>
                )}
                <Link href={crumb.href} className="py-1 quiet-link">
                  {crumb.label}
                </Link>
              </Fragment>
            ))}
          </nav>
        )}
        <h1 className="text-title font-semibold">{title}</h1>
        {lead ? <div className="mt-1 max-w-prose text-soft">{lead}</div> : null}
      </div>
      {aside ? <div className="flex flex-wrap items-center gap-2">{aside}</div> : null}
    </div>
  );
}
