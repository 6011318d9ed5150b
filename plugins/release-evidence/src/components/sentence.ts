/** Makes a clause fit to stand alone: a capital at the beginning, a full stop. */
export function asSentence(clause: string): string {
  const bare = clause.trim().replace(/\.$/, '');
  return `${bare.charAt(0).toLocaleUpperCase('en-US')}${bare.slice(1)}.`;
}

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
