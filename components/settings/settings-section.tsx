import type { ReactNode } from 'react';

type SettingsSectionProps = {
  /** Also the address of the section on the page. */
  id: string;
  title: string;
  children: ReactNode;
};

/** A part of the settings, under its title. */
export function SettingsSection({ id, title, children }: SettingsSectionProps) {
  return (
    <section aria-labelledby={id} className="grid max-w-3xl gap-3">
      <h2 id={id} className="text-lead font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
