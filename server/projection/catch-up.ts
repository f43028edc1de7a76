import { log } from '#server/log.ts';
import { listProjectedCalls } from './projected-calls.ts';
import { reprojectCall } from './reproject.ts';

/**
 * Projects the calls that a server which was killed left behind, so that pages show all that was saved before
 * anybody opens them. A call whose document is damaged is logged and left: its rows stay as they are.
 */
export async function catchUpProjections(): Promise<void> {
  for (const { id, label, head, projectedTo } of await listProjectedCalls()) {
    if (head <= projectedTo) continue;
    try {
      await reprojectCall(id);
      log.info({ callId: id, call: label }, 'projection caught up');
    } catch (error) {
      log.error({ callId: id, call: label, err: error }, 'projection cannot catch up');
    }
  }
}
