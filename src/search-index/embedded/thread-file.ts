/**
 * The compiled file of a thread. Under the test runner this module is TypeScript, which threads cannot load, so
 * they run what `npm run build` made of it.
 */
export function threadFile(name: string): URL {
  const here = import.meta.url
  return here.endsWith('.ts')
    ? new URL(`${name}.js`, here.replace('/src/search-index/', '/dist/search-index/'))
    : new URL(`${name}.js`, here)
}
