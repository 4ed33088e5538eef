// MQTT 3.1.1 by hivemq-mqtt-client.
import com.google.gson.*;
import com.hivemq.client.mqtt.*;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.*;
import com.hivemq.client.mqtt.mqtt3.exceptions.*;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt3.message.subscribe.*;
import com.hivemq.client.mqtt.mqtt3.message.unsubscribe.Mqtt3Unsubscribe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

class Client3 implements LineJson.Client {
    private final LineJson driver;
    private final Mqtt3AsyncClient client;
    private volatile CompletableFuture<?> connected;

    Client3(LineJson driver, JsonObject fields) {
        this.driver = driver;
        client =
            Main.common(Mqtt3Client.builder(), fields)
                .addConnectedListener(context -> driver.upAgain())
                .addDisconnectedListener(context
                    -> Main.gone(driver, client(), () -> connected, () -> disconnected(context)))
                .buildAsync();
        listen();
    }

    /** Tells of all messages. With its Session the library ends what listens: it listens anew. */
    private void listen() {
        client.toRx()
            .publishes(MqttGlobalPublishFilter.ALL)
            .subscribe(message
                -> LineJson.say("msg", null,
                    LineJson.event("topic", message.getTopic(), "payload",
                        message.getPayloadAsBytes(), "qos", message.getQos().getCode(), "retain",
                        message.isRetain())),
                error -> listen());
    }

    private Mqtt3AsyncClient client() { return client; }

    private void disconnected(MqttClientDisconnectedContext context) {
        if (context.getCause() instanceof Mqtt3ConnAckException refused)
            driver.up(false,
                LineJson.event("reason_code", refused.getMqttMessage().getReturnCode().getCode()));
        driver.down(LineJson.event("text", context.getCause().toString()));
    }

    private static Mqtt3Publish message(JsonObject fields) {
        return Mqtt3Publish.builder()
            .topic(LineJson.text(fields, "topic", ""))
            .payload(LineJson.bytes(fields.get("payload")))
            .qos(MqttQos.fromCode(LineJson.number(fields, "qos", 0)))
            .retain(LineJson.flag(fields, "retain"))
            .build();
    }

    @Override
    public void connect(JsonObject fields) {
        var packet = Mqtt3Connect.builder();
        if (fields.has("clean_start")) packet.cleanSession(LineJson.flag(fields, "clean_start"));
        if (fields.has("keep_alive")) packet.keepAlive(LineJson.number(fields, "keep_alive", 60));
        if (fields.has("will")) packet.willPublish(message(fields.getAsJsonObject("will")));
        if (fields.has("user_name")) {
            var login = Mqtt3SimpleAuth.builder().username(LineJson.text(fields, "user_name", ""));
            if (fields.has("password")) login.password(LineJson.bytes(fields.get("password")));
            packet.simpleAuth(login.build());
        } else if (fields.has("password")) {
            throw new LineJson.Unsupported("password");
        }
        connected = client.connect(packet.build()).whenComplete((answer, error) -> {
            if (error == null)
                driver.up(true,
                    LineJson.event("reason_code", 0, "session_present", answer.isSessionPresent()));
            else if (error instanceof MqttClientStateException)
                driver.failed("connect", null, error);
        });
    }

    @Override
    public void sub(JsonElement tag, JsonObject fields) {
        List<Mqtt3Subscription> all = new ArrayList<>();
        for (JsonElement each : fields.getAsJsonArray("subscriptions"))
            all.add(Mqtt3Subscription.builder()
                    .topicFilter(LineJson.text(each.getAsJsonObject(), "topic_filter", ""))
                    .qos(MqttQos.fromCode(LineJson.number(each.getAsJsonObject(), "qos", 0)))
                    .build());
        client.subscribe(Mqtt3Subscribe.builder().addSubscriptions(all).build())
            .whenComplete((answer, error) -> {
                var told = error instanceof Mqtt3SubAckException refused ? refused.getMqttMessage()
                                                                         : answer;
                if (told == null) driver.failed("sub", tag, error);
                else
                    LineJson.say("suback", tag,
                        LineJson.event("reason_codes",
                            told.getReturnCodes().stream().map(code -> code.getCode()).toList()));
            });
    }

    @Override
    public void unsub(JsonElement tag, JsonObject fields) {
        var all = fields.getAsJsonArray("topic_filters");
        var packet = Mqtt3Unsubscribe.builder().topicFilter(all.get(0).getAsString());
        for (int i = 1; i < all.size(); ++i) packet.addTopicFilter(all.get(i).getAsString());
        client.unsubscribe(packet.build()).whenComplete((answer, error) -> {
            if (error != null) driver.failed("unsub", tag, error);
            else LineJson.say("unsuback", tag, new JsonObject());
        });
    }

    @Override
    public void publish(JsonObject fields, BiConsumer<JsonObject, Throwable> done) {
        client.publish(message(fields))
            .whenComplete((answer, error) -> done.accept(new JsonObject(), error));
    }

    @Override
    public void disconnect(JsonElement tag, JsonObject fields) {
        client.disconnect().whenComplete((answer, error) -> {
            if (error != null) driver.failed("disconnect", tag, error);
        });
    }
}
