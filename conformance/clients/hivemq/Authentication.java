// An enhanced authentication whose data come from the commands `connect` and `auth`.
import com.google.gson.JsonObject;
import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.*;
import com.hivemq.client.mqtt.mqtt5.auth.Mqtt5EnhancedAuthMechanism;
import com.hivemq.client.mqtt.mqtt5.message.auth.*;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import java.util.concurrent.CompletableFuture;

class Authentication implements Mqtt5EnhancedAuthMechanism {
    private final LineJson driver;
    private final JsonObject asked;
    private JsonObject again;
    private CompletableFuture<JsonObject> answer = new CompletableFuture<>();

    Authentication(LineJson driver, JsonObject asked) {
        this.driver = driver;
        this.asked = asked;
    }

    synchronized void answer(JsonObject fields) { answer.complete(fields); }
    void begin(JsonObject fields) { again = fields; }

    private static void fill(JsonObject fields, Mqtt5AuthBuilder packet) {
        JsonObject properties = fields.getAsJsonObject("properties");
        if (properties == null) return;
        try {
            for (String name : new String[] {"authentication_method", "authentication_data"}) {
                var value = properties.remove(name);
                if (value != null && name.endsWith("data")) packet.data(LineJson.bytes(value));
            }
            Properties5.given(Mqtt5AuthBuilder.class, packet, properties);
        } catch (Exception error) { throw new IllegalStateException(error); }
    }

    private void tell(Mqtt5Auth auth) {
        LineJson.say("auth", null,
            LineJson.event("reason_code", auth.getReasonCode().getCode(), "properties",
                Properties5.seen(driver, "auth", Mqtt5Auth.class, auth)));
    }

    @Override
    public MqttUtf8String getMethod() {
        return MqttUtf8String.of(LineJson.text(asked, "authentication_method", ""));
    }
    @Override
    public int getTimeout() {
        return 0;
    }

    @Override
    public CompletableFuture<Void> onAuth(
        Mqtt5ClientConfig c, Mqtt5Connect connect, Mqtt5EnhancedAuthBuilder packet) {
        if (asked.has("authentication_data"))
            packet.data(LineJson.bytes(asked.get("authentication_data")));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> onReAuth(Mqtt5ClientConfig c, Mqtt5AuthBuilder packet) {
        fill(again, packet);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Boolean> onContinue(
        Mqtt5ClientConfig c, Mqtt5Auth auth, Mqtt5AuthBuilder packet) {
        answer = new CompletableFuture<>();
        tell(auth);
        return answer.thenApply(fields -> {
            fill(fields, packet);
            return true;
        });
    }

    @Override
    public CompletableFuture<Boolean> onAuthSuccess(Mqtt5ClientConfig c, Mqtt5ConnAck answer) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Boolean> onReAuthSuccess(Mqtt5ClientConfig c, Mqtt5Auth auth) {
        tell(auth);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void onAuthRejected(Mqtt5ClientConfig c, Mqtt5ConnAck answer) {}
    @Override
    public void onReAuthRejected(Mqtt5ClientConfig c, Mqtt5Disconnect packet) {}
    @Override
    public void onAuthError(Mqtt5ClientConfig c, Throwable cause) {}
    @Override
    public void onReAuthError(Mqtt5ClientConfig c, Throwable cause) {}
}
