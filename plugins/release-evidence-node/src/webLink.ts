/**
 * An address that is safe to offer as a link. Senders let their users set some
 * of theirs, so only the web's own schemes pass, and credentials that stand in
 * the address are taken out.
 *
 * @public
 */
export function webLink(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) {
    return undefined;
  }
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return undefined;
  }
  if (url.username || url.password) {
    url.username = '';
    url.password = '';
    return url.href;
  }
  return value;
}
