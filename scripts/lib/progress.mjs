const TICK_MS = 10_000;

/** Says what is being done, that it goes on, and how long it took. */
export async function step(title, action) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.log(`▸ ${title} …`);
  const ticker = setInterval(
    () => console.log(`  … ${title}: ${seconds()} s`),
    TICK_MS,
  );
  try {
    const result = await action();
    console.log(`✓ ${title} (${seconds()} s)`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}
