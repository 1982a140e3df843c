// kernel/*.ts -> src/scan/kernel-bytes.ts, by AssemblyScript. With --check, says whether what is there is what would be made.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = `${root}src/scan/kernel-bytes.ts`
/** Pages of 64 KiB: what layout.ts lays out, and room for the literals of many rules. */
const PAGES = '152'
const files = new Map()
const options = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--initialMemory',
  PAGES,
  '--maximumMemory',
  PAGES,
]
const { error } = await asc.main(['kernel/kernel.ts', ...options, '--outFile', 'kernel.wasm'], {
  stderr: process.stderr,
  readFile: (name) => read(`${root}${name}`),
  writeFile: (name, contents) => void files.set(name, contents),
  listFiles: () => [],
})
if (error !== null) throw error
const bytes = Buffer.from(files.get('kernel.wasm'))
const text = `// Made by \`npm run build:kernel\` out of kernel/*.ts: ${bytes.length} bytes of WebAssembly.\n// prettier-ignore\nexport const KERNEL =\n  '${bytes.toString('base64')}'\n`
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (read(target) !== text) {
  console.error('src/scan/kernel-bytes.ts is stale: npm run build:kernel')
  process.exitCode = 1
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
