import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { factsOf } from '#components/editor/engine/facts-of.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';

/**
 * The same plugin, whose check of what comes from elsewhere reads each block once, and not the whole document with each
 * letter of others. From the first block that does not fit on, the plugin itself answers. A plugin that checks nothing
 * is given back as it is.
 */
export function checkedOnce(plugin: Plugin): Plugin {
  const check = plugin.spec.filterTransaction;
  if (check === undefined) return plugin;
  let fits = true;
  return new Plugin({
    ...plugin.spec,
    filterTransaction(tr, state) {
      if (isForeign(tr) && tr.docChanged) fits &&= isFit(tr.doc);
      return fits || check.call(this, tr, state);
    },
  });
}

function isFit(doc: ProseMirrorNode): boolean {
  return doc.type.validContent(doc.content) && doc.children.every(isFitBlock);
}

const isFitBlock = factsOf((block: ProseMirrorNode): boolean => {
  try {
    block.check();
    return true;
  } catch {
    return false;
  }
});
