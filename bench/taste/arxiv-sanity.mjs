/**
 * The method of arxiv-sanity-lite, written anew from its public description: TF-IDF of titles, abstracts and names of authors
 * (words and pairs of words, 20,000 features, in at least 5 papers and at most a tenth of them, logarithmic counts, as its
 * compute.py sets them for scikit-learn) and a linear SVM (squared hinge, balanced classes, C = 0.01) that tells the library
 * from all other papers, those to be ranked among them. Fitted on at most so many papers, as its `--max_docs` allows.
 */
const MOST_FEATURES = 20_000
const FEWEST_PAPERS = 5
const LARGEST_SHARE = 0.1
const STRENGTH = 0.01
const TOLERANCE = 1e-4
const MOST_ROUNDS = 1000

/** scikit-learn's English stop words. */
const STOP_WORDS = new Set(
  `a about above across after afterwards again against all almost alone along already also although always am among amongst amoungst amount an and another any anyhow anyone anything anyway anywhere are around as at back be became because become becomes becoming been before beforehand behind being below beside besides between beyond bill both bottom but by call can cannot cant co con could couldnt cry de describe detail do done down due during each eg eight either eleven else elsewhere empty enough etc even ever every everyone everything everywhere except few fifteen fifty fill find fire first five for former formerly forty found four from front full further get give go had has hasnt have he hence her here hereafter hereby herein hereupon hers herself him himself his how however hundred i ie if in inc indeed interest into is it its itself keep last latter latterly least less ltd made many may me meanwhile might mill mine more moreover most mostly move much must my myself name namely neither never nevertheless next nine no nobody none noone nor not nothing now nowhere of off often on once one only onto or other others otherwise our ours ourselves out over own part per perhaps please put rather re same see seem seemed seeming seems serious several she should show side since sincere six sixty so some somehow someone something sometime sometimes somewhere still such system take ten than that the their them themselves then thence there thereafter thereby therefore therein thereupon these they thick thin third this those though three through throughout thru thus to together too top toward towards twelve twenty two un under until up upon us very via was we well were what whatever when whence whenever where whereafter whereas whereby wherein whereupon wherever whether which while whither who whoever whole whom whose why will with within without would yet you your yours yourself yourselves`.split(' '),
)

/** @typedef {{ ids: Uint32Array, weights: Float32Array }} Row */

/** Words of two letters and more without stop words, and their pairs. @param {string} text */
function grams(text) {
  const words = (text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/(?<![\p{L}\p{N}_])[a-z_][a-z0-9_]+(?![\p{L}\p{N}_])/gu) ?? []).filter((word) => !STOP_WORDS.has(word))
  return [...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)]
}

/** @param {readonly string[]} texts that the words are counted in @returns {(text: string) => Row} */
export function vectorizer(texts) {
  /** @type {Map<string, { times: number, papers: number }>} */
  const counts = new Map()
  for (const text of texts) {
    const seen = new Set()
    for (const gram of grams(text)) {
      const count = counts.get(gram) ?? { times: 0, papers: 0 }
      if (count.times++ === 0) counts.set(gram, count)
      if (!seen.has(gram)) count.papers++
      seen.add(gram)
    }
  }
  const kept = [...counts].filter(([, { papers }]) => papers >= FEWEST_PAPERS && papers <= LARGEST_SHARE * texts.length)
  kept.sort((a, b) => b[1].times - a[1].times || (a[0] < b[0] ? -1 : 1))
  const ids = new Map(kept.slice(0, MOST_FEATURES).map(([gram, { papers }], id) => [gram, { id, idf: 1 + Math.log((1 + texts.length) / (1 + papers)) }]))
  return (text) => {
    /** @type {Map<number, { count: number, idf: number }>} */
    const row = new Map()
    for (const gram of grams(text)) {
      const known = ids.get(gram)
      if (known !== undefined) row.set(known.id, { count: (row.get(known.id)?.count ?? 0) + 1, idf: known.idf })
    }
    const weights = Float32Array.from(row.values(), ({ count, idf }) => (1 + Math.log(count)) * idf)
    const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0)) || 1
    return { ids: Uint32Array.from(row.keys()), weights: weights.map((weight) => weight / length) }
  }
}

/**
 * Dual coordinate descent for the squared hinge (Hsieh et al. 2008), which is what LinearSVC does; the intercept is a feature
 * of value 1, as there.
 * @param {readonly Row[]} liked @param {readonly Row[]} others @param {() => number} random 0 to 1
 * @returns {(row: Row) => number} decision function
 */
export function linearSvm(liked, others, random) {
  const rows = [...liked, ...others]
  const weights = new Float64Array(MOST_FEATURES + 1)
  const dual = new Float64Array(rows.length)
  const cost = rows.map((_, at) => (STRENGTH * rows.length) / (2 * (at < liked.length ? liked.length : others.length)))
  const curvature = rows.map((row, at) => 1 + row.weights.reduce((sum, weight) => sum + weight * weight, 0) + 1 / (2 * cost[at]))
  const decide = (/** @type {Row} */ { ids, weights: values }) => {
    let sum = weights[MOST_FEATURES]
    for (let i = 0; i < ids.length; i++) sum += weights[ids[i]] * values[i]
    return sum
  }
  const order = rows.map((_, at) => at)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let [most, least] = [-Infinity, Infinity]
    for (let i = order.length - 1; i > 0; i--) {
      const other = Math.floor(random() * (i + 1))
      ;[order[i], order[other]] = [order[other], order[i]]
    }
    for (const at of order) {
      const sign = at < liked.length ? 1 : -1
      const gradient = sign * decide(rows[at]) - 1 + dual[at] / (2 * cost[at])
      const projected = dual[at] === 0 ? Math.min(0, gradient) : gradient
      most = Math.max(most, projected)
      least = Math.min(least, projected)
      const next = Math.max(0, dual[at] - gradient / curvature[at])
      const step = sign * (next - dual[at])
      if (step === 0) continue
      dual[at] = next
      weights[MOST_FEATURES] += step
      const { ids, weights: values } = rows[at]
      for (let i = 0; i < ids.length; i++) weights[ids[i]] += step * values[i]
    }
    if (most - least <= TOLERANCE) break
  }
  return decide
}
