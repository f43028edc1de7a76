import { ThemeSwitch } from './theme-switch.tsx';
import type { Theme } from './theme.ts';

export function SiteFooter({ theme }: { theme: Theme }) {
  return (
    <footer className="mt-16 border-t print:hidden">
      <div className="page-width flex items-center justify-between gap-4 py-4 text-small text-soft">
        <p>Callnotes: live notes for the calls that run open-source teams.</p>
        <ThemeSwitch initial={theme} />
      </div>
    </footer>
  );
}
