/** How somebody signed in, as the end of a sentence about a session; null when nothing tells. */
export function signInMethodWords(
  method: string | null,
  providerName: (id: string) => string,
): string | null {
  switch (method) {
    case null:
      return null;
    case 'password':
      return 'by password';
    case 'mail':
      return 'by mail';
    case 'invitation':
      return 'by an invitation';
    case 'guest':
      return 'by a call’s link';
    case 'setup':
      return 'at setup';
    case 'command':
      return 'by the command line';
    default:
      return `with ${providerName(method)}`;
  }
}
