// Imported for its effect: the benches run what `npm run build` makes, so it is made first where it is out of date.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, checkNode, install, root } from '../../scripts/prepare.mjs'

if (existsSync(join(root, 'src'))) {
  checkNode()
  install()
  build()
}
