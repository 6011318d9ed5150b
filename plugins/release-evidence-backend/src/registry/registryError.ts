/**
 * Why a registry could not be asked, or what was wrong with its answer. The
 * message is shown and logged: it names hosts, repositories and digests, and
 * never holds a credential, a query or a piece of an answer.
 */
export class RegistryError extends Error {
  /** Asking again would not help. */
  readonly lasting: boolean;
  /** How long the registry asks us to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options: { lasting?: boolean; retryAfterMs?: number } = {},
  ) {
    super(message);
    this.name = 'RegistryError';
    this.lasting = options.lasting ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Text of a registry, as far as it may be shown: short, and of one line. */
export function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
