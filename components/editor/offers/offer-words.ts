import type { MarginOffer } from './margin-offer.ts';

/** What an offer proposes, as part of a sentence: "action for Andre". */
export function offerWords({ kind, text }: Pick<MarginOffer, 'kind' | 'text'>): string {
  const words = text.replace(/\?$/u, '');
  return kind === 'promise' ? words.slice(0, 1).toLowerCase() + words.slice(1) : words;
}
