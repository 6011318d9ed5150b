const DATA = /\bdata=BytesCloudEventData\{value=\[([-\d, ]*)\]\}/;

/**
 * The CDEvent in the body that the HTTP sink of the cdevents-plugin sends: not
 * JSON but Java's own text of an object, with its data as a list of signed
 * bytes. Anything else is left as it is.
 */
export function readJavaText(body: Buffer): Buffer {
  if (!body.subarray(0, 11).equals(Buffer.from('CloudEvent{'))) {
    return body;
  }
  const [, bytes = ''] = DATA.exec(body.toString('latin1')) ?? [];
  return Buffer.from(Int8Array.from(bytes.split(','), Number).buffer);
}
