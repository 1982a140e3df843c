// The page of `npm run build:web`.
import { App } from './app.ts'
import { readAssets } from './assets.ts'

// What a browser saved of an earlier view stands behind this script.
addEventListener('DOMContentLoaded', () => {
  const app = new App(document.body, readAssets(), () => Date.now())
  app.open()
})
