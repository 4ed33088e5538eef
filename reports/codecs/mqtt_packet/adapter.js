// Decodes vectors with mqtt-packet, as MQTT.js and Aedes do: a parser that knows the version.
const readline = require('readline')
const mqtt = require('mqtt-packet')

function hex (bytes) {
  return Buffer.from(bytes).toString('hex') || '-'
}

function answer (version, bytes) {
  const parser = mqtt.parser({ protocolVersion: version === '5.0' ? 5 : 4 })
  let packet
  let error
  parser.on('packet', (parsed) => { packet = parsed })
  parser.on('error', (reported) => { error = reported })
  try {
    parser.parse(bytes)
  } catch (thrown) {
    return `crash ${thrown.name}: ${thrown.message}`
  }
  if (error) return `reject ${error.message}`
  if (!packet) return 'incomplete'
  if (packet.cmd !== 'publish') return 'accept'
  return `accept ${hex(packet.topic)} ${hex(packet.payload)}`
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const [id, version, , bytes] = line.split(' ')
  console.log(`${id} ${answer(version, Buffer.from(bytes, 'hex'))}`.replace(/\n/g, ' '))
})
