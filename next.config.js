/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  // `npm run types` checks the types, those of tests too; starting the app does not wait for that.
  typescript: { ignoreBuildErrors: true },
  // Next would take a lock file in some folder above for the root.
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  serverExternalPackages: ['@electric-sql/pglite', 'yjs', 'lib0', 'y-protocols', '@tiptap/y-tiptap'],
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
        ],
      },
    ];
  },
};
