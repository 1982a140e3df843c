// Chromium for the browser tests and the screenshots: the one of the system, which never loads anything from outside.
import { existsSync } from 'node:fs'
import { env } from 'node:process'
import { chromium } from 'playwright-core'

const PLACES = [env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The path of Chromium; undefined where there is none. */
export const chromiumPath = PLACES.find((path) => path !== undefined && path !== '' && existsSync(path))

export async function launch() {
  return chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
