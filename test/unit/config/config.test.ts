import { resolve } from 'node:path'
import t from 'tap'
import { ConfigError, httpsUrl, loadConfig, originOf, type Violation } from '../../../gateway/config/config.ts'
import { settings } from '../../../gateway/config/settings.ts'

const production = {
  LIENTHONG_MODE: 'production',
  LIENTHONG_URL: 'https://lienthong.example.vn',
  LIENTHONG_ORIGIN: 'lienthong.an-giang/1/log',
  DATABASE_URL: 'postgres://u:mat-khau@db/lienthong',
  REDIS_URL: 'rediss://u:mat-khau@redis',
  LIENTHONG_WITNESS_POLICY: '/etc/lienthong/witnesses',
}

function violationsOf(env: Record<string, string>): readonly Violation[] {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.violations
    throw error
  }
  return []
}

t.test('an empty environment is development with the defaults, frozen', async (t) => {
  const config = loadConfig({ PATH: '/bin', LIENTHONG_PORT: '' })
  t.match(config, {
    mode: 'development',
    dataDir: resolve('.lienthong'),
    host: '127.0.0.1',
    port: 8443,
    logOrigin: 'lienthong.an-giang/dev/log',
    logLevel: 'info',
    sandbox: { seed: 1, dossiers: 56 },
    translateWorkers: 2,
    digest: /^[0-9a-f]{16}$/,
  })
  t.ok(Object.isFrozen(config))
  t.notOk('databaseUrl' in config || 'otlpEndpoint' in config)
})

t.test('every wrong setting is named at once, and no value is repeated', async (t) => {
  const env = {
    LIENTHONG_PORT: '65536',
    LIENTHONG_SANDBOX_SEED: '1e3',
    LIENTHONG_MODE: 'canary',
    DATABASE_URL: 'mysql://canary',
    LIENTHONG_PROT: 'canary',
  }
  const violations = violationsOf(env)
  t.same(new Set(violations.map((violation) => violation.env)), new Set(Object.keys(env)))
  t.match(violations.find((violation) => violation.env === 'LIENTHONG_PROT')?.problem, /did you mean LIENTHONG_PORT\?/)
  t.notMatch(JSON.stringify(violations), /canary/)
})

t.test('production says who its witnesses are, or that it has none; nobody is refused before the alert', async (t) => {
  const { LIENTHONG_WITNESS_POLICY: _, ...without } = production
  t.match(violationsOf(without), [{ env: 'LIENTHONG_WITNESS_POLICY', problem: /must be set in production/ }])
  t.equal(loadConfig({ ...without, LIENTHONG_WITNESS_POLICY: 'none' }).witnessPolicy, 'none')
  t.equal(loadConfig({ LIENTHONG_WITNESS_POLICY: 'w' }).witnessPolicy, resolve('w'))
  const times = { LIENTHONG_WITNESS_ALERT: '20000', LIENTHONG_WITNESS_REFUSE: '19999' }
  t.match(violationsOf(times), [
    { env: 'LIENTHONG_WITNESS_REFUSE', problem: /not be less than LIENTHONG_WITNESS_ALERT/ },
  ])
  t.same(violationsOf({ ...times, LIENTHONG_WITNESS_REFUSE: '20000' }), [])
})

t.test('one worker is not enough: a long document would stop every answer', async (t) => {
  t.match(violationsOf({ LIENTHONG_TRANSLATE_WORKERS: '1' }), [{ env: 'LIENTHONG_TRANSLATE_WORKERS' }])
  t.same(violationsOf({ LIENTHONG_TRANSLATE_WORKERS: '2' }), [])
})

t.test('a name that resembles none is refused without a guess', async (t) => {
  t.same(violationsOf({ LIENTHONG_XYZQWERTY: '1' }), [{ env: 'LIENTHONG_XYZQWERTY', problem: 'no such setting' }])
})

t.test('production refuses what is only for development', async (t) => {
  t.same(violationsOf(production), [])
  t.notOk('sandbox' in loadConfig(production))
  const bare = violationsOf({ LIENTHONG_MODE: 'production' }).map(({ env }) => env)
  t.same(bare.sort(), ['DATABASE_URL', 'LIENTHONG_ORIGIN', 'LIENTHONG_URL', 'LIENTHONG_WITNESS_POLICY', 'REDIS_URL'])
  const sandbox = violationsOf({ ...production, LIENTHONG_SANDBOX_DOSSIERS: '20', LIENTHONG_VECTORS: '/x' })
  t.same(sandbox.map(({ env }) => env).sort(), ['LIENTHONG_SANDBOX_DOSSIERS', 'LIENTHONG_VECTORS'])
})

t.test('the digest follows the settings and not the secrets', async (t) => {
  const { digest } = loadConfig(production)
  t.equal(loadConfig({ ...production, DATABASE_URL: 'postgres://u:khac@db/lienthong' }).digest, digest)
  t.not(loadConfig({ ...production, LIENTHONG_PORT: '1' }).digest, digest)
})

t.test('every setting has its description in both languages', async (t) => {
  for (const { env, description } of settings) t.ok(description.vi && description.en, env)
})

t.test('an address that is none is named before anything is opened', async (t) => {
  for (const [env, text] of [
    ['DATABASE_URL', 'postgres://u:canary@db:99999/x'],
    ['REDIS_URL', 'redis://:'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://'],
  ] as const) {
    const violations = violationsOf({ [env]: text })
    t.match(violations, [{ env, problem: /a URI/ }])
    t.notMatch(JSON.stringify(violations), /canary/)
  }
})

t.test('traces and metrics go over OTLP or nowhere, and no file says otherwise', async (t) => {
  for (const env of ['OTEL_TRACES_EXPORTER', 'OTEL_METRICS_EXPORTER']) {
    for (const where of ['otlp', 'none', '']) t.same(violationsOf({ [env]: where }), [], `${env}=${where}`)
    for (const where of ['console', 'zipkin', 'prometheus', 'otlp,console', 'OTLP'])
      t.match(violationsOf({ [env]: where }), [{ env, problem: /otlp, none/ }], `${env}=${where}`)
  }
  t.match(violationsOf({ OTEL_CONFIG_FILE: 'canary.yaml' }), [
    { env: 'OTEL_CONFIG_FILE', problem: /Must not be set: .* · Không được đặt/ },
  ])
  t.same(violationsOf({ OTEL_CONFIG_FILE: '' }), [])
})

t.test('the gateway goes by one spelling of its name', async (t) => {
  const good = ['https://lienthong.example.vn', 'https://10.0.0.7:8443', 'https://[::1]:8443']
  const bad = ['http://a.vn', 'a.vn', 'https://a.vn/', 'https://A.vn', 'https://a.vn:443', 'https://u@a.vn', 'https://']
  for (const url of good) t.equal(loadConfig({ LIENTHONG_URL: url }).publicUrl, url)
  for (const url of bad)
    t.match(
      violationsOf({ LIENTHONG_URL: url }),
      [{ env: 'LIENTHONG_URL', problem: /^dạng https:.* · https:\/\/host or https:\/\/host:port \(/ }],
      url,
    )
  t.equal(originOf({ publicUrl: 'https://a.vn', host: '0.0.0.0' }, 8443), 'https://a.vn')
  t.equal(originOf({ host: '::1' }, 8443), 'https://[::1]:8443')
})

t.test('an IPv6 address stands in brackets in a URL', async (t) => {
  t.equal(httpsUrl('::1', 8443), 'https://[::1]:8443')
  t.equal(httpsUrl('127.0.0.1', 8443), 'https://127.0.0.1:8443')
})
