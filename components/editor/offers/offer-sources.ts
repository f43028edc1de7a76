import type { OfferSource } from './margin-offer.ts';
import { promiseOffers } from './promise-offers.ts';
import { speakerOffers } from './speaker-offers.ts';
import { stampOffers } from './stamp-offers.ts';
import { termOffers } from './term-offers.ts';

/** Everything that may offer something in the margin, in the order in which offers about one line stand there. */
export const offerSources: readonly OfferSource[] = [promiseOffers, speakerOffers, stampOffers, termOffers];
