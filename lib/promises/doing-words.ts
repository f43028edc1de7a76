/** Things a person can promise to do, as they are said: the first words of `follow up`, `look into it`, `make an issue`. */
export const DOING = wordsOf(`
  add announce arrange ask assemble bring|up build change check circulate clarify clean close co-lead collect
  come|up come|back compile confirm contact continue coordinate create demo distribute do document draft dig email
  explore figure|out file fill|in find finish fix follow forward gather get go|through handle help implement
  investigate invite join keep kick|off lead let|you let|them let|everyone link look make measure merge message migrate move
  open organise organize own pick|up ping post prepare present propose provide publish push put reach|out read
  record register release remind remove report research review run schedule send set|up share shepherd speak start
  submit summarise summarize sync take talk test think|about touch|base track translate try update upload verify
  volunteer work write`);

/** Ways of getting in touch with somebody. */
export const CONTACTING = wordsOf(
  'ask check|with check|in contact coordinate|with discuss|with follow|up get|back get|in|touch loop|in meet ping reach|out speak|to speak|with sync|up sync|with talk|to talk|with touch|base',
);

/** Offers of help: what `I can` and `happy to` promise. */
export const HELPING = wordsOf(
  'add ask bring change check co-lead do draft drive file find fix follow handle help host join lead look make open organise organize own pick|up prepare review run send set|up share start take talk test try update volunteer work write',
);

// A pattern's alternatives; a bar joins the words of one.
function wordsOf(list: string): string {
  const words = list.trim().split(/\s+/u);
  return `(?:${words.map((word) => word.replaceAll('|', '\\s+')).join('|')})(?![\\p{L}’'-])`;
}
