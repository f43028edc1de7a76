import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { NodeView, NodeViewConstructor } from '@tiptap/pm/view';
import { cleanInstant } from '#lib/notes/clean-value.ts';
import type { GapAttrs } from '#lib/notes/schema/gap.ts';
import type { StampAttrs } from '#lib/notes/schema/stamp.ts';
import { parseClockTime } from '#lib/stamps/clock-time.ts';
import { stampTitle } from '#lib/stamps/stamp-title.ts';
import { element, setData } from './line-view.ts';

/** A stamp on screen: as it was typed, with the call's own clock beside it where that shows another time. */
export function stampView(clockText: (instant: string) => string): NodeViewConstructor {
  const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return atomView('time', (dom, node) => {
    const { text, at: written, gap } = node.attrs as StampAttrs;
    const at = cleanInstant(written);
    const clock = at === null ? '' : clockText(at);
    dom.dataset['stamp'] = '';
    dom.textContent = text;
    dom.setAttribute('datetime', at ?? '');
    dom.title = at === null ? 'It is not known when this was' : stampTitle(at, readerZone);
    setData(dom, 'gap', gap ? 'true' : null);
    setData(dom, 'clock', clock === '' || isSameClock(text, clock) ? null : clock);
  });
}

/** A gap on screen. */
export function gapView(clockText: (instant: string) => string): NodeViewConstructor {
  return atomView('span', (dom, node) => {
    const { id, at: written, text } = node.attrs as GapAttrs;
    const at = cleanInstant(written);
    dom.dataset['gapId'] = id ?? '';
    dom.textContent = text;
    dom.title = `Something was missed here${at === null ? '' : `, at ${clockText(at)}`}`;
  });
}

function atomView(tag: string, draw: (dom: HTMLElement, node: ProseMirrorNode) => void): NodeViewConstructor {
  return (initial): NodeView => {
    const dom = element(tag, '');
    draw(dom, initial);
    return {
      dom,
      update(next) {
        if (next.type !== initial.type) return false;
        draw(dom, next);
        return true;
      },
      ignoreMutation: (mutation) => mutation.type !== 'selection',
    };
  };
}

function isSameClock(typed: string, clock: string): boolean {
  const [one, other] = [parseClockTime(typed), parseClockTime(clock)];
  return one === null || other === null || (one.hour === other.hour && one.minute === other.minute);
}
