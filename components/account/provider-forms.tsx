import { Button } from '#components/ui/button.tsx';

type ProviderFormsProps = { providers: { id: string; name: string }[]; callbackUrl: string };

/** A button for each site that signs people in; plain forms, answered by a page that leads there. */
export function ProviderForms({ providers, callbackUrl }: ProviderFormsProps) {
  if (providers.length === 0) return null;
  return (
    <div className="mb-6 grid gap-3">
      {providers.map(({ id, name }) => (
        <form key={id} method="post" action={`/sign-in/with/${id}`} className="grid">
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <Button type="submit" size="large" className="max-sm:h-11">
            Continue with {name}
          </Button>
        </form>
      ))}
      <p className="mt-3 flex items-center gap-3 text-small text-soft before:h-px before:flex-1 before:bg-edge after:h-px after:flex-1 after:bg-edge">
        or
      </p>
    </div>
  );
}
