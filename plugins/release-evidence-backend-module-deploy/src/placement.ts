import { z } from 'zod';

/*
 * Which environment a deployer speaks of
 *
 * Clusters and deployers know namespaces and accounts; environments are the
 * portal's word. Best is a sender that says it itself, next a map that somebody
 * wrote for this purpose. A map also says what does not count: a place that it
 * leaves out is no environment, unless `environment` stands for the rest.
 * Without any of this, the name of the place has to do.
 */

/** The settings that sources of this module share; the map's name differs. */
export const placeName = z.string().trim().min(1);
export const placeMap = z.record(z.string(), placeName);

/** How a source's configuration turns places into environments. */
export interface Placement {
  environment?: string;
  places?: Readonly<Record<string, string>>;
}

/** The environment that a report is about; undefined when it counts for none. */
export function environmentOf(
  { environment, places }: Placement,
  report: {
    said?: string | null;
    place?: string | null;
    labelled?: string | null;
  },
): string | undefined {
  const { said, place, labelled } = report;
  const mapped =
    places && place && Object.hasOwn(places, place) ? places[place] : undefined;
  return (
    said?.trim() ||
    mapped ||
    environment ||
    labelled?.trim() ||
    (places ? undefined : place?.trim() || undefined)
  );
}
