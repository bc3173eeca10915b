/**
 * Browser code: keys, theme, dense view, suggestions, and votes without a new page. The pages need none of it; everything
 * here is also a link, a form or a wish that the browser knows. It loads nothing, and asks nobody but this server.
 */
import { pressAct, wireActs } from './acts.ts'
import { openFocused, step } from './list-cursor.ts'
import { focusSearch, follow } from './go.ts'
import { showKeys, wireKeys } from './key-list.ts'
import { wirePasskeys } from './passkeys.ts'
import { wireQueryField } from './query-field.ts'
import { listenToKeys } from './shortcuts.ts'
import { wireTimes } from './local-times.ts'
import { wireZone } from './own-zone.ts'
import { wireTags } from './tag-field.ts'
import { wireSuggestions } from './suggest.ts'
import { toggleTheme, wireTheme } from './theme.ts'
import { toggleView, wireView } from './view.ts'

wireTheme()
wireView()
wireKeys()
wireQueryField()
wireSuggestions()
wireActs()
wireTags()
wireTimes()
wireZone()
wirePasskeys()
listenToKeys(
  new Map([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['o', openFocused],
    ['n', () => follow('next')],
    ['p', () => follow('prev')],
    ['v', () => pressAct('vote')],
    ['s', () => pressAct('save')],
    ['x', () => pressAct('hide')],
    ['/', focusSearch],
    ['z', toggleView],
    ['t', toggleTheme],
    ['?', showKeys],
  ]),
)
