import { build, checkNode, install, tsc } from './prepare.mjs'
checkNode()
install()
build({ force: process.argv.includes('--force') })
if (process.argv.includes('--check')) tsc(['-p', 'tsconfig.test.json'])
