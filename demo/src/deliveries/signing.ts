import { createSigstore, demoKeys } from '../sigstore';
import { DemoDelivery } from './story';
import { after } from './time';

/**
 * Signs what a story wants signed, with a certificate and a log entry of the
 * moment that it tells of. A signature has other bytes each time, so this is no
 * part of the story itself.
 */
export async function signed(delivery: DemoDelivery): Promise<DemoDelivery> {
  const { sign, body, at } = delivery;
  if (!sign) {
    return delivery;
  }
  const sigstore = await createSigstore({
    keys: demoKeys(),
    certifiedAt: at,
    loggedAt: after(at, { seconds: 5 }),
  });
  const bundle =
    sign.as === 'statement'
      ? await sigstore.attest(JSON.parse(body), sign.by)
      : await sigstore.signBytes(Buffer.from(body), sign.by);
  return { ...delivery, sign: undefined, body: JSON.stringify(bundle) };
}
