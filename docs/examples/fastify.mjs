// An endpoint that diagnoses what is uploaded: a log, compressed or not, or a whole support bundle. Nothing is kept.
//   PORT=8080 node fastify.mjs
//   curl --data-binary @kubelet.log.gz -H 'content-type: application/octet-stream' localhost:8080/diagnose
//   curl --data-binary @sosreport.tar.xz -H 'content-type: application/octet-stream' -H 'accept: text/html' localhost:8080/diagnose > report.html
import { Transform } from 'node:stream'
import { Diagnosis, OUTPUTS } from 'kubelog-diagnose'
import { builtinRules, loadPage, openLogs } from 'kubelog-diagnose/node'
import fastify from 'fastify'

const MAX_UPLOAD = Number(process.env['MAX_UPLOAD'] ?? 512 * 1024 * 1024)
const MAX_EXPAND = 8 * 1024 ** 3
const PATIENCE = 60_000

const [rules, page] = await Promise.all([builtinRules(), loadPage()])
const app = fastify({ logger: false })

// The body is not parsed but read as it comes.
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', (_request, body, done) => done(null, body))

app.post('/diagnose', async (request, reply) => {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort()) // also when the answer was sent: then nobody listens
  const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(PATIENCE)])

  const diagnosis = new Diagnosis(rules)
  /** @type {{ name: string, message: string }[]} */
  const problems = []
  const body = /** @type {import('node:stream').Readable} */ (request.body).pipe(limited(MAX_UPLOAD))
  const options = { reference: new Date(), problems, signal, limits: { maxExpand: MAX_EXPAND } }
  for await (const log of openLogs('upload', body, options))
    await diagnosis.readBytes(log.name, log.bytes, { ...log, signal })

  const report = diagnosis.report()
  if (report.inputs.length === 0) return reply.code(422).send({ error: 'no logs in what was uploaded', problems })
  if (problems.length > 0) request.log.warn({ problems }, 'not all of the upload could be read')
  const [output, type] = wanted(request.headers.accept)
  return reply.type(type).send(OUTPUTS[output].format(report, { page }))
})

/** @returns {['html' | 'markdown' | 'json', string]} */
function wanted(accept = '') {
  if (accept.includes('text/html')) return ['html', 'text/html; charset=utf-8']
  if (accept.includes('text/markdown')) return ['markdown', 'text/markdown; charset=utf-8']
  return ['json', 'application/json']
}

/** @param {number} most */
function limited(most) {
  let size = 0
  return new Transform({
    transform(chunk, _encoding, done) {
      size += chunk.length
      const error = size > most ? Object.assign(new Error('the upload is too large'), { statusCode: 413 }) : null
      done(error, chunk)
    },
  })
}

console.log(await app.listen({ port: Number(process.env['PORT'] ?? 8080) }))
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(name, () => void app.close())
