// Commands in, events out: what the drivers in JavaScript share.
import { readFileSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'

const binary = ['payload', 'password', 'correlation_data', 'authentication_data']

export class Unsupported extends Error {}

export const hexed = (bytes) => ({ hex: Buffer.from(bytes).toString('hex') })

/** One event, written before this returns; what is undefined is left out. */
export function say(ev, tag, fields = {}) {
  let line = Buffer.from(JSON.stringify({ ev, tag, ...fields }) + '\n')
  while (line.length > 0) {
    try {
      line = line.subarray(writeSync(1, line))
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
    }
  }
}

/** One command `pub`: `publish` is called with the number of each message. */
export class Publishing {
  constructor(tag, { repeat = 1, window = 1 }, publish) {
    Object.assign(this, { tag, left: repeat, n: 0, publish })
    for (let each = 0; each < Math.min(repeat, window); ++each) this.next()
  }

  next() {
    if (this.left-- > 0) this.publish(this, this.n++)
  }

  done(n, fields) {
    say('done', this.tag, { n, ...fields })
    setImmediate(() => this.next())
  }

  failed(n, text) {
    say('err', this.tag, { on: 'pub', n, text })
    setImmediate(() => this.next())
  }
}

export class Driver {
  constructor(version) {
    this.ready = { ...JSON.parse(readFileSync(process.argv[2])), version }
    this.version = Object.keys(this.ready.versions)[0]
  }

  get caps() {
    return this.ready.versions[this.version]
  }

  /** Obeys commands with the functions of these names. */
  run(handlers) {
    const { ev, ...fields } = this.ready
    say(ev, undefined, fields)
    const input = createInterface({ input: process.stdin, crlfDelay: Infinity })
    input.on('line', (line) => this.read(line, handlers))
    input.on('close', () => process.exit(0))
  }

  read(line, handlers) {
    let command
    try {
      command = JSON.parse(line)
      if (typeof command.do !== 'string') throw new Error('no command')
    } catch (error) {
      return say('err', undefined, { on: 'line', text: String(error) })
    }
    const { do: on, tag, ...fields } = command
    if (on === 'quit') process.exit(0)
    try {
      this.obey(handlers, on, tag, fields)
    } catch (error) {
      if (error instanceof Unsupported) say('unsupported', tag, { on, field: error.message })
      else this.failed(on, tag, String(error))
    }
  }

  obey(handlers, on, tag, fields) {
    if (on === 'connect') {
      if (!this.ready.versions[fields.version]) throw new Unsupported('version')
      this.version = fields.version
    }
    const takes = this.caps.takes[on]
    if (!takes) return say('unsupported', tag, { on })
    const taken = take(fields, takes, '')
    if (!this.hasBegun && on !== 'connect') throw new Error('there was no connect')
    this.hasBegun = true
    if (on === 'connect') this.connecting = tag
    if (on === 'disconnect') this.disconnecting = tag
    handlers[on](tag, taken)
  }

  /** Refuses other values than those with which the client object was made. */
  fixed(fields, ...names) {
    this.made ??= fields
    for (const name of names) if (fields[name] !== this.made[name]) throw new Unsupported(name)
  }

  up(fields) {
    const tag = this.connecting
    this.connecting = undefined
    say(fields.reason_code === 0 ? 'up' : 'refused', tag, fields)
  }

  down(fields) {
    const { connecting, disconnecting } = this
    this.connecting = this.disconnecting = undefined
    if (connecting !== undefined) say('err', connecting, { on: 'connect', ...fields })
    else say('down', disconnecting, fields)
  }

  failed(on, tag, text) {
    if (on === 'connect') this.connecting = undefined
    if (on === 'disconnect') this.disconnecting = undefined
    say('err', tag, { on, text })
  }
}

/** The fields of a command, with text as string and binary data as Buffer. */
function take(value, takes, path) {
  if (Array.isArray(value)) return value.map((part) => take(part, takes, path))
  const is_hex = typeof value === 'object' && Object.keys(value).join() === 'hex'
  if (typeof value === 'object' && !is_hex) {
    const below = path && path + '.'
    const parts = Object.entries(value).map(([key, part]) => [key, take(part, takes, below + key)])
    return Object.fromEntries(parts)
  }
  if (!takes.includes(path)) throw new Unsupported(path)
  const data = is_hex ? Buffer.from(value.hex, 'hex') : value
  if (binary.includes(path.split('.').at(-1))) return Buffer.from(data)
  if (!is_hex) return value
  const text = data.toString()
  if (!Buffer.from(text).equals(data)) throw new Unsupported(path)
  return text
}
