import { LOCAL_PERSON_ID } from '../../paper/people.ts'
import type { Frame } from '../frame.ts'
import { Layout } from './layout.tsx'
import { Notes } from './notes.tsx'

/** Everything of the reader: to take along, to bring, to delete. */
export function DataPage({ frame, phrase, notes }: { frame: Frame; phrase: string; notes: readonly string[] }) {
  const local = frame.visitor.person?.id === LOCAL_PERSON_ID
  return (
    <Layout frame={frame} title="Your data" dateline>
      <div class="sources data">
        <h1>Your data</h1>
        <p class="lead">All that is kept of you is yours to take along, to bring elsewhere, and to delete.</p>
        <Notes notes={notes} />

        <h2>Take it along</h2>
        <p>
          One JSON file with your votes, saved, hidden and read papers, tags, notes, comments, submissions, follows, words, seeds, settings, letters and alerts. Papers are in it by id,
          title and identifiers, so that any Broadsheet finds them again. Keys, passwords and whole addresses of alerts are not in it.
        </p>
        <p class="deeds"><a class="button" href="/api/me/export" download="">Download everything</a></p>

        <h2>Bring it</h2>
        <p>Adds what such a file says to what you have here. Nothing that is here is changed or taken away; bringing it twice does nothing more.{local ? '' : ' Letters begin again at your own address. Comments and submissions are not posted a second time.'}</p>
        <form action="/account/data/import" method="post" enctype="multipart/form-data">
          <p class="text-field"><label for="data-file">The file</label><input id="data-file" name="file" type="file" accept=".json,application/json" required /></p>
          <p class="deeds"><button type="submit">Bring it here</button></p>
        </form>

        <h2 id="delete">{local ? 'Forget everything' : 'Delete your account'}</h2>
        <p>
          {local
            ? 'Deletes everything that you did and set here: votes, saved papers, tags, notes, comments, submissions, follows, seeds, settings, letters and alerts. The papers stay.'
            : 'Deletes your account and every trace of it: votes, saved papers, tags, notes, follows, seeds, settings, letters, alerts, passkeys and tokens. A comment that others answered keeps its place without your name and words; a paper that you alone put into a day leaves it. You are signed out everywhere.'}{' '}
          It cannot be undone; take your data along first.
        </p>
        <form action="/account/data/delete" method="post" autocomplete="off">
          <p class="text-field">
            <label for="typed">To delete it all, type <b>{phrase}</b></label>
            <input id="typed" name="typed" required maxlength={400} autocomplete="off" autocapitalize="none" spellcheck={false} />
          </p>
          <p class="deeds"><button type="submit">{local ? 'Forget everything about me' : 'Delete my account'}</button></p>
        </form>
      </div>
    </Layout>
  )
}

/** Nobody is left to say goodbye to. */
export function GonePage({ frame }: { frame: Frame }) {
  return (
    <Layout frame={frame} title="Deleted" dateline>
      <div class="sources">
        <h1>It is all deleted</h1>
        <p class="lead">Nothing of you is kept here any more. <a href="/papers">The papers</a> are there as before.</p>
      </div>
    </Layout>
  )
}
