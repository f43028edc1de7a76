import type { AppAddress } from '#tests/support/app.ts';

/** The hidden fields by which Next tells one server action from another: those of a form as a page prints it. */
export type ActionFields = Readonly<Record<string, string>>;

/**
 * The hidden fields of a form on a page, as a browser without JavaScript would send them. They are the same for everybody,
 * so that a test can send a form to which somebody was never shown the button.
 * @throws Error when the page has no form with this accessible name, field or button.
 */
export async function actionFields(
  page: string,
  cookie: string,
  form: { label: string } | { field: string } | { button: string },
): Promise<ActionFields> {
  const html = await (await fetch(page, { headers: { cookie } })).text();
  const wanted =
    'label' in form
      ? `aria-label="${form.label}"`
      : 'field' in form
        ? `name="${form.field}"`
        : `>${form.button}</button>`;
  const found = html
    .split('<form')
    .slice(1)
    .find((part) => part.split('</form>')[0]?.includes(wanted));
  if (found === undefined) throw new Error(`${page} has no form with ${wanted}.`);
  const fields: Record<string, string> = {};
  for (const [input] of (found.split('</form>')[0] ?? '').matchAll(/<input[^>]*>/gu)) {
    const name = /\bname="([^"]*)"/u.exec(input)?.[1] ?? '';
    if (name.startsWith('$ACTION')) fields[name] = decoded(/\bvalue="([^"]*)"/u.exec(input)?.[1] ?? '');
  }
  return fields;
}

/** Sends a form's action to a page as a browser without JavaScript does; the page that answers. */
export async function sendAction(
  app: Pick<AppAddress, 'url'>,
  page: string,
  cookie: string | null,
  action: ActionFields,
  fields: Readonly<Record<string, string>>,
): Promise<{ status: number; location: string | null; html: string }> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...action, ...fields })) body.set(name, value);
  const response = await fetch(page, {
    method: 'POST',
    headers: { origin: app.url, ...(cookie === null ? {} : { cookie }) },
    body,
    redirect: 'manual',
  });
  return {
    status: response.status,
    location: response.headers.get('location'),
    html: await response.text(),
  };
}

function decoded(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
