import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';

const text = readFileSync(
  resolvePackagePath('release-evidence-demo', 'app-config.demo.yaml'),
  'utf8',
);
const data: JsonObject = parse(text);
const config = mockServices.rootConfig({ data });

/** The demo's configuration as the portal reads it. */
export const demoConfig = {
  text,
  data,
  config,
  sources: {
    secret: config.getString('releaseEvidence.sources.github.secret'),
    token: config.getString('releaseEvidence.sources.registry.token'),
  },
};
