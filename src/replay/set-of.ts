/** The set of a category: `cs:cs:LG`, `physics:hep-th`. */
export function setOf(category: string): string {
  const [archive = '', part] = category.split('.')
  const physics = part === undefined || ['astro-ph', 'cond-mat', 'nlin', 'physics'].includes(archive)
  return [physics ? 'physics' : archive, archive, ...(part === undefined ? [] : [part])].join(':')
}
