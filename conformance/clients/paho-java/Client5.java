// MQTT 5.0 by org.eclipse.paho.mqttv5.client.
import com.google.gson.*;
import java.util.Arrays;
import java.util.List;
import java.util.function.*;
import org.eclipse.paho.mqttv5.client.*;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.*;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

class Client5 implements LineJson.Client, MqttCallback {
    private final LineJson driver;
    private final MqttAsyncClient client;
    private volatile boolean isAnswered; // the last connect

    Client5(LineJson driver, JsonObject fields) throws MqttException {
        this.driver = driver;
        String uri =
            "tcp://" + LineJson.text(fields, "host", "") + ":" + LineJson.number(fields, "port", 0);
        client = new MqttAsyncClient(
            uri, LineJson.text(fields, "client_id", ""), new MemoryPersistence());
        client.setCallback(this);
    }

    private static MqttActionListener then(
        Consumer<IMqttToken> success, BiConsumer<IMqttToken, Throwable> failure) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                success.accept(token);
            }
            @Override
            public void onFailure(IMqttToken token, Throwable error) {
                failure.accept(token, error);
            }
        };
    }

    private static MqttMessage message(JsonObject fields) throws Exception {
        return new MqttMessage(LineJson.bytes(fields.get("payload")),
            LineJson.number(fields, "qos", 0), LineJson.flag(fields, "retain"),
            Properties5.given(new MqttProperties(), fields));
    }

    /** The Reason Code of the Server; 0 if the error is one of the library. */
    private static int code(Throwable error) {
        int code = error instanceof MqttException refused ? refused.getReasonCode() : 0;
        return code >= 0x80 && code <= 0xFF ? code : 0;
    }

    @Override
    public void connect(JsonObject fields) throws Exception {
        JsonObject all = fields.deepCopy();
        var options = new MqttConnectionOptions();
        options.setAutomaticReconnect(LineJson.flag(fields, "auto_reconnect"));
        if (fields.has("clean_start")) options.setCleanStart(LineJson.flag(fields, "clean_start"));
        if (fields.has("keep_alive"))
            options.setKeepAliveInterval(LineJson.number(fields, "keep_alive", 60));
        if (fields.has("connect_timeout_s"))
            options.setConnectionTimeout(LineJson.number(fields, "connect_timeout_s", 30));
        if (fields.has("user_name")) options.setUserName(LineJson.text(fields, "user_name", ""));
        if (fields.has("password")) options.setPassword(LineJson.bytes(fields.get("password")));
        if (fields.has("will")) {
            JsonObject will = fields.getAsJsonObject("will");
            options.setWill(LineJson.text(will, "topic", ""), message(will));
            options.setWillMessageProperties(Properties5.given(new MqttProperties(), will));
        }
        if (all.has("properties")) {
            JsonElement method = all.getAsJsonObject("properties").remove("authentication_method");
            JsonElement data = all.getAsJsonObject("properties").remove("authentication_data");
            if (method != null) options.setAuthMethod(method.getAsString());
            if (data != null) options.setAuthData(LineJson.bytes(data));
        }
        Properties5.given(options, all);
        isAnswered = false;
        client.connect(options, null,
            then(
                token
                -> {
                    driver.up(true,
                        LineJson.event("reason_code", 0, "session_present",
                            token.getSessionPresent(), "properties",
                            Properties5.seen(driver, "up", token.getResponseProperties())));
                    isAnswered = true;
                },
                (token, error) -> {
                    if (code(error) > 0)
                        driver.up(false,
                            LineJson.event("reason_code", code(error), "text", error.toString()));
                    else driver.down(LineJson.event("text", error.toString()));
                    isAnswered = true;
                }));
    }

    @Override
    public void connectComplete(boolean isAgain, String uri) {
        if (isAgain) driver.upAgain();
    }

    /** The library may tell this before it tells that it was connected. */
    @Override
    public void disconnected(MqttDisconnectResponse answer) {
        driver.worker.execute(() -> {
            while (!isAnswered) Thread.yield();
            tellDisconnected(answer);
        });
    }

    private void tellDisconnected(MqttDisconnectResponse answer) {
        if (answer.getException() == null) {
            List<?> pairs = answer.getUserProperties() == null
                ? List.of()
                : answer.getUserProperties()
                      .stream()
                      .map(one -> List.of(one.getKey(), one.getValue()))
                      .toList();
            JsonObject all = driver.seen("disc", name -> switch (name) {
                case "reason_string" -> answer.getReasonString();
                case "server_reference" -> answer.getServerReference();
                default -> pairs;
            });
            LineJson.say("disc", null,
                LineJson.event("reason_code", answer.getReturnCode(), "properties", all));
        }
        driver.down(LineJson.event("text", String.valueOf(answer.getException())));
    }

    @Override
    public void mqttErrorOccurred(MqttException error) {
        LineJson.say("err", null, LineJson.event("on", "library", "text", error.toString()));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        LineJson.say("msg", null,
            LineJson.event("topic", topic, "payload", message.getPayload(), "qos", message.getQos(),
                "retain", message.isRetained(), "properties",
                Properties5.seen(driver, "msg", message.getProperties())));
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void authPacketArrived(int code, MqttProperties all) {
        LineJson.say("auth", null,
            LineJson.event(
                "reason_code", code, "properties", Properties5.seen(driver, "auth", all)));
    }

    /** Tells of an acknowledgement, be it with a Reason Code of 0x80 or more or not. */
    private MqttActionListener acknowledged(String on, String ev, JsonElement tag) {
        Consumer<IMqttToken> tell = token
            -> LineJson.say(ev, tag,
                LineJson.event("reason_codes",
                    Arrays.stream(token.getReasonCodes()).boxed().toList(), "properties",
                    Properties5.seen(driver, ev, token.getResponseProperties())));
        return then(tell, (token, error) -> {
            if (token != null && token.getReasonCodes() != null) tell.accept(token);
            else driver.failed(on, tag, error);
        });
    }

    @Override
    public void sub(JsonElement tag, JsonObject fields) throws Exception {
        var all = fields.getAsJsonArray("subscriptions");
        var wanted = new MqttSubscription[all.size()];
        for (int i = 0; i < wanted.length; ++i) {
            JsonObject each = all.get(i).getAsJsonObject();
            wanted[i] = new MqttSubscription(
                LineJson.text(each, "topic_filter", ""), LineJson.number(each, "qos", 0));
            wanted[i].setNoLocal(LineJson.flag(each, "no_local"));
            wanted[i].setRetainAsPublished(LineJson.flag(each, "retain_as_published"));
            wanted[i].setRetainHandling(LineJson.number(each, "retain_handling", 0));
        }
        client.subscribe(wanted, null, acknowledged("sub", "suback", tag),
            Properties5.given(new MqttProperties(), fields));
    }

    @Override
    public void unsub(JsonElement tag, JsonObject fields) throws Exception {
        client.unsubscribe(LineJson.texts(fields.getAsJsonArray("topic_filters")), null,
            acknowledged("unsub", "unsuback", tag),
            Properties5.given(new MqttProperties(), fields));
    }

    @Override
    public void publish(JsonObject fields, BiConsumer<JsonObject, Throwable> done)
        throws Exception {
        Function<IMqttToken, JsonObject> event = token
            -> LineJson.event("reason_code",
                token.getReasonCodes() == null ? null : token.getReasonCodes()[0], "properties",
                Properties5.seen(driver, "done", token.getResponseProperties()));
        client.publish(LineJson.text(fields, "topic", ""), message(fields), null,
            then(token -> done.accept(event.apply(token), null), (token, error) -> {
                if (code(error) > 0) done.accept(LineJson.event("reason_code", code(error)), null);
                else done.accept(null, error);
            }));
    }

    @Override
    public void disconnect(JsonElement tag, JsonObject fields) throws Exception {
        client.disconnect(30000, null,
            then(token
                -> driver.down(new JsonObject()),
                (token, error) -> driver.failed("disconnect", tag, error)),
            LineJson.number(fields, "reason_code", 0),
            Properties5.given(new MqttProperties(), fields));
    }

    @Override
    public void auth(JsonElement tag, JsonObject fields) throws Exception {
        client.authenticate(LineJson.number(fields, "reason_code", 0), null,
            Properties5.given(new MqttProperties(), fields));
    }
}
