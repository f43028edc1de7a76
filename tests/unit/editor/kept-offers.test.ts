// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptOffers } from '#components/editor/offers/kept-offers.ts';

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('what a person dismissed', () => {
  it('is remembered within bounds, of the latest calls alone', () => {
    const kept = keptOffers('call-1', 'u1');
    kept.dismiss(Array.from({ length: 400 }, (_, index) => `offer ${String(index)}`));
    expect(kept.dismissed().size).toBe(300);
    expect(kept.dismissed().has('offer 399')).toBe(true);
    for (let call = 2; call <= 60; call++) {
      vi.advanceTimersByTime(1000);
      keptOffers(`call-${String(call)}`, 'u1').dismiss(['offer']);
    }
    expect(localStorage.length).toBe(40);
    expect(keptOffers('call-1', 'u1').dismissed().size).toBe(0);
    expect(keptOffers('call-60', 'u1').dismissed().has('offer')).toBe(true);
    expect(keptOffers('call-60', 'u2').dismissed().size).toBe(0);
  });

  it('leaves the list after the call alone, which is put away for good', () => {
    const kept = keptOffers('call-1', 'u1');
    expect(kept.isListPutAway()).toBe(false);
    kept.putListAway();
    kept.dismiss(['offer']);
    const again = keptOffers('call-1', 'u1');
    expect(again.isListPutAway()).toBe(true);
    expect([...again.dismissed()]).toEqual(['offer']);
    expect(keptOffers('call-1', 'u2').isListPutAway()).toBe(false);
  });

  it('lasts as long as the page where the browser keeps nothing', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('full');
    });
    const kept = keptOffers('call-1', 'u1');
    kept.dismiss(['offer']);
    expect(kept.dismissed().has('offer')).toBe(true);
  });
});
