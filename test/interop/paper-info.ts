/**
 * How huggingface_hub 2.4.0 reads a paper (its `PaperInfo`), written down from what it does: which field each attribute is taken from. An
 * entry of a list is nested (`paper` inside), a paper by itself is flat. What Python calls false (0, '', []) falls through to the next place.
 */
type Fields = Readonly<Record<string, unknown>>

export function paperInfo(answer: Fields): Readonly<Record<string, unknown>> {
  const { paper: inner = {}, ...outer } = answer as { readonly paper?: Fields } & Fields
  const truthy = (value: unknown): boolean => Boolean(value) && !(Array.isArray(value) && value.length === 0)
  const first = (...values: unknown[]): unknown => values.find(truthy) ?? null
  const date = (value: unknown): unknown => {
    if (value === null) return null
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(value)) throw new Error(`The client cannot read the date ${String(value)}.`)
    return new Date(value).toISOString()
  }
  const user = (value: unknown): unknown => {
    if (value === null) return null
    const { name, user: older, fullname, avatarUrl, _id: id, isPro } = value as Fields
    return { username: name ?? older ?? null, fullname, avatarUrl, id, isPro }
  }
  const authors = first(inner['authors'], outer['authors'])
  return {
    id: first(outer['id'], inner['id']),
    authors: authors === null ? null : (authors as readonly Fields[]).map(({ _id, name, hidden, status }) => ({ _id, name, hidden, status: status ?? null })),
    published_at: date(first(inner['publishedAt'], outer['publishedAt'])),
    title: outer['title'] ?? null,
    source: outer['source'] ?? null,
    summary: first(inner['summary'], outer['summary']),
    upvotes: first(inner['upvotes'], outer['upvotes']),
    discussion_id: first(inner['discussionId'], outer['discussionId']),
    comments: outer['numComments'] ?? 0,
    // The publishedAt of a flat paper is taken for published_at and is gone by then.
    submitted_at: date(first(answer['paper'] === undefined ? null : outer['publishedAt'], outer['submittedOnDailyAt'])),
    submitted_by: user(first(outer['submittedBy'], outer['submittedOnDailyBy'])),
    ai_summary: outer['ai_summary'] ?? null,
    ai_keywords: outer['ai_keywords'] ?? null,
    organization: outer['organization'] ?? null,
    project_page: outer['projectPage'] ?? null,
    github_repo: outer['githubRepo'] ?? null,
    github_stars: outer['githubStars'] ?? null,
    linked_models: outer['linkedModels'] ?? null,
    num_total_models: outer['numTotalModels'] ?? null,
    linked_datasets: outer['linkedDatasets'] ?? null,
    num_total_datasets: outer['numTotalDatasets'] ?? null,
    linked_spaces: outer['linkedSpaces'] ?? null,
  }
}
