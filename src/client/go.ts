/** Goes where the page's own previous or next link leads: the day beside, or the page of results beside. */
export function follow(rel: 'next' | 'prev'): boolean {
  const link =
    document.querySelector<HTMLAnchorElement>(`.folio a[rel=${rel}]`) ?? document.querySelector<HTMLAnchorElement>(`.pager a[rel=${rel}]`)
  link?.click()
  return link !== null
}

/** Puts the cursor into the search field, or goes to the search page where this one shows no field. */
export function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>('#q')
  if (field !== null && field.getClientRects().length > 0) {
    field.focus()
    field.select()
  } else {
    document.querySelector<HTMLAnchorElement>('.to-search a')?.click()
  }
  return true
}
