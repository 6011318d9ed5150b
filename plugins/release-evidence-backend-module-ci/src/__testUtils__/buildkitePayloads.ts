export const COMMIT = 'c0ffee0123456789c0ffee0123456789c0ffee01';

export const pipeline = {
  id: '849411f9-9e6d-4739-a0d8-e247088e9b52',
  name: 'Payments',
  slug: 'payments',
  repository: 'git@github.com:acme/Payments.git',
  provider: { id: 'github', settings: {} },
};

export const build = {
  id: 'f62a1b4d-10f9-4790-bc1c-e2c3a0c80983',
  url: 'https://api.buildkite.com/v2/organizations/acme/pipelines/payments/builds/17',
  web_url: 'https://buildkite.com/acme/payments/builds/17',
  number: 17,
  state: 'passed',
  blocked: false,
  message: 'Release 1.4.2',
  commit: COMMIT,
  branch: 'main',
  source: 'webhook',
  creator: { id: 'u1', name: 'Ada Admin', email: 'ada@acme.test' },
  created_at: '2026-10-01 10:00:00 UTC',
  scheduled_at: '2026-10-01 10:00:01 UTC',
  started_at: '2026-10-01 10:00:05 UTC',
  finished_at: '2026-10-01 10:04:00 UTC',
  meta_data: { 'release-note': 'hunter2' } as Record<string, unknown>,
  pull_request: null as object | null,
  rebuilt_from: null,
};

export const job = {
  id: 'b63254c0-3271-4a98-8270-7cfbd6c2f14e',
  type: 'script',
  name: 'Build the image',
  step_key: 'image',
  agent_query_rules: ['queue=release'],
  state: 'passed',
  web_url: 'https://buildkite.com/acme/payments/builds/17#b63254c0',
  command: 'make image',
  exit_status: 0,
  agent: {
    id: 'a1',
    name: 'release-builder-3',
    hostname: 'ip-10-0-0-3',
    ip_address: '10.0.0.3',
    meta_data: ['queue=release', 'arch=amd64'],
  } as object | null,
  created_at: '2026-10-01T10:00:00.000Z',
  started_at: '2026-10-01T10:00:10.000Z' as string | null,
  finished_at: '2026-10-01T10:03:50.000Z' as string | null,
};

export const block = {
  id: '8f1c5d3a-4f7a-4c1e-9a52-0f0d6cb0e111',
  type: 'manual',
  label: 'Deploy to production' as string | null,
  step_key: 'approve-production' as string | null,
  state: 'unblocked',
  unblocked_by: { id: 'u2', name: 'Sam SRE', email: 'sam@acme.test' },
  unblocked_at: '2026-10-01T11:00:00.000Z',
  unblockable: true,
};

const sender = { id: 'u1', name: 'Ada Admin' };

export const buildEvent = (
  event: string,
  changes: Partial<typeof build> = {},
) => ({
  event,
  build: { ...build, ...changes },
  pipeline,
  sender,
});

export const jobEvent = (event: string, changes: Partial<typeof job> = {}) => ({
  event,
  job: { ...job, ...changes },
  build: { ...build, state: 'running', finished_at: null },
  pipeline,
  sender,
});

export const activated = (changes: Partial<typeof block> = {}) => ({
  event: 'job.activated',
  job: { ...block, ...changes },
  build: { ...build, state: 'running', finished_at: null },
  pipeline,
  sender,
});
