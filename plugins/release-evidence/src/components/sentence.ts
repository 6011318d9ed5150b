/**
 * Makes a sentence fit to stand inside another: no capital at the beginning,
 * unless it begins an abbreviation, and no full stop.
 */
export function asClause(sentence: string): string {
  const bare = sentence.trim().replace(/\.$/, '');
  return /^\p{Lu}{2}/u.test(bare)
    ? bare
    : bare.charAt(0).toLocaleLowerCase('en-US') + bare.slice(1);
}
