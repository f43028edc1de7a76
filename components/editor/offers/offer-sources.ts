import type { OfferSource } from './margin-offer.ts';

/** Everything that may offer something in the margin, in the order in which offers about one line stand there. */
export const offerSources: readonly OfferSource[] = [];
