/** Every migration in order, named; a store remembers the names of those it has had. */
import type { Migration } from 'kysely'
import type { Flavour } from '../flavour.ts'
import { papersMigration } from './001-papers.ts'
import { arrivalMigration } from './002-arrival.ts'
import { peopleMigration } from './003-people.ts'
import { postMigration } from './004-post.ts'
import { byDateMigration } from './005-by-date.ts'
import { hooksMigration } from './006-hooks.ts'

export function migrations(flavour: Flavour): Readonly<Record<string, Migration>> {
  return {
    '001-papers': papersMigration(flavour),
    '002-arrival': arrivalMigration(flavour),
    '003-people': peopleMigration(flavour),
    '004-post': postMigration(flavour),
    '005-by-date': byDateMigration(),
    '006-hooks': hooksMigration(flavour),
  }
}
