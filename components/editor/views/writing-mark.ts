/** The quiet mark beside a block on which somebody else is writing: their name, read out where a reader comes by. */
export function writingMark(): { dom: HTMLElement; draw(writer: string | undefined): void } {
  const dom = document.createElement('span');
  dom.className = 'cn-writing';
  dom.contentEditable = 'false';
  const name = document.createElement('span');
  name.className = 'cn-writing-name';
  name.ariaHidden = 'true';
  const said = document.createElement('span');
  said.className = 'sr-only';
  dom.append(name, said);
  return {
    dom,
    draw(writer = '') {
      dom.hidden = writer === '';
      if (dom.title === writer) return;
      dom.title = writer;
      name.textContent = writer;
      said.textContent = writer === '' ? '' : `${writer} is writing here`;
    },
  };
}
