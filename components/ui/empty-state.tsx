import type { ReactNode } from 'react';

type EmptyStateProps = { title: string; children: ReactNode; action?: ReactNode };

/** What stands where there is nothing yet: one sentence, one thing to do. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="rounded-card border border-dashed px-6 py-8">
      <p className="text-lead font-semibold">{title}</p>
      <div className="mt-1 max-w-prose text-soft">{children}</div>
      {action ? <div className="mt-4 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
