/** What a registry asks for before it answers (RFC 9110, 11.6.1). */
export interface Challenge {
  scheme: string;
  parameters: Record<string, string>;
}

const TOKEN = /([\w-]+)(?:\s*=\s*(?:"([^"\\]*)"|([^\s,"]+)))?/g;

/**
 * Reads `WWW-Authenticate`, in which several challenges may stand: a word with a
 * value belongs to the challenge before it, a word without one begins another.
 */
export function parseChallenges(header: string | undefined): Challenge[] {
  const challenges: Challenge[] = [];
  for (const [, word, quoted, bare] of (header ?? '').matchAll(TOKEN)) {
    const value = quoted ?? bare;
    const current = challenges.at(-1);
    if (value === undefined) {
      challenges.push({ scheme: word.toLowerCase(), parameters: {} });
    } else if (current) {
      current.parameters[word.toLowerCase()] ??= value;
    }
  }
  return challenges;
}
