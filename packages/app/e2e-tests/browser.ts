import { readFileSync } from 'node:fs';
import { AxeResults, RunOptions } from 'axe-core';
import { Browser, BrowserContext, chromium, Page } from 'playwright-core';
import type { Portal } from './portal';

/** The widths that every page must suit: a desk and a phone. */
export const WIDTHS = { desk: 1440, phone: 390 };

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium as the system has it; its path comes from the environment. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: FLAGS,
  });
}

/** One person's view of the portal. */
export interface View {
  page: Page;
  /** What the page wrote to the console as an error, and what it threw. */
  errors: string[];
  open(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the portal as a person of the demo, who is signed in already. */
export async function viewAs(
  browser: Browser,
  portal: Portal,
  options: {
    person: string;
    width?: number;
    scheme?: 'light' | 'dark';
  },
): Promise<View> {
  const { person, width = WIDTHS.desk, scheme = 'light' } = options;
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  await context.addInitScript(
    `sessionStorage.setItem('release-evidence-demo.person', '${person}')`,
  );
  const page = await context.newPage();
  const errors = errorsOf(page);
  return {
    page,
    errors,
    open: async path => {
      await page.goto(`${portal.url}${path}`);
    },
    close: () => context.close(),
  };
}

/** A page where nobody has signed in. */
export async function strangersPage(
  browser: Browser,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    viewport: { width: WIDTHS.desk, height: 1000 },
  });
  return { page: await context.newPage(), context };
}

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') {
      errors.push(message.text());
    }
  });
  return errors;
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong inside an element, as lines to read. */
export async function accessibilityFaults(
  page: Page,
  selector: string,
): Promise<string[]> {
  await page.evaluate(AXE);
  await hasSettled(page);
  const options: RunOptions = {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    // Rules on whole documents are for the portal around us.
    rules: { region: { enabled: false } },
  };
  const results: AxeResults = await page.evaluate(
    ([root, given]) =>
      (
        window as unknown as {
          axe: { run(root: string, options: RunOptions): Promise<AxeResults> };
        }
      ).axe.run(root as string, given as RunOptions),
    [selector, options] as const,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`,
    ),
  );
}

/** By how many pixels the page is wider than its window. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );
}

/** What is still fading in has the contrast of neither state. */
async function hasSettled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' ||
          effect?.getComputedTiming().iterations === Infinity,
      ),
  );
}
