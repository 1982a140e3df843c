// The page of `--output html`: the report stands in it as JSON.
import type { Report } from '../report/report.ts'
import { renderReport } from './render.ts'

const [root, data] = [document.querySelector('main'), document.querySelector('#report')]
if (root !== null && data !== null) renderReport(root, JSON.parse(data.textContent) as Report) // our own JSON
