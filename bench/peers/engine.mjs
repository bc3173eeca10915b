/**
 * What a contestant is. One file each, loaded by engine-process.mjs in a process of its own.
 *
 * @typedef {import('../../dist/search-index/search-index.js').IndexDocument} Document
 *
 * @typedef {object} Build
 * @property {(documents: Document[]) => void | Promise<void>} add called with all papers in turn; nobody else works meanwhile
 * @property {() => void | Promise<void>} finish afterwards everything must be findable
 *
 * @typedef {object} Engine
 * @property {(folder: string) => Build | Promise<Build>} build
 * @property {(folder: string) => Searches | Promise<Searches>} open what was built, in another process unless `keepsNoFiles`
 * @property {boolean} [keepsNoFiles] it lives in memory only, so the process that built it also searches it
 *
 * @typedef {object} Asked
 * @property {number} top how many papers at most
 * @property {boolean} [judged] the query is a text of a judged collection, not something typed
 * @property {number | undefined} [without] key of the paper that the query was made of, which may be found all the same
 *
 * @typedef {(query: string, asked: Asked) => readonly number[] | Promise<readonly number[]>} Search keys, best first
 * @typedef {Readonly<Record<string, Search>>} Searches by the name of the way to search
 */

/** How much a title's words count, as with our own engine (search-index/embedded/bm25.ts). */
export const TITLE_WEIGHT = 2

/** The words of a query as the peers are given them. @param {string} query */
export const wordsOf = (query) => query.match(/[\p{L}\p{N}]+/gu) ?? []
