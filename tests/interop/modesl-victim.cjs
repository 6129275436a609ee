// Subscribes to plain events with the library that its first argument names, at the port of the second.
const { Connection } = require(process.argv[2])
const connection = new Connection('127.0.0.1', Number(process.argv[3]), 'ClueCon', () => {
  connection.events('plain', 'HEARTBEAT', () => process.stdout.write('subscribed\n'))
})
