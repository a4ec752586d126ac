/** Words and calls that have no place, or one place only. */
import { areaOf } from './areas.ts'
import { type Breach, lineAt, type Source } from './tree.ts'

export interface TextRule {
  readonly name: string
  readonly pattern: RegExp
  /** `code`: outside comments and strings; `text`: anywhere. */
  readonly where: 'code' | 'text'
  /** Areas or files where it is right, each with its because. */
  readonly except: Readonly<Record<string, string>>
  readonly because: string
}

export const textRules: readonly TextRule[] = [
  { name: 'eval', pattern: /\beval\s*\(/g, where: 'code', except: {}, because: 'code comes from files only' },
  {
    name: 'new Function',
    pattern: /\bnew\s+Function\b/g,
    where: 'code',
    except: {},
    because: 'code comes from files only (validators are generated ahead)',
  },
  {
    name: 'Math.random',
    pattern: /\bMath\s*\.\s*random\b/g,
    where: 'code',
    except: {},
    because: 'it can be guessed; sandboxes and tests have seeded generators',
  },
  {
    name: 'randomness',
    pattern: /\brandom(?:Bytes|UUID|Fill(?:Sync)?|Int)\b|\bgetRandomValues\b/g,
    where: 'code',
    except: {
      'gateway/telemetry/random.ts': 'the one place',
      'certs-dev': 'stands alone',
      'agency/sandbox': 'another program',
      test: 'makes what it likes',
    },
    because: 'one module makes randomness, so that where nonces, keys and ids come from is read in one place',
  },
  {
    name: 'hijack',
    pattern: /\.\s*hijack\s*\(|\breply\s*\.\s*raw\b/g,
    where: 'code',
    except: {
      'gateway/http/raw.ts': 'answers what Fastify could not route, with a Released only',
      'gateway/http/places.ts': 'waits for the end of an answer, and writes nothing',
    },
    because: 'nothing goes past the serialiser, which lets out only what was released',
  },
  {
    name: 'raw write',
    pattern: /\bsocket\s*\.\s*(?:write|end)\s*\(|\.\s*writeHead\s*\(/g,
    where: 'code',
    except: {
      'gateway/http/raw.ts': 'writes a Released only',
      'gateway/signer/server.ts': "signatures of the log, to the log, on a socket of its owner's alone",
      'gateway/audit/signer-link.worker.ts': "the log's checkpoints, to its signer",
      'adapters/sandbox': "plays an agency's system, another program",
      'gateway/development/golden-source.ts': "plays an agency's system from golden documents, in a process of its own",
      'gateway/development/security-server.ts': 'plays the security servers before that system, in the same process',
      test: 'plays clients and sources',
    },
    because: 'what leaves the gateway leaves through the door',
  },
  {
    name: 'opening what is sealed',
    pattern: /import\s*\{[^}]*\bopen\b[^}]*\}\s*from\s*['"][^'"]*\bsealed\.ts['"]/g,
    where: 'text',
    except: { release: 'the one door', test: 'looks at the door from both sides' },
    because: 'whoever has read release/ has read every way a facet can leave',
  },
  {
    name: 'vault',
    pattern: /from\s*['"][^'"]*\bvault\.ts['"]/g,
    where: 'text',
    except: { release: 'the one door', test: 'looks at the door from both sides' },
    because: 'what is kept at rest is sealed and opened behind the one door only',
  },
  {
    name: 'public document',
    pattern: /import\s*\{[^}]*\bpreparePublic\b[^}]*\}/g,
    where: 'text',
    except: {
      'gateway/http/public/health.ts': 'health and readiness: nothing of anybody',
      'gateway/http/public/key-history.ts': 'public keys, present and former',
      'gateway/http/public/openapi.ts': 'what there is to ask, in general',
      'gateway/http/oauth/metadata.ts': 'RFC 8414 metadata and public keys',
      test: 'looks at the door from both sides',
    },
    because: 'what is not recorded is a list, and this is it',
  },
  {
    name: 'file of the log',
    pattern: /import\s*\{[^}]*\bprepare(?:Hashes|Entries)\b[^}]*\}/g,
    where: 'text',
    except: {
      'gateway/http/log/files.ts': 'checkpoint and tiles as they lie in the folder; entries under a recorded reading',
      test: 'looks at the door from both sides',
    },
    because: 'these leave without an entry each: nothing but the log itself may',
  },
  {
    name: 'acknowledgement',
    pattern: /\bfolder\s*\.\s*ack\b/g,
    where: 'code',
    except: {
      'gateway/exchange/acknowledgement.ts': 'the one place',
      test: 'reads what was acknowledged',
    },
    because: 'what a sender reads in its folder is written whole, and in place of nothing unread',
  },
  {
    name: 'process.env',
    pattern: /\bprocess\s*\.\s*env\b/g,
    where: 'code',
    except: { config: 'the one place', test: 'a test sets up its own process' },
    because: 'a setting is one row of one schema',
  },
  {
    name: 'clock',
    pattern: /\bDate\s*\.\s*now\b|\bnew\s+Date\s*\(\s*\)|\bperformance\s*\.\s*now\b|\bprocess\s*\.\s*hrtime\b/g,
    where: 'code',
    except: {
      'gateway/telemetry/clock.ts': 'the one place',
      'certs-dev': 'stands alone',
      'adapters/sandbox/server.ts': 'another program',
      test: 'measures and waits',
    },
    because: 'one module reads the clock, so that everything else can be given a time',
  },
  {
    name: 'default export',
    pattern: /\bexport\s+default\b|\bas\s+default\b/g,
    where: 'code',
    except: {},
    because: 'a thing has one name',
  },
  {
    name: 'unfinished',
    pattern: new RegExp(`\\b(?:${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`, 'g'),
    where: 'text',
    except: {},
    because: 'what is not done is not there',
  },
  {
    name: 'path of a machine',
    pattern: /(?<![\w.])\/(?:work|home|root|Users)\/\w|\b[A-Z]:\\\\\w/g,
    where: 'text',
    except: { 'test/tidy': 'its bad examples' },
    because: 'it is nobody else’s',
  },
]

/** Every place in `sources` that a rule forbids. */
export function textBreaches(sources: readonly Source[], rules: readonly TextRule[] = textRules): Breach[] {
  return rules.flatMap(({ name, pattern, where, except, because }) =>
    sources
      .filter(
        ({ path }) =>
          !Object.keys(except).some(
            (place) => areaOf(path) === place || path === place || path.startsWith(`${place}/`),
          ),
      )
      .flatMap((source) =>
        [...source[where].matchAll(pattern)].map(({ index }) => ({
          path: source.path,
          line: lineAt(source.text, index),
          what: `${name}: ${because}`,
        })),
      ),
  )
}
