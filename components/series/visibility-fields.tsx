import type { Visibility } from '#lib/policy/access.ts';

const choices: readonly { value: Visibility; label: string; meaning: string }[] = [
  {
    value: 'members',
    label: 'Members only',
    meaning: 'Only its members see that it exists. Guests see the call whose link they were given.',
  },
  {
    value: 'link',
    label: 'Members, and whoever has a link',
    meaning: 'As for members only; links to single calls are meant to be passed on.',
  },
  {
    value: 'public',
    label: 'Anybody',
    meaning:
      'Everybody reads all of its calls without signing in, and search engines find what is published.',
  },
];

type VisibilityFieldsProps = { visibility: string; error: string | undefined };

/** Who may read a series, each choice with what it means. */
export function VisibilityFields({ visibility, error }: VisibilityFieldsProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-3 text-lead font-semibold">Who may read</legend>
      {choices.map(({ value, label, meaning }) => (
        <label key={value} className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-2.5 py-1">
          <input
            type="radio"
            name="visibility"
            value={value}
            defaultChecked={value === visibility}
            aria-describedby={`visibility-${value}`}
          />
          <span className="font-medium">{label}</span>
          <span id={`visibility-${value}`} className="col-start-2 text-small text-soft">
            {meaning}
          </span>
        </label>
      ))}
      {error === undefined ? null : <p className="text-small text-danger">{error}</p>}
    </fieldset>
  );
}
