// `npm start`: install if needed, build if needed, serve. Further words go to `serve`: npm start -- --port 9000
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, checkNode, install, root } from './prepare.mjs'
checkNode()
install()
build()
process.argv = [process.argv[0], join(root, 'bin', 'broadsheet'), 'serve', ...process.argv.slice(2)]
await import(pathToFileURL(join(root, 'dist', 'main.js')).href)
