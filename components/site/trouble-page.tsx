import type { ReactNode } from 'react';

type TroublePageProps = { title: string; happened: ReactNode; safe: ReactNode; next: ReactNode };

/** A page for when something is not there or went wrong: what happened, what is safe, what to do. */
export function TroublePage({ title, happened, safe, next }: TroublePageProps) {
  return (
    <div className="mx-auto w-full max-w-md py-12 sm:py-20">
      <h1 className="text-title font-semibold">{title}</h1>
      <p className="mt-3">{happened}</p>
      <p className="mt-2 text-soft">{safe}</p>
      <div className="mt-6 flex flex-wrap gap-2">{next}</div>
    </div>
  );
}
