/**
 * JSON for programs that read a page as they read Hugging Face's: RSSHub and others take `main > div[data-target=…]`, some by these two
 * classes. Empty to whoever looks at the page.
 */
export function PageProps({ target, props }: { target: 'DailyPapers' | 'PaperContent'; props: object | undefined }) {
  if (props === undefined) return <></>
  return <div class="SVELTE_HYDRATER contents" data-target={target} data-props={JSON.stringify(props)} hidden></div>
}
