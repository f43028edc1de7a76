import { expect, it, vi } from 'vitest';
import { CallSource, type CallNews } from '#components/editor/engine/call-source.ts';

const news = (change: Partial<CallNews> = {}): CallNews => ({
  status: 'live',
  terms: [{ form: 'Kelpnet', others: ['calp net'], meaning: '' }],
  mayAddTerms: true,
  ...change,
});

it('tells its listeners what is new about a call, and not that the page was asked for anew', () => {
  const source = new CallSource(news());
  const [told, gone] = [vi.fn(), vi.fn()];
  source.subscribe(told);
  source.subscribe(gone)();
  source.set(news());
  expect(told).not.toHaveBeenCalled();
  source.set(news({ status: 'review' }));
  source.set(news({ status: 'review', terms: [] }));
  expect(told).toHaveBeenCalledTimes(2);
  expect(gone).not.toHaveBeenCalled();
  expect(source.get()).toEqual(news({ status: 'review', terms: [] }));
});
