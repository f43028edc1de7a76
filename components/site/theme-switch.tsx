'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { themes, type Theme } from './theme.ts';

const faces = { system: Monitor, light: Sun, dark: Moon } as const;
const labels = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;
const YEAR = 365 * 24 * 60 * 60;

/** Chooses light, dark or the system's; kept in a cookie, so that the server already sends the right page. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);

  function choose(next: Theme): void {
    setTheme(next);
    if (next === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
    document.cookie = `theme=${next}; path=/; max-age=${String(YEAR)}; samesite=lax`;
  }

  return (
    <fieldset className="js-only inline-flex items-center rounded-control border p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map((value) => {
        const Face = faces[value];
        return (
          <label
            key={value}
            title={labels[value]}
            className={classNames(
              'grid h-7 w-8 cursor-pointer place-items-center rounded-small text-faint transition-colors hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent',
              theme === value && 'bg-hover text-ink',
            )}
          >
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => choose(value)}
              className="sr-only"
            />
            <Face aria-hidden="true" className="size-4" />
            <span className="sr-only">{labels[value]}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
