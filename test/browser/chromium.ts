import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [process.env['BROADSHEET_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where Chromium is; undefined where it is not. Nothing is ever downloaded. */
export const chromiumPath = PLACES.find((place) => place !== undefined && place !== '' && existsSync(place))

/** True where a missing browser must not pass for success. */
export const browserRequired = process.env['BROADSHEET_REQUIRE_BROWSER'] === '1'

export const whyNoBrowser = `no Chromium at ${PLACES.filter(Boolean).join(', ')}; set BROADSHEET_CHROMIUM to one`

/** Starts it quietly: without a sandbox, which containers do not give, and without errands of its own. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath!,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  })
}
