/** What is shown of a long document; a browser chokes on many megabytes. */
const SHOWN_CHARACTERS = 200_000;

/** A document as it is shown. */
export interface RawText {
  text: string;
  /** Whether only the beginning is shown. */
  cut: boolean;
}

/**
 * A document made readable: JSON indented, form-encoded JSON (GitHub's other
 * way to send) taken out of its form, anything else as it is.
 */
export function toRawText(body: string): RawText {
  const text = indented(body) ?? indented(formPayload(body)) ?? body;
  return {
    text: text.slice(0, SHOWN_CHARACTERS),
    cut: text.length > SHOWN_CHARACTERS,
  };
}

function indented(body: string | null): string | undefined {
  try {
    return body === null
      ? undefined
      : JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return undefined;
  }
}

function formPayload(body: string): string | null {
  return body.startsWith('payload=')
    ? new URLSearchParams(body).get('payload')
    : null;
}

const UNITS = ['bytes', 'kB', 'MB'] as const;

/** A size in the unit that keeps it short. */
export function sizeOf(bytes: number): string {
  const unit = Math.min(
    UNITS.length - 1,
    Math.floor(Math.log10(Math.max(1, bytes)) / 3),
  );
  const amount = bytes / 1000 ** unit;
  return `${amount.toFixed(unit === 0 ? 0 : 1)} ${UNITS[unit]}`;
}
