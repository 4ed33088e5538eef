import json, sys
from paho.mqtt import client as mqtt

ready, tags, client = json.load(open("ready.json")), {}, None

def say(ev, **fields):
    print(json.dumps({"ev": ev, **fields}), flush=True)

def make(client_id, clean_start):
    made = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id, clean_start, reconnect_on_failure=False)
    made.on_connect = lambda *a: say("up", tag=tags["connect"], reason_code=a[3].value)
    made.on_disconnect = lambda *a: say("down", text=str(a[3]))
    made.on_subscribe = lambda *a: say("suback", tag=tags["sub"], reason_codes=[c.value for c in a[3]])
    made.on_message = lambda *a: say("msg", topic=a[2].topic, payload={"hex": a[2].payload.hex()}, qos=a[2].qos)
    return made

say(**ready)
for c in map(json.loads, sys.stdin):
    tags[c["do"]] = c["tag"]
    if c["do"] == "connect":
        client = client or make(c["client_id"], c["clean_start"])
        client.loop_stop()
        client.connect(c["host"], c["port"], c["keep_alive"]) or client.loop_start()
    elif c["do"] == "sub": client.subscribe([(s["topic_filter"], s["qos"]) for s in c["subscriptions"]])
    elif c["do"] == "pub": client.publish(c["topic"], c["payload"], c["qos"], c["retain"])
    elif c["do"] == "disconnect": client.disconnect()
    elif c["do"] == "quit": break
