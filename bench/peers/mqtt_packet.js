// Decodes a file of packets with mqtt-packet again and again: the least time of a pass, in ns.
const fs = require('fs')
const mqtt = require('mqtt-packet')

const [, , version, file] = process.argv
const stream = fs.readFileSync(file)
let packets = 0

function pass () {
  const parser = mqtt.parser({ protocolVersion: version === '5.0' ? 5 : 4 })
  packets = 0
  parser.on('packet', () => { packets += 1 })
  parser.on('error', (error) => { throw error })
  parser.parse(stream)
}

let least = Infinity
const end = process.hrtime.bigint() + 1_000_000_000n
while (process.hrtime.bigint() < end) {
  const begin = process.hrtime.bigint()
  pass()
  least = Math.min(least, Number(process.hrtime.bigint() - begin))
}
console.log(least, packets)
