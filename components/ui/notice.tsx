import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

const noticeLook = cva('block rounded-control border-s-2 px-3 py-2', {
  variants: {
    tone: {
      plain: 'border-edge bg-sunken text-soft',
      warning: 'border-review bg-review-wash text-ink',
      danger: 'border-danger bg-danger-wash text-ink',
      done: 'border-done bg-done-wash text-ink',
    },
  },
  defaultVariants: { tone: 'plain' },
});

type NoticeProps = VariantProps<typeof noticeLook> & {
  children: ReactNode;
  /** `alert` for what just went wrong, `status` for what just happened; none for standing text. */
  announce?: 'alert' | 'status';
};

/** A sentence set apart from the page. */
export function Notice({ tone, announce, children }: NoticeProps) {
  if (announce === 'status') return <output className={noticeLook({ tone })}>{children}</output>;
  return (
    <div role={announce} className={noticeLook({ tone })}>
      {children}
    </div>
  );
}
