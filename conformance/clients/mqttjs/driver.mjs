// The driver of MQTT.js. It listens for `error`, as every program has to, and does nothing about
// it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Driver, Publishing, Unsupported, hexed, say } from '../help/line_json.mjs'

const mqtt = createRequire(process.argv[3])('mqtt')
const driver = new Driver(mqtt.MQTTJS_VERSION)
const stores = {
  incomingStore: new mqtt.Store({ clean: false }),
  outgoingStore: new mqtt.Store({ clean: false }),
}
let client, answer_auth, last_error, has_ended

const own_names = { user_property: 'userProperties', maximum_qos: 'maximumQoS' }
const own_name = (name) =>
  own_names[name] ?? name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
const booleans = [
  'payload_format_indicator',
  'request_response_information',
  'request_problem_information',
]

function given(properties) {
  if (!properties) return undefined
  const own = {}
  for (const [name, value] of Object.entries(properties)) {
    if (booleans.includes(name) && value > 1) throw new Unsupported('properties.' + name)
    if (name === 'user_property') own.userProperties = map_of(value)
    else own[own_name(name)] = booleans.includes(name) ? value === 1 : value
  }
  return own
}

function map_of(pairs) {
  const map = {}
  for (const [name, value] of pairs) map[name] = name in map ? [map[name], value].flat() : value
  return map
}

function seen(ev, properties) {
  const told = {}
  for (const field of driver.caps.shows[ev]) {
    const name = field.replace('properties.', '')
    const value = name !== field ? properties?.[own_name(name)] : undefined
    if (value !== undefined) told[name] = shown(name, value)
  }
  return Object.keys(told).length ? told : undefined
}

function shown(name, value) {
  if (name === 'user_property')
    return Object.entries(value).flatMap(([key, each]) => [each].flat().map((one) => [key, one]))
  if (name === 'subscription_identifier') return [value].flat()
  return Buffer.isBuffer(value) ? hexed(value) : typeof value === 'boolean' ? Number(value) : value
}

function reached_by({ url, ca }) {
  if (!url) return { protocol: 'mqtt' }
  const { protocol, pathname } = new URL(url)
  return { protocol: protocol.slice(0, -1), path: pathname, ca: ca && readFileSync(ca) }
}

function connect(tag, f) {
  driver.fixed(f, 'version', 'client_id', 'auto_reconnect', 'auto_aliases')
  if (f.properties?.topic_alias_maximum !== driver.made.properties?.topic_alias_maximum)
    throw new Unsupported('properties.topic_alias_maximum')
  if (f.properties?.receive_maximum !== driver.made.properties?.receive_maximum)
    throw new Unsupported('properties.receive_maximum')
  // After end() only the stores keep something, and they are the application's to empty. Without
  // it the library keeps as much in stores of its own.
  if (has_ended && f.clean_start && !driver.made.clean_start) throw new Unsupported('clean_start')
  const options = {
    ...reached_by(f),
    hostname: f.host,
    port: f.port,
    protocolVersion: f.version === '5.0' ? 5 : 4,
    clean: f.clean_start,
    clientId: f.client_id,
    keepalive: f.keep_alive,
    username: f.user_name,
    password: f.password,
    will: f.will && { qos: 0, retain: false, ...f.will, properties: given(f.will.properties) },
    properties: given(f.properties),
    connectTimeout: f.connect_timeout_s && f.connect_timeout_s * 1000,
  }
  for (const name in options) if (options[name] === undefined) delete options[name]
  last_error = undefined
  if (client) {
    for (const name of ['clean', 'keepalive', 'username', 'password', 'will', 'properties'])
      delete client.options[name]
    Object.assign(client.options, { clean: true, keepalive: 60 }, options)
  } else {
    const mine = {
      manualConnect: true,
      resubscribe: false,
      autoAssignTopicAlias: f.auto_aliases,
    }
    if (!f.auto_reconnect) mine.reconnectPeriod = 0
    client = mqtt.connect({ ...options, ...mine, ...stores })
    listen()
  }
  client.connect()
}

function listen() {
  client.on('connect', up)
  client.on('packetreceive', (packet) => {
    if (packet.cmd === 'connack' && (packet.reasonCode ?? packet.returnCode) > 0) up(packet)
  })
  client.on('close', () => driver.down({ text: last_error }))
  client.on('disconnect', (packet) =>
    say('disc', undefined, {
      reason_code: packet.reasonCode,
      properties: seen('disc', packet.properties),
    })
  )
  client.on('message', (topic, payload, { qos, retain, dup, properties }) =>
    say('msg', undefined, {
      topic,
      payload: hexed(payload),
      qos,
      retain,
      dup,
      properties: seen('msg', properties),
    })
  )
  client.on('error', (error) => {
    last_error = String(error)
    if (driver.connecting === undefined) say('err', undefined, { on: 'library', text: last_error })
  })
  client.handleAuth = (packet, answer) => {
    say('auth', undefined, {
      reason_code: packet.reasonCode,
      properties: seen('auth', packet.properties),
    })
    if (packet.reasonCode === 0x18) answer_auth = answer
    else answer()
  }
}

function up(packet) {
  const reason_code = packet.reasonCode ?? packet.returnCode
  driver.up({
    session_present: reason_code === 0 ? packet.sessionPresent : undefined,
    reason_code,
    properties: seen(reason_code === 0 ? 'up' : 'refused', packet.properties),
  })
}

function sub(tag, { subscriptions, properties }) {
  const wanted = {}
  for (const {
    topic_filter,
    qos,
    no_local,
    retain_as_published,
    retain_handling,
  } of subscriptions) {
    if (topic_filter in wanted) throw new Unsupported('subscriptions.topic_filter')
    wanted[topic_filter] = { qos, nl: no_local, rap: retain_as_published, rh: retain_handling }
  }
  client.subscribe(wanted, { properties: given(properties) }, (error, _, packet) => {
    if (!packet) return driver.failed('sub', tag, String(error ?? 'nothing was sent'))
    say('suback', tag, {
      reason_codes: packet.granted,
      properties: seen('suback', packet.properties),
    })
  })
}

function unsub(tag, { topic_filters, properties }) {
  client.unsubscribe(topic_filters, { properties: given(properties) }, (error, packet) => {
    if (error) return driver.failed('unsub', tag, String(error))
    const reason_codes = driver.version === '5.0' ? packet.granted : undefined
    say('unsuback', tag, { reason_codes, properties: seen('unsuback', packet.properties) })
  })
}

function pub(tag, fields) {
  const payload = fields.payload ?? Buffer.alloc(fields.size ?? 0, 'x')
  new Publishing(tag, fields, (publishing, n) => {
    const options = {
      qos: fields.qos ?? 0,
      retain: fields.retain ?? false,
      properties: given(fields.properties),
    }
    client.publish(fields.topic, payload, options, (error, packet) => {
      if (error && !packet) return publishing.failed(n, String(error))
      publishing.done(n, {
        reason_code: packet?.reasonCode,
        properties: seen('done', packet?.properties),
      })
    })
  })
}

function disconnect(tag, { reason_code, properties }) {
  const options = { reasonCode: reason_code, properties: given(properties) }
  for (const name in options) if (options[name] === undefined) delete options[name]
  has_ended = true
  client.end(false, options)
}

function auth(tag, { reason_code, properties }) {
  if (reason_code !== 0x18) throw new Unsupported('reason_code')
  if (!answer_auth) return driver.failed('auth', tag, 'the Server has not asked')
  const answer = answer_auth
  answer_auth = undefined
  answer(null, { cmd: 'auth', reasonCode: 0x18, properties: given(properties) })
}

driver.run({ connect, sub, unsub, pub, disconnect, auth })
