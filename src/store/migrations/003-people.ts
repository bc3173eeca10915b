/** What people do: who they are and how they are let in, their votes, marks, words and lists. */
import type { Kysely } from 'kysely'
import type { Flavour } from '../flavour.ts'
import { type IndexesToMake, makeTables, type TablesToMake } from './make-tables.ts'

/** Columns by table; a table's key first. */
const TABLES: TablesToMake = {
  persons: {
    columns: { id: 'text', name: 'text', email: 'text?', email_verified: 'int', image: 'text?', role: 'text', created_at: 'text', updated_at: 'text' },
    key: ['id'],
  },
  sessions: {
    columns: { id: 'text', person_id: 'text', token: 'text', expires_at: 'text', ip_address: 'text?', user_agent: 'text?', created_at: 'text', updated_at: 'text' },
    key: ['id'],
  },
  logins: {
    columns: {
      id: 'text', person_id: 'text', account_id: 'text', provider_id: 'text', access_token: 'text?', refresh_token: 'text?', id_token: 'text?',
      access_token_expires_at: 'text?', refresh_token_expires_at: 'text?', scope: 'text?', password: 'text?', created_at: 'text', updated_at: 'text',
    },
    key: ['id'],
  },
  verifications: {
    columns: { id: 'text', identifier: 'text', value: 'text', expires_at: 'text', created_at: 'text', updated_at: 'text' },
    key: ['id'],
  },
  passkeys: {
    columns: {
      id: 'text', person_id: 'text', name: 'text?', public_key: 'text', credential_id: 'text', counter: 'int', device_type: 'text', backed_up: 'int',
      transports: 'text?', aaguid: 'text?', created_at: 'text?',
    },
    key: ['id'],
  },
  tokens: { columns: { id: 'text', person_id: 'text', name: 'text', hash: 'text', created_at: 'text', last_used_at: 'text?' }, key: ['id'] },
  votes: { columns: { paper_key: 'int', person_id: 'text', own: 'int', at: 'text', stands: 'int' }, key: ['paper_key', 'person_id'] },
  vote_counts: { columns: { paper_key: 'int', votes: 'int', own: 'int', comments: 'int' }, key: ['paper_key'] },
  vote_days: { columns: { paper_key: 'int', day: 'text', votes: 'int', own: 'int' }, key: ['paper_key', 'day'] },
  marks: { columns: { person_id: 'text', paper_key: 'int', mark: 'text', at: 'text' }, key: ['person_id', 'paper_key', 'mark'] },
  tags: { columns: { person_id: 'text', paper_key: 'int', tag: 'text', at: 'text' }, key: ['person_id', 'paper_key', 'tag'] },
  notes: { columns: { person_id: 'text', paper_key: 'int', text: 'text', at: 'text' }, key: ['person_id', 'paper_key'] },
  comments: {
    columns: { id: 'text', paper_key: 'int', person_id: 'text?', parent: 'text?', text: 'text', created_at: 'text', edited_at: 'text?', state: 'text', own: 'int' },
    key: ['id'],
  },
  reports: { columns: { comment_id: 'text', person_id: 'text', reason: 'text', at: 'text', closed: 'int' }, key: ['comment_id', 'person_id'] },
  submissions: {
    columns: { day: 'text', paper_key: 'int', person_id: 'text', at: 'text', picked: 'int', remark: 'text' },
    key: ['day', 'paper_key', 'person_id'],
  },
  follows: { columns: { person_id: 'text', kind: 'text', value: 'text' }, key: ['person_id', 'kind', 'value'] },
  seeds: { columns: { person_id: 'text', paper_key: 'int' }, key: ['person_id', 'paper_key'] },
  person_settings: { columns: { person_id: 'text', name: 'text', value: 'text' }, key: ['person_id', 'name'] },
  rankings: { columns: { name: 'text', at: 'text', papers: 'int' }, key: ['name'] },
  ranking_entries: {
    columns: { name: 'text', position: 'int', paper_key: 'int', score: 'real', votes: 'int', own: 'int', upvotes: 'int', comments: 'int' },
    key: ['name', 'position'],
  },
}

/** What is found by something other than the key's beginning. */
const INDEXES: IndexesToMake = [
  ['persons', ['email'], 'unique'],
  ['persons', ['created_at']],
  ['sessions', ['token'], 'unique'],
  ['sessions', ['person_id']],
  ['logins', ['person_id']],
  ['verifications', ['identifier']],
  ['passkeys', ['person_id']],
  ['passkeys', ['credential_id']],
  ['tokens', ['hash'], 'unique'],
  ['tokens', ['person_id']],
  ['votes', ['person_id', 'at']],
  ['votes', ['at']],
  ['marks', ['person_id', 'mark', 'at']],
  ['marks', ['paper_key']],
  ['tags', ['person_id', 'tag']],
  ['tags', ['paper_key']],
  ['notes', ['paper_key']],
  ['comments', ['paper_key', 'created_at']],
  ['comments', ['person_id', 'created_at']],
  ['comments', ['parent']],
  ['comments', ['created_at']],
  ['reports', ['person_id']],
  ['submissions', ['paper_key']],
  ['submissions', ['person_id', 'at']],
  ['seeds', ['paper_key']],
  ['ranking_entries', ['paper_key']],
]

export const peopleMigration = (flavour: Flavour) => ({ up: (db: Kysely<unknown>) => makeTables(db, flavour, TABLES, INDEXES) })
