// An API server that hands on what kubelets say: their wording is that of Kubernetes 1.27 to 1.34.
import { createServer, type Server, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** The answer of the API server, or of the kubelet behind it. */
export type Answer = (response: ServerResponse) => void

export interface ApiServer {
  readonly url: string
  /** Paths that were asked for, with their queries. */
  readonly asked: string[]
  /** The answer by path, without the query; or by path and query. */
  readonly answers: Map<string, Answer>
  close(): void
}

export async function startApiServer(): Promise<ApiServer> {
  const asked: string[] = []
  const answers = new Map<string, Answer>()
  const server: Server = createServer(({ url = '' }, response) => {
    if (url.startsWith('/version')) return json(200, { major: '1', minor: '33', gitVersion: 'v1.33.0' })(response)
    asked.push(url)
    const answer = answers.get(url) ?? answers.get(url.split('?', 1)[0] ?? '')
    ;(answer ?? failure(404, 'NotFound', 'the server could not find the requested resource'))(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return { url: `http://127.0.0.1:${port}`, asked, answers, close: () => server.close() }
}

/** The path below which a kubelet's logs are. */
export function logsOf(node: string): string {
  return `/api/v1/nodes/${node}/proxy/logs/`
}

/** What a kubelet says, passed on as it is. */
export function text(code: number, body: string): Answer {
  return (response) => {
    response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(body)
  }
}

export function json(code: number, body: unknown): Answer {
  return (response) => {
    response.writeHead(code, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
}

/** What the API server says itself. */
export function failure(code: number, reason: string, message: string): Answer {
  return json(code, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code })
}

/** A log whose connection breaks. */
export function broken(body: string): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/plain' })
    response.write(body, () => setTimeout(() => response.destroy(), 20))
  }
}

/** `kubectl get nodes`, raw. */
export function nodeList(...names: string[]): Answer {
  return json(200, { kind: 'NodeList', apiVersion: 'v1', items: names.map((name) => ({ metadata: { name } })) })
}

/** The folder /var/log, as Go's file server shows it. */
export function listing(...names: string[]): Answer {
  const links = names.map((name) => `<a href="${name}">${name}</a>\n`).join('')
  const head = '<!doctype html>\n<meta name="viewport" content="width=device-width">\n'
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`${head}<pre>\n${links}</pre>\n`)
  }
}
