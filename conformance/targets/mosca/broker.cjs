// Mosca on $port of the loopback, for anybody or for the user of $login.
const { Server, persistence } = require('mosca')

const { port, login } = process.env
const server = new Server({
  host: '127.0.0.1',
  port: Number(port),
  maxInflightMessages: 10000,
  logger: { level: 'error' },
  persistence: { factory: persistence.Memory },
})
if (login) {
  server.authenticate = (client, name, password, done) =>
    done(null, `${name}:${password}` === login)
}
