"""mqttd on $port of the loopback."""
import os

from mqttd import MQTTApp

MQTTApp(host="127.0.0.1", port=int(os.environ["port"])).run()
