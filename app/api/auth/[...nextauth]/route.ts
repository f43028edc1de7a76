import { handleAuth } from '#server/auth/auth-handler.ts';

export { handleAuth as GET, handleAuth as POST };
