// What a secret is, and what only looks like one. All values are made up.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Edit } from '../../src/mask/edit.ts'
import { findSecrets, maskSecrets } from '../../src/mask/mask.ts'
import { editTexts } from '../../src/mask/walk.ts'
import { builtinRules } from '../../src/rules/load.ts'

const HEX = '0123456789abcdef'
const JWT = 'eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleSJ9.eyJzdWIiOiJzeXN0ZW06bm9kZSJ9.c2lnbmF0dXJl_-x'
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabc+/=\n-----END RSA PRIVATE KEY-----'

describe('is masked', () => {
  test.each<[what: string, text: string, masked: string]>([
    ['a JWT', `token ${JWT} expired`, 'token [JWT] expired'],
    ['a JWT that was cut', `x ${JWT.slice(0, 40)} ... y`, 'x [JWT] ... y'],
    ['a JWT in base64, as in a Secret', `a: ZXlKaGJHY2lPaUpTVXpJMU5pSXNJbXRw`, 'a: [JWT]'],
    ['a bearer token', 'Authorization: Bearer abc123def', 'Authorization: Bearer [bearer token]'],
    [
      'a bearer token in a Go header',
      'map[Authorization:[Bearer abc123def]]',
      'map[Authorization:[Bearer [bearer token]]]',
    ],
    ['a bearer token without its header', 'with bearer AbC1.2-_~+/= it', 'with bearer [bearer token] it'],
    ['basic credentials', '-H "Authorization: Basic dXNlcjpwYXNz"', '-H "Authorization: Basic [basic credentials]"'],
    ['an odd header', 'X-Api-Key: 7f3a9c11', 'X-Api-Key: [key]'],
    ['a cookie', 'Cookie: a=b; session=c\nnext', 'Cookie: [cookie]\nnext'],
    ['a private key', `key:\n${PEM}\nend`, 'key:\n[private key]\nend'],
    ['a private key on one line', `"key":"${PEM.replaceAll('\n', '\\n')}\\n"`, '"key":"[private key]\\n"'],
    ['a private key without its end', PEM.slice(0, 50), '[private key]'],
    [
      'a private key of a kubeconfig',
      'client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURQ==',
      'client-key-data: [private key]',
    ],
    ['a password of an address', 'https://jane:p@ss@reg.example/v2/', 'https://[credentials]@reg.example/v2/'],
    ['a token of an address', 'https://a1b2c3d4e5f6a7b8c9@git.example', 'https://[credentials]@git.example'],
    ['a token of a query', 'GET /v2/?token=abc&scope=x', 'GET /v2/?token=[token]&scope=x'],
    ['a signature of a query', '/c?sv=2020&sig=a%2Bb%3D&se=1', '/c?sv=2020&sig=[URL credential]&se=1'],
    ['a password', 'password=hunter2', 'password=[password]'],
    ['a password in quotes', 'db_password="two words" x', 'db_password="[password]" x'],
    ['a password in quotes of quotes', 'err="password=\\"a b\\" x"', 'err="password=\\"[password]\\" x"'],
    [
      'a password in deeper quotes',
      'err="e=\\"pwd=\\\\\\"a b\\\\\\" x\\""',
      'err="e=\\"pwd=\\\\\\"[password]\\\\\\" x\\""',
    ],
    ['a password whose quotes are cut off', 'password="two words', 'password="[password]'],
    ['a password with marks', "password=a!b#c,d;e' x", "password=[password]' x"],
    ['a password of YAML', 'password: swordfish', 'password: [password]'],
    ['a password of a Go struct', '{User:u Password:hunter Ttl:1}', '{User:u Password:[password] Ttl:1}'],
    [
      'a password of an environment',
      'Env:[]EnvVar{EnvVar{Name:DB_PASSWORD,Value:a,b,ValueFrom:nil,},EnvVar{Name:X,Value:y,},}',
      'Env:[]EnvVar{EnvVar{Name:DB_PASSWORD,Value:[password],ValueFrom:nil,},EnvVar{Name:X,Value:y,},}',
    ],
    [
      'a token of an environment as JSON',
      '{\\"name\\":\\"API_TOKEN\\",\\"value\\":\\"abc\\"}',
      '{\\"name\\":\\"API_TOKEN\\",\\"value\\":\\"[token]\\"}',
    ],
    ['a token', 'token=a', 'token=[token]'],
    ['a token of JSON', '{"token":"abc","n":1}', '{"token":"[token]","n":1}'],
    ['a token of escaped JSON', '{\\"access_token\\": \\"abc\\"}', '{\\"access_token\\": \\"[token]\\"}'],
    ['a token after words', 'with token: 7f3a9c11', 'with token: [token]'],
    ['a secret', 'client_secret=abc secret=def', 'client_secret=[secret] secret=[secret]'],
    ['a flag', 'app --token s3cr3t --db-password x', 'app --token [token] --db-password [password]'],
    ['a key of AWS', 'by AKIAIOSFODNN7EXAMPLE for', 'by [AWS access key] for'],
    ['a secret key of AWS', 'AWS_SECRET_ACCESS_KEY=wJalrXUtn/K7MDENG/bPxRfi', 'AWS_SECRET_ACCESS_KEY=[key]'],
    ['a key of GCP', `key AIzaSyA${HEX}${HEX} x`, 'key [GCP key] x'],
    ['a key of Azure', 'x AbC8Q~abcdefghijklmnopqrstuvwxyz0123456 y', 'x [Azure key] y'],
    ['a key of an Azure account', 'AccountName=a;AccountKey=b+/c==', 'AccountName=a;AccountKey=[key]'],
    ['a token of GitHub', `ghp_${HEX}${HEX}abcd x`, '[GitHub token] x'],
    ['a token of GitLab', 'glpat-AbCdEf012345-xyz9876 x', '[token] x'],
    ['what Docker keeps of a login', '{"auths":{"r":{"auth":"dXNlcjpw"}}}', '{"auths":{"r":{"auth":"[docker auth]"}}}'],
    ['a bootstrap token', `join --token abcdef.${HEX} --x`, 'join --token [bootstrap token] --x'],
    ['a bootstrap token alone', `"abcdef.${HEX}".`, '"[bootstrap token]".'],
    ['a token of k3s', `K10${HEX.repeat(4)}::server:pass x`, '[k3s token] x'],
  ])('%s', (_what, text, masked) => {
    expect(maskSecrets(text)).toBe(masked)
  })
})

describe('stays readable:', () => {
  test.each<[what: string, text: string]>([
    ['the digest of an image', `registry.k8s.io/pause@sha256:${HEX.repeat(4)}`],
    ['the id of a container', `containerd://${HEX.repeat(4)}`],
    ['a UID', 'podUID="3d6f4e1a-1b2c-4d5e-8f90-1234567890ab"'],
    ['the name of a pod with its hash', 'pod="shop/web-7d9f8b6c5d-x2x4z"'],
    ['the name of an event', 'ObjectMeta:{worker.17d5a0b1c2d3e4f5 default'],
    ['a Secret that is named', 'secret="default/regcred" err="secret \\"regcred\\" not found"'],
    ['a Secret that is watched', 'object-"ns"/"cookie-secret": watch of *v1.Secret ended'],
    ['the path of a token', 'token=/var/run/secrets/token private-key=C:\\certs\\ca.pem'],
    ['the name of a file option', '--tls-private-key-file="/k.pem" --bootstrap-token-file=/t'],
    ['a hash of a certificate', `--discovery-token-ca-cert-hash sha256:${HEX.repeat(4)}`],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----'],
    ['what is said of a token', 'failed to fetch token: context deadline exceeded'],
    ['what is said of a password', 'password: authentication failed for user'],
    ['what is said of bearers', 'Basic authentication failed, bearer token missing, Basic Constraints'],
    ['what a registry asks for', 'Bearer realm="https://auth.docker.io/token",service="registry"'],
    ['a setting', '--authorization-mode="Webhook" Authorization:{Mode:Webhook Webhook:{}}'],
    ['a gate', 'LegacyServiceAccountTokenCleanUp=true token=false password="" secret=<nil>'],
    ['a variable', 'curl -H "Authorization: Bearer $TOKEN" --password=${PASSWORD}'],
    ['a user of an address', 'ssh://git@git.example/a'],
    ['the folder of a process', 'PWD=/root OLDPWD=/'],
  ])('%s', (_what, text) => {
    expect(maskSecrets(text)).toBe(text)
  })

  test('every text of the built-in rules', async () => {
    const rules = await builtinRules()
    expect(editTexts(rules, findSecrets)).toEqual(rules)
  })
})

describe('on any text', () => {
  const pieces = `password=|token: |"|\\"|\\\\| |\n|https://|@|:|Bearer |-----BEGIN PRIVATE KEY-----|-----END |eyJ|AKIA|?sig=|--token |auth":"|x7|[|]|secret|=|cookie:|Authorization`
  const piece = fc.constantFrom(...pieces.split('|'))
  const texts = fc
    .array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 40 })
    .map((parts) => parts.join(''))

  test('masking twice is masking once', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(maskSecrets(maskSecrets(text))).toBe(maskSecrets(text))
      }),
    )
  })

  test('what is between the secrets stays as it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let at = 0
        for (const { start, end, by } of findSecrets(text)) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          expect(by).toMatch(/^\[[\w ]+\]$/)
          at = end
        }
        expect(at).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  test('a password does not survive, whatever it is', () => {
    const password = fc.stringMatching(/^[!-~]{6,40}$/).filter((text) => !/["'`&<>\\$[(]/.test(text))
    fc.assert(
      fc.property(password, (text) => {
        expect(maskSecrets(`err="login: password=\\"${text}\\" refused"`)).toBe(
          'err="login: password=\\"[password]\\" refused"',
        )
      }),
    )
  })

  test.each([
    'password=',
    'a:b@',
    '://',
    'eyJ',
    '"',
    '\\"password=',
    'Bearer ',
    '-----BEGIN PRIVATE KEY-----',
    '\\',
    'a',
    'cookie:\\',
    'authorization:',
    'secret:/',
    '[token]',
  ])('a megabyte of %j is no work', (text) => {
    expect(maskSecrets(text.repeat(1_000_000 / text.length)).length).toBeLessThanOrEqual(30_000_000)
  })
})

test('the marked part of a text moves with it', () => {
  const text = 'password=abc no space left, token=x'
  const mark = { start: text.indexOf('no'), end: text.indexOf(',') }
  const { text: masked, mark: moved } = editTexts({ text, mark }, findSecrets)
  expect(masked.slice(moved.start, moved.end)).toBe('no space left')
})

describe('texts of a value', () => {
  const shout = (text: string): readonly Edit[] => (text === 'hello' ? [{ start: 0, end: 5, by: 'HELLO' }] : [])

  test('are edited wherever they stand', () => {
    const value = { hello: ['hello', 1, null, { there: 'hello' }], and: 'bye' }
    expect(editTexts(value, shout)).toEqual({ hello: ['HELLO', 1, null, { there: 'HELLO' }], and: 'bye' })
    expect(value).toEqual({ hello: ['hello', 1, null, { there: 'hello' }], and: 'bye' })
  })

  test('are left where they are when there is nothing to edit in them', () => {
    const quiet = { say: ['bye', { and: 'bye' }] }
    const { before, after } = editTexts({ before: quiet, after: 'hello' }, shout)
    expect(before).toBe(quiet)
    expect(after).toBe('HELLO')
  })

  test('are looked at once', () => {
    const seen: string[] = []
    editTexts({ one: ['a', 'b'], two: ['a'] }, (text) => {
      seen.push(text)
      return []
    })
    expect(seen).toEqual(['a', 'b'])
  })
})
