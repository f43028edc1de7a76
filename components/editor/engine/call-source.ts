import type { CallOrigins } from '#lib/carry-over/origins.ts';
import type { ActionDone } from '#lib/collab/call-state.ts';
import type { GlossaryTerm } from '#lib/glossary/glossary-term.ts';
import type { CallStatus } from '#lib/policy/access.ts';

/** What is known around the editor and may change while it is open. */
export type CallNews = {
  /** Whether it is the template of a series, in which nobody speaks. */
  template?: boolean;
  /** The state of the call, as the server said last; null before it said anything. */
  status: CallStatus | null;
  /** The glossary of the series; empty for those who may not read it. */
  terms: readonly GlossaryTerm[];
  mayAddTerms: boolean;
  /** Where blocks come from that were carried over. */
  origins?: CallOrigins;
  /** Whether actions are done, as the server said last. */
  ticks?: readonly ActionDone[];
};

/** The news of a call as the editor's plugins read them; they are told when they change. */
export class CallSource {
  private news: CallNews;
  private readonly listeners = new Set<() => void>();

  constructor(news: CallNews) {
    this.news = news;
  }

  get(): CallNews {
    return this.news;
  }

  /** A page that is asked for anew brings the same terms as other objects, which is no news. */
  set(news: CallNews): void {
    if (JSON.stringify(news) === JSON.stringify(this.news)) return;
    this.news = news;
    for (const listener of this.listeners) listener();
  }

  /** Calls `listener` at every change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
