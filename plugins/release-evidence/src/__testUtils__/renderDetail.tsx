import { screen, within } from '@testing-library/react';
import { FakeApi, fakeApi } from './fakeApi';
import { DIGEST, releaseDocument } from './fixtures';
import { RenderTab, SYSTEMS } from './renderTab';

/** The address of the release within the tab. */
export const DETAIL_PATH = `/releases/${encodeURIComponent(DIGEST)}`;

const [[, renderTab]] = SYSTEMS;

/** Shows a release, in the new frontend system, and waits for it. */
export async function renderDetail(
  options: {
    release?: Partial<ReturnType<typeof releaseDocument>>;
    search?: string;
    api?: FakeApi;
  } = {},
): Promise<{ api: FakeApi } & Awaited<ReturnType<RenderTab>>> {
  const { release, search = '', api = fakeApi() } = options;
  if (release) {
    api.getRelease.mockResolvedValue(releaseDocument(release));
  }
  const result = await renderTab({ api, path: DETAIL_PATH + search });
  await screen.findByRole('heading', { name: 'Chain' });
  return { api, ...result };
}

/** A section of the page by its heading. */
export function region(name: string) {
  return within(screen.getByRole('region', { name }));
}

/** The rows of the evidence table that are records. */
export function records() {
  return region('Evidence')
    .getAllByRole('row')
    .filter(row => row.id.startsWith('evidence-'));
}
