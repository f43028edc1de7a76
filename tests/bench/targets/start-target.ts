import { startCallnotes } from './callnotes.ts';
import { startHocuspocus } from './hocuspocus.ts';
import { startRelay } from './relay.ts';
import { startStock } from './stock.ts';
import type { Target, TargetName } from './target.ts';

export const targetNames: readonly TargetName[] = ['relay', 'y-websocket', 'hocuspocus', 'callnotes'];

const lifted = {
  messagesPerSecond: 1_000_000,
  messageBurst: 1_000_000,
  bytesPerSecond: 1_000_000_000,
  byteBurst: 1_000_000_000,
};

/** Starts one of the servers; only callnotes has limits to lift and a database to choose. */
export async function startTarget(
  name: TargetName,
  options: {
    database: 'embedded' | 'postgres';
    lifted: boolean;
    together: boolean;
    heap: boolean;
    profiles: string | null;
  },
): Promise<Target> {
  switch (name) {
    case 'relay':
      return startRelay();
    case 'y-websocket':
      return startStock();
    case 'callnotes':
      return startCallnotes({
        database: options.together ? 'postgres' : options.database,
        together: options.together,
        heap: options.heap,
        limits: options.lifted ? lifted : null,
        profiles: options.profiles,
      });
    case 'hocuspocus':
      return startHocuspocus();
  }
}
