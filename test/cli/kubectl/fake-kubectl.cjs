// Stands in for kubectl: `get --raw PATH` with the server of --server, and kubectl's words for what goes wrong (version 1.32).
const { request } = require('node:http')

const argv = process.argv.slice(2)
const flag = (name) => argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
const path = argv[argv.indexOf('--raw') + 1]

const GENERIC = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
}

function fail(line) {
  process.stderr.write(`${line}\n`)
  process.exitCode = 1
}

function failed(status, body) {
  if (status === 401) return fail('error: You must be logged in to the server (Unauthorized)')
  if (status === 406) return fail(`Error from server (NotAcceptable): ${body.trim()}`)
  const own = body.startsWith('{') ? JSON.parse(body) : undefined
  const [reason, message] = own ? [own.reason, own.message] : GENERIC[status]
  fail(`Error from server (${reason}): ${message}`)
}

if (flag('context') === 'nope') fail('error: context "nope" does not exist')
else {
  if (flag('user') === 'warned') process.stderr.write('To sign in, open https://login.example/device\n')
  const server = new URL(flag('server') ?? 'http://localhost:8080')
  request(new URL(path, server), (response) => {
    const isFine = response.statusCode === 200
    let body = ''
    response.on('data', (chunk) => (isFine ? process.stdout.write(chunk) : (body += chunk)))
    response.on('end', () => isFine || failed(response.statusCode, body))
    response.on('error', () => fail('error: unexpected EOF'))
  })
    .on('error', () =>
      fail(`The connection to the server ${server.host} was refused - did you specify the right host or port?`),
    )
    .end()
}
