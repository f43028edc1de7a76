'use client';

import { Toaster as Sonner } from 'sonner';

/** The place where passing messages appear: bottom right, three at most. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      visibleToasts={3}
      duration={6000}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-start gap-3 rounded-card bg-raised px-4 py-3 text-base text-ink shadow-float',
          description: 'text-soft',
          actionButton: 'ms-auto font-medium text-accent',
        },
      }}
    />
  );
}
