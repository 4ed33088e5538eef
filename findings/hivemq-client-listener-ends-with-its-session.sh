#!/usr/bin/env bash
# hivemq-mqtt-client 1.3.10 (Maven Central), MQTT 5.0 (and 3.1.1).
# Guess refuted: who listens to all messages of a client object still gets them after it connected
# once more.
# Seen: not if CONNACK had Session Present 0. The library ends the listener with the Session; a QoS
# 1 message that comes then gets its PUBACK, and nobody is given it. The callback form of publishes()
# is not told either. A callback that is registered again gets the next one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId>
<version>1</version><dependencies><dependency><groupId>com.hivemq</groupId>
<artifactId>hivemq-mqtt-client</artifactId><version>1.3.10</version></dependency></dependencies>
</project>
XML
cat >Main.java <<'JAVA'
import com.hivemq.client.mqtt.*;
import com.hivemq.client.mqtt.mqtt5.*;

class Main {
    public static void main(String[] arguments) throws Exception {
        Mqtt5AsyncClient client = Mqtt5Client.builder().identifier("finding")
            .serverHost("127.0.0.1").serverPort(Integer.parseInt(arguments[0])).buildAsync();
        listen(client, "first");
        for (int i = 0; i < 3; ++i) {
            if (i == 2) listen(client, "second");
            client.connectWith().cleanStart(false).sessionExpiryInterval(300).send().get();
            while (client.getState() != MqttClientState.DISCONNECTED) Thread.sleep(50);
        }
        System.exit(0);
    }

    static void listen(Mqtt5AsyncClient client, String name) {
        client.publishes(MqttGlobalPublishFilter.ALL, message -> {
            System.out.println(name + " " + new String(message.getPayloadAsBytes()));
            System.out.flush();
        });
    }
}
JAVA
cat >server.py <<'PYTHON'
import socket, subprocess, sys, time

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(30)
client = subprocess.Popen(["java", "-cp", "jars/*:.", "Main", str(listener.getsockname()[1])],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def receive(connection):
    first_byte, length = connection.recv(2, socket.MSG_WAITALL)
    return first_byte, connection.recv(length, socket.MSG_WAITALL)


acknowledged = []
for number in (b"1", b"2", b"3"):
    connection, _ = listener.accept()
    connection.settimeout(10)
    receive(connection)
    # The Server has no Session but on the third connection.
    connection.sendall(b"\x20\3" + (b"\1" if number == b"3" else b"\0") + b"\0\0")
    time.sleep(1)
    connection.sendall(b"\x32\x07\0\1t\0\1\0" + number)
    if receive(connection)[0] == 0x40:
        acknowledged.append(number.decode())
    time.sleep(1)
    connection.close()
given = client.communicate(timeout=30)[0].split("\n")[:-1]
print("acknowledged:", acknowledged)
print("given:       ", given)
sys.exit(0 if acknowledged == ["1", "2", "3"] and given == ["first 1", "second 3"] else 1)
PYTHON
mvn -q -B -Dmaven.repo.local="$folder/repository" dependency:copy-dependencies \
  -DoutputDirectory=jars
javac -cp 'jars/*' -d . Main.java
python3 server.py
