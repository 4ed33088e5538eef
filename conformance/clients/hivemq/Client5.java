// MQTT 5.0 by hivemq-mqtt-client.
import com.google.gson.*;
import com.hivemq.client.mqtt.*;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.lifecycle.*;
import com.hivemq.client.mqtt.mqtt5.*;
import com.hivemq.client.mqtt.mqtt5.exceptions.*;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.*;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.*;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.*;
import com.hivemq.client.mqtt.mqtt5.message.publish.*;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.pubcomp.Mqtt5PubComp;
import com.hivemq.client.mqtt.mqtt5.message.publish.pubrec.Mqtt5PubRec;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.*;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.unsuback.Mqtt5UnsubAck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

class Client5 implements LineJson.Client {
    private final LineJson driver;
    private final Mqtt5AsyncClient client;
    private volatile CompletableFuture<?> connected;
    private Authentication authentication;

    Client5(LineJson driver, JsonObject fields) {
        this.driver = driver;
        client =
            Main.common(Mqtt5Client.builder(), fields)
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
                        message.isRetain(), "properties",
                        Properties5.seen(driver, "msg", Mqtt5Publish.class, message))),
                error -> listen());
    }

    private Mqtt5AsyncClient client() { return client; }

    private void disconnected(MqttClientDisconnectedContext context) {
        if (context.getCause() instanceof Mqtt5ConnAckException refused) {
            var answer = refused.getMqttMessage();
            driver.up(false,
                LineJson.event("reason_code", answer.getReasonCode().getCode(), "properties",
                    Properties5.seen(driver, "refused", Mqtt5ConnAck.class, answer)));
        } else if (context.getCause() instanceof Mqtt5DisconnectException closed
            && context.getSource() == MqttDisconnectSource.SERVER) {
            var packet = (Mqtt5Disconnect) closed.getMqttMessage();
            LineJson.say("disc", null,
                LineJson.event("reason_code", packet.getReasonCode().getCode(), "properties",
                    Properties5.seen(driver, "disc", Mqtt5Disconnect.class, packet)));
        }
        driver.down(LineJson.event("text", context.getCause().toString()));
    }

    private static Mqtt5Publish message(JsonObject fields, boolean isWill) throws Exception {
        Mqtt5PublishBuilder.Complete packet =
            Mqtt5Publish.builder()
                .topic(LineJson.text(fields, "topic", ""))
                .payload(LineJson.bytes(fields.get("payload")))
                .qos(MqttQos.fromCode(LineJson.number(fields, "qos", 0)))
                .retain(LineJson.flag(fields, "retain"));
        JsonObject properties = fields.getAsJsonObject("properties");
        JsonElement delay =
            isWill && properties != null ? properties.remove("will_delay_interval") : null;
        Properties5.given(Mqtt5PublishBuilder.Complete.class, packet, properties);
        if (delay == null) return packet.build();
        return packet.build().asWill().extendAsWill().delayInterval(delay.getAsLong()).build();
    }

    @Override
    public void connect(JsonObject fields) throws Exception {
        var packet = Mqtt5Connect.builder();
        if (fields.has("clean_start")) packet.cleanStart(LineJson.flag(fields, "clean_start"));
        if (fields.has("keep_alive")) packet.keepAlive(LineJson.number(fields, "keep_alive", 60));
        if (fields.has("will")) packet.willPublish(message(fields.getAsJsonObject("will"), true));
        if (fields.has("user_name") || fields.has("password")) {
            Mqtt5SimpleAuth login = null;
            var name = LineJson.text(fields, "user_name", "");
            var password = LineJson.bytes(fields.get("password"));
            if (!fields.has("password")) login = Mqtt5SimpleAuth.builder().username(name).build();
            else if (!fields.has("user_name"))
                login = Mqtt5SimpleAuth.builder().password(password).build();
            else login = Mqtt5SimpleAuth.builder().username(name).password(password).build();
            packet.simpleAuth(login);
        }
        JsonObject properties =
            fields.has("properties") ? fields.getAsJsonObject("properties") : new JsonObject();
        if (properties.has("authentication_method")) {
            authentication = new Authentication(driver, properties);
            packet.enhancedAuth(authentication);
        }
        var restrictions = Mqtt5ConnectRestrictions.builder();
        for (var each : properties.entrySet()) {
            if (each.getKey().startsWith("authentication_")) continue;
            boolean isMine = each.getKey().equals("session_expiry_interval")
                || each.getKey().equals("user_property");
            JsonObject one = new JsonObject();
            one.add(each.getKey(), each.getValue());
            Properties5.given(
                isMine ? Mqtt5ConnectBuilder.class : Mqtt5ConnectRestrictionsBuilder.class,
                isMine ? packet : restrictions, one);
        }
        if (fields.has("auto_aliases") && !LineJson.flag(fields, "auto_aliases"))
            restrictions.sendTopicAliasMaximum(0);
        packet.restrictions(restrictions.build());
        connected = client.connect(packet.build()).whenComplete((answer, error) -> {
            if (error == null)
                driver.up(true,
                    LineJson.event("reason_code", 0, "session_present", answer.isSessionPresent(),
                        "properties", Properties5.seen(driver, "up", Mqtt5ConnAck.class, answer)));
            else if (error instanceof MqttClientStateException)
                driver.failed("connect", null, error);
        });
    }

    @Override
    public void sub(JsonElement tag, JsonObject fields) throws Exception {
        List<Mqtt5Subscription> all = new ArrayList<>();
        for (JsonElement one : fields.getAsJsonArray("subscriptions")) {
            JsonObject each = one.getAsJsonObject();
            all.add(Mqtt5Subscription.builder()
                    .topicFilter(LineJson.text(each, "topic_filter", ""))
                    .qos(MqttQos.fromCode(LineJson.number(each, "qos", 0)))
                    .noLocal(LineJson.flag(each, "no_local"))
                    .retainAsPublished(LineJson.flag(each, "retain_as_published"))
                    .retainHandling(
                        Mqtt5RetainHandling.fromCode(LineJson.number(each, "retain_handling", 0)))
                    .build());
        }
        var packet = Mqtt5Subscribe.builder().addSubscriptions(all);
        Properties5.given(
            Mqtt5SubscribeBuilder.Complete.class, packet, fields.getAsJsonObject("properties"));
        client.subscribe(packet.build()).whenComplete((answer, error) -> {
            var told =
                error instanceof Mqtt5SubAckException refused ? refused.getMqttMessage() : answer;
            if (told == null) driver.failed("sub", tag, error);
            else
                LineJson.say("suback", tag,
                    LineJson.event("reason_codes",
                        told.getReasonCodes().stream().map(code -> code.getCode()).toList(),
                        "properties", Properties5.seen(driver, "suback", Mqtt5SubAck.class, told)));
        });
    }

    @Override
    public void unsub(JsonElement tag, JsonObject fields) throws Exception {
        var all = fields.getAsJsonArray("topic_filters");
        var packet = Mqtt5Unsubscribe.builder().topicFilter(all.get(0).getAsString());
        for (int i = 1; i < all.size(); ++i) packet.addTopicFilter(all.get(i).getAsString());
        Properties5.given(
            com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5UnsubscribeBuilder.Complete.class,
            packet, fields.getAsJsonObject("properties"));
        client.unsubscribe(packet.build()).whenComplete((answer, error) -> {
            var told =
                error instanceof Mqtt5UnsubAckException refused ? refused.getMqttMessage() : answer;
            if (told == null) driver.failed("unsub", tag, error);
            else
                LineJson.say("unsuback", tag,
                    LineJson.event("reason_codes",
                        told.getReasonCodes().stream().map(code -> code.getCode()).toList(),
                        "properties",
                        Properties5.seen(driver, "unsuback", Mqtt5UnsubAck.class, told)));
        });
    }

    @Override
    public void publish(JsonObject fields, BiConsumer<JsonObject, Throwable> done)
        throws Exception {
        client.publish(message(fields, false)).whenComplete((answer, error) -> {
            JsonObject event = new JsonObject();
            if (error instanceof Mqtt5PubAckException refused)
                event = done(Mqtt5PubAck.class, refused.getMqttMessage());
            else if (error instanceof Mqtt5PubRecException refused)
                event = done(Mqtt5PubRec.class, refused.getMqttMessage());
            else if (answer instanceof Mqtt5PublishResult.Mqtt5Qos1Result one)
                event = done(Mqtt5PubAck.class, one.getPubAck());
            else if (answer instanceof Mqtt5PublishResult.Mqtt5Qos2CompleteResult two)
                event = done(Mqtt5PubComp.class, two.getPubComp());
            else if (answer instanceof Mqtt5PublishResult.Mqtt5Qos2Result two)
                event = done(Mqtt5PubRec.class, two.getPubRec());
            done.accept(event, event.has("reason_code") ? null : error);
        });
    }

    private JsonObject done(Class<?> type, Object packet) {
        var code = (com.hivemq.client.mqtt.mqtt5.message.Mqtt5ReasonCode) LineJson.get(
            type, packet, "getReasonCode");
        return LineJson.event("reason_code", code.getCode(), "properties",
            Properties5.seen(driver, "done", type, packet));
    }

    @Override
    public void disconnect(JsonElement tag, JsonObject fields) throws Exception {
        var packet = Mqtt5Disconnect.builder();
        if (fields.has("reason_code"))
            packet.reasonCode(
                Mqtt5DisconnectReasonCode.fromCode(LineJson.number(fields, "reason_code", 0)));
        Properties5.given(
            Mqtt5DisconnectBuilder.class, packet, fields.getAsJsonObject("properties"));
        client.disconnect(packet.build()).whenComplete((answer, error) -> {
            if (error != null) driver.failed("disconnect", tag, error);
        });
    }

    @Override
    public void auth(JsonElement tag, JsonObject fields) {
        if (authentication == null)
            throw new IllegalStateException("there is no Authentication Method");
        if (LineJson.number(fields, "reason_code", 0) == 0x18) {
            authentication.answer(fields);
            return;
        }
        authentication.begin(fields);
        client.reauth().whenComplete((answer, error) -> {
            if (error != null) driver.failed("auth", tag, error);
        });
    }
}
