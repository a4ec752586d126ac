/** The house (who may import whom), as data. Each line has its because. */

/** The part of the house that `path` belongs to; a gateway file outside a folder is `composition` unless it is a base module. */
export function areaOf(path: string): string {
  const [top, second, third] = path.split('/') as [string, string?, string?]
  if (top === 'gateway')
    return second === 'limits.ts'
      ? 'limits'
      : second?.endsWith('.ts') || composing.has(second!)
        ? 'composition'
        : `${second}`
  if (top === 'adapters') {
    if (['sdk', 'codecs', 'check', 'sandbox'].includes(second!)) return `adapters/${second}`
    if (third === 'kit.ts') return 'agency/kit'
    return third === 'sandbox' ? 'agency/sandbox' : 'agency'
  }
  return top === 'package.json' ? 'package.json' : top
}

/** Folders that put the parts together, beside main.ts, app.ts and cli.ts. */
const composing = new Set(['commands', 'development'])

const base = ['errors', 'limits', 'config', 'telemetry', 'schemas', 'adapters/sdk']
const store = ['store', ...base]
const facts = ['dossiers', 'sources', 'policy', 'audit', 'identity']

export interface Layer {
  /** Areas it may import besides itself. */
  readonly may: readonly string[]
  readonly because: string
}

export const layers: Readonly<Record<string, Layer>> = {
  schemas: { may: [], because: 'the schemas are the single source: they stand on nothing' },
  'adapters/sdk': { may: ['schemas'], because: 'the contract of an adapter speaks of the shared schema only' },
  'adapters/codecs': { may: ['schemas', 'adapters/sdk'], because: 'a codec knows a format, no agency' },
  'adapters/check': {
    may: ['schemas', 'adapters/sdk', 'adapters/codecs', 'agency'],
    because: 'it judges adapters from outside',
  },
  'adapters/sandbox': {
    may: ['schemas', 'adapters/sdk'],
    because: 'the invented world must not come from the translation that it tests',
  },
  agency: {
    may: ['schemas', 'adapters/sdk', 'adapters/codecs'],
    because: 'an adapter is pure translation: no other agency, no gateway',
  },
  'agency/kit': {
    may: ['schemas', 'adapters/sdk', 'adapters/codecs', 'agency'],
    because: 'it tells the check about the native format and is no part of the digest: no adapter may import it',
  },
  'agency/sandbox': {
    may: ['schemas', 'adapters/sdk', 'adapters/codecs', 'adapters/sandbox'],
    because: 'a sandbox system is another program than its adapter: a shared mistake would not show',
  },
  'certs-dev': { may: [], because: 'throw-away certificates must not become part of the gateway' },
  errors: { may: ['limits'], because: 'everything stands on them' },
  limits: { may: [], because: 'everything stands on them' },
  config: { may: ['errors', 'limits', 'schemas'], because: 'everything stands on it' },
  telemetry: { may: ['errors', 'limits', 'config'], because: 'everything stands on it' },
  store: { may: base, because: 'it keeps what others give it and knows none of them' },
  dossiers: { may: store, because: 'WHICH does not ask, decide or release' },
  sources: { may: store, because: 'ASK does not decide or release' },
  policy: { may: base, because: 'MAY THEY is pure: no store, no I/O' },
  audit: { may: store, because: 'the log records what it is given' },
  signer: { may: ['audit', ...store], because: 'it signs checkpoints and knows nothing else of the gateway' },
  identity: { may: store, because: 'WHO comes before everything else' },
  release: {
    may: [...facts, ...store],
    because: 'the one door: whoever has read it has read every way data can leave',
  },
  exchange: {
    may: ['release', ...facts, ...store],
    because: 'what is handed over is translated and indexed inside the one door; handing over holds ciphertext only',
  },
  witness: {
    may: ['audit', ...base],
    because:
      "an agency's own program: of the gateway it shares the format of the log, and how a certificate names a system",
  },
  witnessing: {
    may: ['audit', ...base],
    because: 'checkpoints and hashes go to others, never entries: it knows nothing of who asked for what',
  },
  auditor: {
    may: ['audit', ...store],
    because: "the security officers' program shares the log and nothing else with the gateway",
  },
  http: { may: ['exchange', 'release', ...facts, ...store], because: 'thin: parse, call, send' },
  composition: {
    may: [
      'http',
      'auditor',
      'signer',
      'witness',
      'witnessing',
      'exchange',
      'release',
      ...facts,
      ...store,
      'certs-dev',
      'package.json',
    ],
    because: 'it puts the parts together',
  },
  test: {
    may: [
      'composition',
      'http',
      'auditor',
      'signer',
      'witness',
      'witnessing',
      'exchange',
      'release',
      ...facts,
      ...store,
      'certs-dev',
      'package.json',
      'agency',
      'agency/kit',
      'agency/sandbox',
      'adapters/codecs',
      'adapters/check',
      'adapters/sandbox',
    ],
    because: 'tests may look at everything; nothing imports a test',
  },
}

export interface Exception {
  readonly from: string
  readonly to: string
  readonly typeOnly?: true
  readonly because: string
}

/** From an area or a file to an area or a file. */
export const exceptions: readonly Exception[] = [
  {
    from: 'policy',
    to: 'identity',
    typeOnly: true,
    because: 'a decision is about a Caller, whose shape identity owns',
  },
  { from: 'dossiers', to: 'policy', typeOnly: true, because: 'the index keeps labels, whose shape policy owns' },
  {
    from: 'gateway/dossiers/label-marks.ts',
    to: 'policy',
    because: 'what a mark becomes is a rule of the lattice, and is said once',
  },
  {
    from: 'gateway/dossiers/place-marks.ts',
    to: 'policy',
    because: 'what is said of a place is joined as the lattice says',
  },
  {
    from: 'gateway/dossiers/handed-record.ts',
    to: 'policy',
    because: 'what stands on a record is joined as the lattice says',
  },
  {
    from: 'gateway/sources/found.ts',
    to: 'adapters/codecs',
    because: 'the leaf that a finding points to is found again in the tree that the adapter had, by no adapter',
  },
  {
    from: 'store',
    to: 'gateway/identity/replay.ts',
    typeOnly: true,
    because: 'identity says what a replay store must do; store provides two',
  },
  {
    from: 'gateway/witness/server.ts',
    to: 'gateway/identity/tls.ts',
    because: 'how a server of this house listens is said once',
  },
  {
    from: 'gateway/witness/server.ts',
    to: 'gateway/identity/subject-uri.ts',
    because: 'how a certificate names a system is said once',
  },
  {
    from: 'gateway/development/golden-source.ts',
    to: 'adapters/check',
    typeOnly: true,
    because: 'what a source answers with golden documents is read with the checks that read them; development only',
  },
  {
    from: 'gateway/commands',
    to: 'adapters/check',
    because: 'the commands of the kit judge adapters for whoever writes one; the gateway itself knows nothing of it',
  },
  {
    from: 'gateway/commands/sandbox-look.ts',
    to: 'adapters/sandbox',
    typeOnly: true,
    because: 'a person looks into an invented system; what it tells is told once',
  },
  {
    from: 'gateway/development/stories.ts',
    to: 'adapters/sandbox',
    because: 'run.json names the invented dossiers; development only',
  },
  {
    from: 'gateway/development/demo/expected.ts',
    to: 'adapters/sandbox',
    because: 'the demonstration compares answers with the invented documents; development only',
  },
]

export interface KeptModule {
  readonly module: string
  /** Areas, folders and files that may import it; nothing else may, whatever the layers say. */
  readonly importers: readonly string[]
  readonly because: string
}

export const keptModules: readonly KeptModule[] = [
  {
    module: 'gateway/audit/opener.ts',
    importers: ['gateway/commands', 'auditor', 'test'],
    because:
      'the gateway seals for the audit officers and opens nothing; an officer runs a command, with a key of their own',
  },
]

export interface PackageRule {
  readonly packages: RegExp
  readonly areas: readonly string[]
  readonly because: string
}

export const packageRules: readonly PackageRule[] = [
  {
    packages: /^(fastify|@fastify\/.+|mercurius)$/,
    areas: ['http', 'gateway/app.ts', 'test'],
    because: 'the rest must not care which HTTP server there is',
  },
  { packages: /^graphql$/, areas: ['http', 'test'], because: 'GraphQL is one surface of several' },
  {
    packages: /^jose$/,
    areas: ['identity', 'release', 'exchange', 'audit', 'certs-dev', 'test'],
    because: 'whoever signs or decrypts is few and known',
  },
  {
    packages: /^(pg|redis)$/,
    areas: ['store', 'test'],
    because: 'every statement and every wait is bounded in one place',
  },
  {
    packages: /^structured-headers$/,
    areas: ['gateway/identity/structured-field.ts', 'test'],
    because: 'RFC 9651 allows one field in several spellings: strictness is said in one place',
  },
  {
    packages: /^iconv-lite$/,
    areas: ['adapters/codecs', 'test'],
    because: 'how bytes become text is a codec, and a sandbox that shared it would share its mistakes',
  },
  { packages: /^undici$/, areas: ['sources', 'witnessing', 'test'], because: 'few reach out to other machines' },
  {
    packages: /^date-holidays$/,
    areas: ['schemas/generate', 'test'],
    because: 'the holidays are data that is generated ahead: nothing of the package runs in the gateway',
  },
  { packages: /^(tap|fast-check)$/, areas: ['test'], because: 'production does not carry test tools' },
  {
    packages:
      /^node:(fs|fs\/promises|net|tls|https?|http2|dgram|dns|child_process|worker_threads|cluster|vm|os|process)$/,
    areas: [
      'schemas',
      'adapters/sandbox',
      'adapters/check',
      'agency/sandbox',
      'certs-dev',
      'errors',
      'limits',
      'config',
      'telemetry',
      'store',
      'dossiers',
      'sources',
      'audit',
      'signer',
      'identity',
      'release',
      'exchange',
      'auditor',
      'witness',
      'witnessing',
      'http',
      'composition',
      'test',
      'gateway/policy/policy.ts',
    ],
    because: 'adapters, codecs and policy are pure: no I/O (policy.ts reads the policies once, at load)',
  },
]
