/**
 * Property tests draw new cases at each run here, and the same ones in CI (`BROADSHEET_TEST_SEED`): what is judged there is the change, not the
 * draw. A case found elsewhere becomes a test of its own.
 */
const seed = process.env.BROADSHEET_TEST_SEED
if (seed !== undefined) {
  const { configureGlobal } = await import('fast-check')
  configureGlobal({ seed: Number(seed) })
}
