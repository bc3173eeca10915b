/** Said wherever the starter shelf is what the reader sees. */
export function ShelfBanner({ canClear }: { canClear: boolean }) {
  return (
    <aside class="banner" id="shelf-banner" aria-label="Starter shelf">
      <p>
        This is a starter shelf, so that there is something to read and to search at once: well-known papers,
        each with a summary in Broadsheet’s own words. Bring in papers of your own with{' '}
        <code>broadsheet import FILE</code>; a real record takes the place of the shelf’s.
      </p>
      {canClear && (
        <form action="/shelf/clear" method="post">
          <button type="submit" id="clear-shelf">Clear the starter shelf</button>
        </form>
      )}
    </aside>
  )
}
