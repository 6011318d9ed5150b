import { isNamed, isValidAt, KeyUse, TrustKey } from './trustKeys';
import { InvalidSignature, UnverifiableSignature } from './verdicts';

/**
 * Finds the configured key that made a signature. A hint says which to try; it
 * is not signed itself, and some tools write one of their own, so that without
 * a key that it names all are tried.
 *
 * @param hints - the key ids or hints that stand beside the signature
 * @throws InvalidSignature - when a key that is named did not make it
 * @throws UnverifiableSignature - when no key is named, and none made it
 */
export function keyThatSigned(options: {
  keys: TrustKey[];
  use: KeyUse;
  hints: string[];
  times: Date[];
  signs: (key: TrustKey) => boolean;
}): TrustKey {
  const { keys, use, times, signs } = options;
  const hints = options.hints.filter(hint => hint !== '');
  const named = keys.filter(key => hints.some(hint => isNamed(key, hint)));
  const signer = (named.length > 0 ? named : keys).find(signs);
  if (!signer) {
    throw named.length > 0
      ? new InvalidSignature(
          `The signature names the key "${named[0].id}", which did not make it: something was changed.`,
        )
      : new UnverifiableSignature(
          `No key under trust.keys made the signature${
            hints.length > 0
              ? `; it names the key ${hints[0].slice(0, 200)}`
              : ''
          }.`,
        );
  }
  if (!signer.use.includes(use)) {
    throw new UnverifiableSignature(
      `The key "${signer.id}" made the signature, and its use under trust.keys does not list ${use}.`,
    );
  }
  assertInTime(signer, times);
  return signer;
}

function assertInTime(key: TrustKey, times: Date[]): void {
  const limited = key.validFrom !== null || key.validUntil !== null;
  if (limited && times.length === 0) {
    throw new UnverifiableSignature(
      `The key "${key.id}" is limited in time, and nothing that a trust root knows says when it signed.`,
    );
  }
  const outside = times.find(time => !isValidAt(key, time));
  if (outside) {
    throw new InvalidSignature(
      `The key "${
        key.id
      }" was not valid when it signed, at ${outside.toISOString()}.`,
    );
  }
}
