import { categoryName } from '../../paper/category-name.ts'
import { DEFAULT_CATEGORIES } from '../../paper/chosen-sources.ts'
import { Tick } from './tick.tsx'

/** The invitation of a first visit: the usual fields, to be begun with at once, and the way to all the others. */
export function Begin() {
  return (
    <aside class="banner" id="begin" aria-label="Choose your fields">
      <p>Choose your fields and tomorrow’s paper writes itself.</p>
      <form action="/sources" method="post">
        <input type="hidden" name="begin" value="1" />
        <fieldset>
          <legend class="unseen">Fields to begin with</legend>
          <div class="ticks">
            {DEFAULT_CATEGORIES.map((id) => <Tick name="arxiv" value={id} checked>{categoryName(id)}</Tick>)}
            <Tick name="huggingface" value="on" checked>Hugging Face Daily Papers</Tick>
          </div>
        </fieldset>
        <p class="deeds"><button type="submit" id="begin-now">Begin with these</button> <a href="/sources">Choose among all sources</a></p>
      </form>
    </aside>
  )
}
