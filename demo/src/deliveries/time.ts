/** A length of time in the stories. */
export interface Span {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
}

function milliseconds({
  days = 0,
  hours = 0,
  minutes = 0,
  seconds = 0,
}: Span): number {
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

export function after(moment: Date, span: Span): Date {
  return new Date(moment.getTime() + milliseconds(span));
}

export function before(moment: Date, span: Span): Date {
  return new Date(moment.getTime() - milliseconds(span));
}

/** A moment as GitHub and the registry write it. */
export function stamp(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** A moment in seconds since 1970, as a push event has it. */
export function unixSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}
