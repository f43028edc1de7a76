// Stands in for the `server-only` package, whose import throws outside React's server build.
export const serverOnly = true;
