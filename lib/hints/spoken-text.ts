/** A line's text with quoted words, code and addresses blanked out, every other character at its place. */
export function spokenText(text: string): string {
  return text.replace(
    /`[^`]*`|"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|(?<![\p{L}\p{N}])['‘][^'‘’]*['’](?![\p{L}\p{N}])|\bhttps?:\/\/\S+|\b\S+@\S+\.\S+/gu,
    (hidden) => ' '.repeat(hidden.length),
  );
}
