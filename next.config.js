/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  // `npm run types` checks the types, those of tests too; starting the app does not wait for that.
  typescript: { ignoreBuildErrors: true },
  // Next would take a lock file in some folder above for the root.
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  // What an action needs to begin a call's document must be loaded once, and as one: a second copy of
  // prosemirror-model refuses the nodes of the first.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'nodemailer',
    'yjs',
    'lib0',
    'y-protocols',
    '@tiptap/y-tiptap',
    '@tiptap/core',
    '@tiptap/pm',
    '@tiptap/extension-bold',
    '@tiptap/extension-code',
    '@tiptap/extension-document',
    '@tiptap/extension-hard-break',
    '@tiptap/extension-italic',
    '@tiptap/extension-link',
    '@tiptap/extension-strike',
    '@tiptap/extension-text',
    'prosemirror-model',
  ],
  images: { unoptimized: true },
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
          {
            key: 'Content-Security-Policy',
            value: "frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'",
          },
        ],
      },
    ];
  },
};
