import { acceptOffer, dismissOffer } from '#components/editor/commands/settle-offers.ts';
import type { KeyBinding, KeyTableOptions } from '#components/editor/keys/key-binding.ts';

/** The keys that answer what the margin offers. */
export function offerRows({ context }: KeyTableOptions): KeyBinding[] {
  return [
    { id: 'offer.accept', group: 'Tags', label: 'Accept the offer', chord: 'y', run: acceptOffer(context) },
    { id: 'offer.dismiss', group: 'Tags', label: 'Dismiss the offer', chord: 'x', run: dismissOffer(context) },
  ]; // prettier-ignore
}
