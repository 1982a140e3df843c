// The page of `npm run build:web`.
import { App } from './app.ts'
import { readAssets } from './assets.ts'

const app = new App(document.body, readAssets(), () => Date.now())
app.open()
