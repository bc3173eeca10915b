/** The server cannot know where the reader is: it writes instants in universal time, and here they become the reader's own. */
export function wireTimes(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-since]')) {
    const at = new Date(time.dateTime)
    if (Number.isNaN(at.getTime())) continue
    const near = Date.now() - at.getTime() < 6 * 86_400_000
    const day: Intl.DateTimeFormatOptions = near ? { weekday: 'long' } : { day: 'numeric', month: 'short' }
    time.textContent = `${at.toLocaleDateString('en-GB', day)} ${at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`
  }
}
