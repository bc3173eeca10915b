/** Archives of the group physics that are not called so; every other archive is a group of its own. */
const PHYSICS: ReadonlySet<string> = new Set(['astro-ph', 'cond-mat', 'gr-qc', 'hep-ex', 'hep-lat', 'hep-ph', 'hep-th', 'math-ph', 'nlin', 'nucl-ex', 'nucl-th', 'physics', 'quant-ph'])

/**
 * The OAI-PMH set of a category or archive, `group:archive:category`: `cs:cs:LG`, `physics:hep-th`,
 * `physics:astro-ph:CO`; `cs` for a whole archive that is its own group. `physics` is the archive, not the group.
 * https://info.arxiv.org/help/oa/index.html
 */
export function oaiSet(category: string): string {
  const archive = category.split('.', 1)[0]!
  if (PHYSICS.has(archive)) return `physics:${category.replace('.', ':')}`
  return category === archive ? archive : `${archive}:${category.replace('.', ':')}`
}
