import { join } from 'node:path'
import { TITLE_WEIGHT, wordsOf } from './engine.mjs'
import { openDatabase } from './open-database.mjs'
import { tellingWords } from './telling-words.mjs'

/** @param {string} folder */
const file = (folder) => join(folder, 'fts5.db')

/** SQLite's FTS5, contentless, any word, bm25() with the title's weight, in a file that is mapped into memory. @type {import('./engine.mjs').Engine} */
export const engine = {
  build: (folder) => {
    const db = openDatabase(file(folder))
    db.exec(`create virtual table papers using fts5(title, abstract, keywords, authors, content='', tokenize='unicode61 remove_diacritics 2')`)
    db.exec(`insert into papers(papers, rank) values ('rank', 'bm25(${TITLE_WEIGHT}, 1, 1, 1)')`)
    const insert = db.prepare('insert into papers(rowid, title, abstract, keywords, authors) values (cast(? as integer), ?, ?, ?, ?)')
    db.exec('begin')
    return {
      add: (documents) => {
        for (const { key, title, abstract, keywords, authors } of documents) insert.run([key, title, abstract, keywords.join('\n'), authors.join('\n')])
      },
      finish: () => {
        db.exec('commit')
        db.exec(`insert into papers(papers) values ('optimize')`)
        db.close()
      },
    }
  },
  open: (folder) => {
    const db = openDatabase(file(folder))
    const select = db.prepare(`select rowid from papers where papers match ? order by rank limit cast(? as integer)`).raw()
    const search = (/** @type {string[]} */ words, /** @type {number} */ top) => select.all([words.map((word) => `"${word}"`).join(' OR '), top]).map((row) => Number(row[0]))
    return { 'every word': (query, { top }) => search(wordsOf(query), top), 'stop words left out': (query, { top }) => search(tellingWords(query), top) }
  },
}
