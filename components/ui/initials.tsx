import type { CSSProperties } from 'react';

type InitialsProps = { initials: string; /** Which of the eight speaker colours, 0 to 7. */ color: number };

/** A person's initials on their colour; decorative beside the written name. */
export function Initials({ initials, color }: InitialsProps) {
  const style = { '--person': `var(--speaker-${String(color)})` } as CSSProperties;
  return (
    <span
      aria-hidden="true"
      style={style}
      className="inline-grid h-5 min-w-5 place-items-center rounded-full border border-[color-mix(in_oklab,var(--person)_35%,transparent)] px-1 text-micro font-semibold text-(--person)"
    >
      {initials}
    </span>
  );
}
