import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { SiteFooter } from '#components/site/site-footer.tsx';
import { SiteHeader } from '#components/site/site-header.tsx';
import { parseTheme } from '#components/site/theme.ts';
import { ReaderZone } from '#components/times/reader-zone.tsx';
import { Toaster } from '#components/ui/toaster.tsx';
import { parseZoneCookie, ZONE_COOKIE } from '#lib/times/reader-zone.ts';
import { viewerOfPage } from '#server/queries/viewer-of-page.ts';
import './globals.css';
import './notes.css';
import './calls-table.css';
import './tick-box.css';

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
  display: 'swap',
});

const interExt = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  variable: '--font-inter-ext',
  weight: '100 900',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0',
    },
  ],
});

export const metadata: Metadata = {
  title: { default: 'Callnotes', template: '%s · Callnotes' },
  description: 'Live notes for the calls that run open-source teams.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  // The on-screen keyboard makes the page shorter, so that what stands at its end stands above the keyboard.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#131416' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const told = await cookies();
  const theme = parseTheme(told.get('theme')?.value);
  const zone = parseZoneCookie(told.get(ZONE_COOKIE)?.value);
  const viewer = await viewerOfPage();
  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      className={`${inter.variable} ${interExt.variable}`}
    >
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="absolute start-2 -top-12 z-50 rounded-control bg-accent px-3 py-2 font-medium text-on-accent focus:top-2"
        >
          Skip to the content
        </a>
        <SiteHeader viewer={viewer} />
        <main id="main" tabIndex={-1} className="page-width flex-1 outline-none">
          <ReaderZone told={zone}>{children}</ReaderZone>
        </main>
        <SiteFooter theme={theme} />
        <Toaster />
      </body>
    </html>
  );
}
