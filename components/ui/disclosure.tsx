'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { buttonLook } from './button.tsx';
import { classNames } from './class-names.ts';

type DisclosureProps = {
  label: ReactNode;
  children: ReactNode;
  className?: string;
  /** Of the button. */
  buttonClassName?: string;
};

/** A button that opens a panel over the page; opens without JavaScript too, and closes by Escape or a click elsewhere. */
export function Disclosure({ label, children, className, buttonClassName }: DisclosureProps) {
  const details = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    function close(event: PointerEvent | KeyboardEvent): void {
      const element = details.current;
      if (element === null || !element.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape' || !element.contains(document.activeElement)) return;
        element.querySelector('summary')?.focus();
      } else if (event.target instanceof Node && element.contains(event.target)) return;
      element.open = false;
    }
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);

  return (
    <details ref={details}>
      <summary
        className={classNames(buttonLook(), 'list-none [&::-webkit-details-marker]:hidden', buttonClassName)}
      >
        {label}
      </summary>
      <div className={classNames('absolute z-20 rounded-card bg-raised shadow-float', className)}>
        {children}
      </div>
    </details>
  );
}
