import type { NodeViewConstructor } from '@tiptap/pm/view';
import type { MentionAttrs } from '#lib/notes/schema/mention.ts';
import { element, setText } from './line-view.ts';
import type { RosterSource } from './roster-source.ts';

/** Somebody who is named inside a line, as the roster has them. */
export function mentionView(roster: RosterSource): NodeViewConstructor {
  return (initial) => {
    let attrs = initial.attrs as MentionAttrs;
    const dom = element('span', 'cn-mention');
    dom.dataset['mention'] = '';

    function draw(): void {
      const name = attrs.person === null ? attrs.name : roster.offered(attrs.person, attrs.name).name;
      setText(dom, `@${name}`);
    }

    draw();
    return {
      dom,
      update(next) {
        if (next.type.name !== 'mention') return false;
        attrs = next.attrs as MentionAttrs;
        draw();
        return true;
      },
      ignoreMutation: () => true,
      destroy: roster.subscribe(draw),
    };
  };
}
