/**
 * Browser code: keys, theme, dense view and suggestions. The pages need none of it; everything here is also a link,
 * a form or a wish that the browser knows. It loads nothing, and asks nobody but this server, for suggestions.
 */
import { openFocused, step } from './list-cursor.ts'
import { focusSearch, follow } from './go.ts'
import { showKeys, wireKeys } from './key-list.ts'
import { wireQueryField } from './query-field.ts'
import { listenToKeys } from './shortcuts.ts'
import { wireSuggestions } from './suggest.ts'
import { toggleTheme, wireTheme } from './theme.ts'
import { toggleView, wireView } from './view.ts'

wireTheme()
wireView()
wireKeys()
wireQueryField()
wireSuggestions()
listenToKeys(
  new Map([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['o', openFocused],
    ['n', () => follow('next')],
    ['p', () => follow('prev')],
    ['/', focusSearch],
    ['z', toggleView],
    ['t', toggleTheme],
    ['?', showKeys],
  ]),
)
