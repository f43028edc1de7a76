import type { ReactNode } from 'react';

type NarrowPageProps = { title: string; lead?: ReactNode; children: ReactNode };

/** A page with one thing to do. */
export function NarrowPage({ title, lead, children }: NarrowPageProps) {
  return (
    <div className="mx-auto w-full max-w-sm py-12 sm:py-20">
      <h1 className="text-title font-semibold">{title}</h1>
      {lead ? <div className="mt-2 text-soft">{lead}</div> : null}
      <div className="mt-6">{children}</div>
    </div>
  );
}
