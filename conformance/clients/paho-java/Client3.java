// MQTT 3.1.1 by org.eclipse.paho.client.mqttv3.
import com.google.gson.*;
import java.util.Arrays;
import java.util.function.*;
import org.eclipse.paho.client.mqttv3.*;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

class Client3 implements LineJson.Client, MqttCallbackExtended {
    private final LineJson driver;
    private final MqttAsyncClient client;

    Client3(LineJson driver, JsonObject fields) throws MqttException {
        this.driver = driver;
        String uri =
            "tcp://" + LineJson.text(fields, "host", "") + ":" + LineJson.number(fields, "port", 0);
        client = new MqttAsyncClient(
            uri, LineJson.text(fields, "client_id", ""), new MemoryPersistence());
        client.setCallback(this);
    }

    private static IMqttActionListener then(
        Consumer<IMqttToken> success, Consumer<Throwable> failure) {
        return new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                success.accept(token);
            }
            @Override
            public void onFailure(IMqttToken token, Throwable error) {
                failure.accept(error);
            }
        };
    }

    @Override
    public void connect(JsonObject fields) throws MqttException {
        var options = new MqttConnectOptions();
        options.setMqttVersion(4);
        options.setAutomaticReconnect(LineJson.flag(fields, "auto_reconnect"));
        if (fields.has("clean_start"))
            options.setCleanSession(LineJson.flag(fields, "clean_start"));
        if (fields.has("keep_alive"))
            options.setKeepAliveInterval(LineJson.number(fields, "keep_alive", 60));
        if (fields.has("connect_timeout_s"))
            options.setConnectionTimeout(LineJson.number(fields, "connect_timeout_s", 30));
        if (fields.has("user_name")) options.setUserName(LineJson.text(fields, "user_name", ""));
        if (fields.has("password"))
            options.setPassword(LineJson.utf8(fields, "password").toCharArray());
        if (fields.has("will")) {
            JsonObject will = fields.getAsJsonObject("will");
            options.setWill(LineJson.text(will, "topic", ""), LineJson.bytes(will.get("payload")),
                LineJson.number(will, "qos", 0), LineJson.flag(will, "retain"));
        }
        client.connect(options, null,
            then(token
                -> driver.up(true,
                    LineJson.event("reason_code", 0, "session_present", token.getSessionPresent())),
                error -> {
                    int code = error instanceof MqttException refused ? refused.getReasonCode() : 0;
                    if (code >= 1 && code <= 5)
                        driver.up(
                            false, LineJson.event("reason_code", code, "text", error.toString()));
                    else driver.down(LineJson.event("text", error.toString()));
                }));
    }

    @Override
    public void connectComplete(boolean isAgain, String uri) {
        if (isAgain) driver.upAgain();
    }

    @Override
    public void connectionLost(Throwable cause) {
        driver.down(LineJson.event("text", String.valueOf(cause)));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        LineJson.say("msg", null,
            LineJson.event("topic", topic, "payload", message.getPayload(), "qos", message.getQos(),
                "retain", message.isRetained(), "dup", message.isDuplicate()));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}

    @Override
    public void sub(JsonElement tag, JsonObject fields) throws MqttException {
        var all = fields.getAsJsonArray("subscriptions");
        String[] filters = new String[all.size()];
        int[] levels = new int[all.size()];
        for (int i = 0; i < all.size(); ++i) {
            filters[i] = LineJson.text(all.get(i).getAsJsonObject(), "topic_filter", "");
            levels[i] = LineJson.number(all.get(i).getAsJsonObject(), "qos", 0);
        }
        client.subscribe(filters, levels, null,
            then(token
                -> LineJson.say("suback", tag,
                    LineJson.event(
                        "reason_codes", Arrays.stream(token.getGrantedQos()).boxed().toList())),
                error -> driver.failed("sub", tag, error)));
    }

    @Override
    public void unsub(JsonElement tag, JsonObject fields) throws MqttException {
        client.unsubscribe(LineJson.texts(fields.getAsJsonArray("topic_filters")), null,
            then(token
                -> LineJson.say("unsuback", tag, new JsonObject()),
                error -> driver.failed("unsub", tag, error)));
    }

    @Override
    public void publish(JsonObject fields, BiConsumer<JsonObject, Throwable> done)
        throws MqttException {
        client.publish(LineJson.text(fields, "topic", ""), LineJson.bytes(fields.get("payload")),
            LineJson.number(fields, "qos", 0), LineJson.flag(fields, "retain"), null,
            then(token -> done.accept(new JsonObject(), null), error -> done.accept(null, error)));
    }

    @Override
    public void disconnect(JsonElement tag, JsonObject fields) throws MqttException {
        client.disconnect(null,
            then(token
                -> driver.down(new JsonObject()),
                error -> driver.failed("disconnect", tag, error)));
    }
}
