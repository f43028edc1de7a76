import type { ActionDone } from '#lib/collab/call-state.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';

/** The notes of a call with every action done that was ticked, wherever it was; for notes that leave the app. */
export function withTicks(notes: NotesJson, callId: string, ticks: readonly ActionDone[]): NotesJson {
  const done = new Map(ticks.map((tick) => [`${tick.callId} ${tick.lineId}`, tick.done]));
  return {
    ...notes,
    content: notes.content.map((block) => {
      if (block.type !== 'line') return block;
      const { bornCall, bornLine, id } = block.attrs;
      const ticked = done.get(`${bornCall ?? callId} ${bornLine ?? id ?? ''}`);
      return ticked === undefined ? block : { ...block, attrs: { ...block.attrs, done: ticked } };
    }),
  };
}
