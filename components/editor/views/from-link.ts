/** Where a block comes from, beside its text: a link, or words where there is nowhere to go. */
export type FromLink = {
  dom: HTMLElement;
  draw(from: { words: string; href: string | null } | null): void;
  holds(target: EventTarget | null): boolean;
};

export function fromLink(className: string): FromLink {
  const dom = document.createElement('a');
  dom.className = className;
  dom.contentEditable = 'false';
  dom.hidden = true;
  return {
    dom,
    draw(from) {
      const words = from?.words ?? '';
      if (dom.textContent !== words) dom.textContent = words;
      dom.hidden = words === '';
      const href = from?.href ?? null;
      if (href === null) dom.removeAttribute('href');
      else if (dom.getAttribute('href') !== href) dom.setAttribute('href', href);
    },
    // Only a link takes the press from the text.
    holds: (target) => target instanceof globalThis.Node && dom.contains(target) && dom.hasAttribute('href'),
  };
}
