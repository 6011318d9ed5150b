import type { DeliveryImport } from 'backstage-plugin-release-evidence-common';

/*
 * That a delivery was imported stands among its kept headers, under a name that
 * no source keeps: a sender who sends such a header says nothing by it. So the
 * mark is written in the same commit as the delivery, and stays with it.
 */
const MARK = 'release-evidence-import';

/** Adds to the headers of a delivery who imported it, on whose word. */
export function markImported(
  headers: Record<string, string>,
  { by, proof }: DeliveryImport,
): Record<string, string> {
  return { ...headers, [MARK]: `${proof} ${by}` };
}

/** Takes the mark off the headers again. */
export function readImported(kept: Record<string, string>): {
  headers: Record<string, string>;
  imported: DeliveryImport | null;
} {
  const { [MARK]: mark, ...headers } = kept;
  if (mark === undefined) {
    return { headers, imported: null };
  }
  const [proof, by] = mark.split(' ', 2);
  return {
    headers,
    imported: { by, proof: proof === 'sender' ? 'sender' : 'importer' },
  };
}
